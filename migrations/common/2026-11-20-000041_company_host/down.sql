DROP INDEX companies_by_host;
ALTER TABLE companies DROP COLUMN host;
