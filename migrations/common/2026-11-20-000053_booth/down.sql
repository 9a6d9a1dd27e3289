DROP TABLE meeting_told;
DROP TABLE voting_codes;
