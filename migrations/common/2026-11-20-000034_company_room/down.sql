DROP TABLE suspensions;
DROP INDEX companies_by_bin;
ALTER TABLE companies DROP COLUMN bank;
ALTER TABLE companies DROP COLUMN bic;
ALTER TABLE companies DROP COLUMN iban;
