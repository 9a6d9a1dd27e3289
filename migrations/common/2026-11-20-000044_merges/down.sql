DROP TABLE merges;
ALTER TABLE contacts DROP COLUMN died_on;
ALTER TABLE contacts DROP COLUMN merged_into;
