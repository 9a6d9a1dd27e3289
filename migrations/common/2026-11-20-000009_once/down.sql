DROP TABLE onces;
