DROP TABLE protocol_signers;
DROP TABLE protocol_copies;
DROP TABLE protocols;
