DROP TABLE join_proofs;
DROP TABLE invitations;
DROP TABLE letter_runs;
