DROP TABLE spending_reversals;
DROP TABLE spendings;
