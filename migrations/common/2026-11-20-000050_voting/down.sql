DROP TABLE voting_events;
DROP TABLE ballots;
DROP TABLE meeting_owners;
DROP TABLE meeting_units;
DROP TABLE meeting_arguments;
DROP TABLE meeting_questions;
DROP TABLE meeting_initiators;
DROP TABLE meetings;
