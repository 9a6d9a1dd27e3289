DROP TABLE field_checks;
DROP TABLE field_rounds;
DROP TABLE field_plans;
