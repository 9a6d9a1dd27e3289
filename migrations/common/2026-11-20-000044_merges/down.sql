DROP INDEX invitations_of_contact;
DROP INDEX announcement_recipients_of_contact;
DROP TABLE merges;
ALTER TABLE contacts DROP COLUMN died_on;
ALTER TABLE contacts DROP COLUMN merged_into;
