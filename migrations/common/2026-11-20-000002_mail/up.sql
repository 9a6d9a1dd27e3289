-- The outbox: a letter is a row before it is a letter, rendered when it was written.
CREATE TABLE letters (
    id TEXT PRIMARY KEY,
    company_id TEXT REFERENCES companies (id),
    person_id TEXT REFERENCES people (id),
    once_key TEXT UNIQUE,
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    unsubscribe TEXT,
    state TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    claimed_until TIMESTAMP,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP
);
CREATE INDEX letters_due ON letters (state, due_at);
CREATE INDEX letters_of_company ON letters (company_id, state, id);
CREATE INDEX letters_of_person ON letters (person_id);
