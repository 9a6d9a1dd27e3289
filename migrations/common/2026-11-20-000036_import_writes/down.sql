DROP INDEX guardian_consents_by_guardian;
DROP INDEX claims_of_holding;
DROP INDEX invitations_of_contact;
DROP INDEX announcement_premises_of_premises;
DROP INDEX announcement_recipients_of_contact;
DROP TABLE import_writes;
