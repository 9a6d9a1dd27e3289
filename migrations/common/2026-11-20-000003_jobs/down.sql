DROP TABLE schedule;
DROP TABLE jobs;
