DROP TABLE debt_plan_parts;
DROP TABLE debt_plans;
DROP TABLE debt_letters;
DROP TABLE debt_batches;
DROP TABLE debts;
