-- Codes by which a voter is known again: one a person and meeting, the latest. Only a seal of it is kept.
CREATE TABLE voting_codes (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    code TEXT NOT NULL,
    tries INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (company_id, meeting_id, person_id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
CREATE INDEX voting_codes_of_person ON voting_codes (person_id);

-- What the voters of a meeting were told of already, by a word for it.
CREATE TABLE meeting_told (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    what TEXT NOT NULL,
    told_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, meeting_id, what),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
