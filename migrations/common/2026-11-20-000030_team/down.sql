DROP TABLE appointments;
DROP TABLE firm_members;
DROP TABLE firms;
DROP TABLE skills;
DROP TABLE absences;
DROP TABLE zones;
DROP INDEX memberships_of_company;
ALTER TABLE memberships DROP COLUMN stands_in_until;
ALTER TABLE memberships DROP COLUMN zoned;
