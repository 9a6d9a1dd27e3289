DROP TABLE survey_answers;
DROP TABLE survey_participations;
DROP TABLE survey_scopes;
DROP TABLE surveys;
