-- Surveys: questions as one document that nobody changes once it is open; who took part stands apart from what was answered.
CREATE TABLE surveys (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    title_kk TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    intro_kk TEXT NOT NULL,
    intro_ru TEXT NOT NULL,
    intro_en TEXT NOT NULL,
    questions TEXT NOT NULL,
    anonymous BOOLEAN NOT NULL,
    per TEXT NOT NULL,
    weight TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    shown_to TEXT NOT NULL,
    asked BIGINT NOT NULL,
    kept_groups TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    closes_at TIMESTAMP,
    opened_at TIMESTAMP,
    reminded_at TIMESTAMP,
    closed_at TIMESTAMP,
    withdrawn_why TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, number)
);
CREATE INDEX surveys_by_state ON surveys (company_id, state, id);
CREATE INDEX surveys_closing ON surveys (state, closes_at);

CREATE TABLE survey_scopes (
    company_id TEXT NOT NULL,
    survey_id TEXT NOT NULL,
    place TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    premises_kind TEXT NOT NULL,
    holds TEXT NOT NULL,
    PRIMARY KEY (survey_id, place, subject_id, premises_kind, holds),
    FOREIGN KEY (company_id, survey_id) REFERENCES surveys (company_id, id)
);
CREATE INDEX survey_scopes_by_subject ON survey_scopes (company_id, place, subject_id);

-- Who took part: a chance key, no moment, no word of what was answered. `unit` is the person or the premises that may answer once.
CREATE TABLE survey_participations (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    survey_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    UNIQUE (survey_id, unit),
    FOREIGN KEY (company_id, survey_id) REFERENCES surveys (company_id, id)
);
CREATE INDEX survey_participations_by_person ON survey_participations (person_id, survey_id);

-- What was answered: of an anonymous survey without unit, person, premises and moment; its rows are laid down anew, in the order of
-- their chance keys, whenever one comes.
CREATE TABLE survey_answers (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    survey_id TEXT NOT NULL,
    unit TEXT,
    person_id TEXT REFERENCES people (id),
    premises_id TEXT,
    belongs TEXT NOT NULL,
    weight BIGINT NOT NULL,
    answers TEXT NOT NULL,
    answered_at TIMESTAMP,
    UNIQUE (survey_id, unit),
    FOREIGN KEY (company_id, survey_id) REFERENCES surveys (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE INDEX survey_answers_by_premises ON survey_answers (company_id, premises_id);
