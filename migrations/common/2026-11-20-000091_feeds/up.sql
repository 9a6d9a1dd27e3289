-- The secret address of a technician's calendar: a new series makes every older address worthless.
CREATE TABLE field_feeds (
    company_id TEXT NOT NULL REFERENCES companies (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    series TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, person_id)
);
