DROP TABLE announcement_premises;
