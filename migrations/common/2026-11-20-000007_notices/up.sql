-- What a person was told in the portal, and how they wish to be told.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    company_id TEXT NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    once_key TEXT NOT NULL,
    title TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    href TEXT NOT NULL,
    digest TEXT NOT NULL,
    letter_id TEXT,
    mail_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    withdrawn_at TIMESTAMP,
    UNIQUE (person_id, once_key)
);
CREATE INDEX notices_of_person ON notices (person_id, id);
CREATE INDEX notices_unread ON notices (person_id) WHERE read_at IS NULL;
CREATE INDEX notices_for_digest ON notices (digest, person_id);
CREATE INDEX notices_of_subject ON notices (subject_id, person_id);

CREATE TABLE notice_wishes (
    person_id TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    pace TEXT NOT NULL,
    PRIMARY KEY (person_id, kind, channel)
);

CREATE TABLE notice_hours (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    quiet_from INTEGER,
    quiet_until INTEGER,
    digest_at INTEGER NOT NULL
);
