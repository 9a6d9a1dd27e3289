ALTER TABLE companies DROP COLUMN second_factor_from;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
