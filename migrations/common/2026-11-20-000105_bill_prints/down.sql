DROP TABLE bill_prints;
