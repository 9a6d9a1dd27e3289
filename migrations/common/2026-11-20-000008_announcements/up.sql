-- Announcements: every wording kept, the audience as a union of scopes, recipients fixed when it is sent.
CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    outage_from TIMESTAMP,
    outage_until TIMESTAMP,
    send_at TIMESTAMP,
    published_at TIMESTAMP,
    expires_at TIMESTAMP,
    ended_at TIMESTAMP,
    withdrawn_why TEXT,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, number)
);
CREATE INDEX announcements_by_state ON announcements (company_id, state, id);
CREATE INDEX announcements_due ON announcements (state, send_at);
CREATE INDEX announcements_ending ON announcements (state, expires_at);

CREATE TABLE announcement_versions (
    company_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    title_kk TEXT NOT NULL,
    body_kk TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    body_ru TEXT NOT NULL,
    title_en TEXT NOT NULL,
    body_en TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (announcement_id, version),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id)
);

CREATE TABLE announcement_scopes (
    company_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    place TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    premises_kind TEXT NOT NULL,
    holds TEXT NOT NULL,
    PRIMARY KEY (announcement_id, place, subject_id, premises_kind, holds),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id)
);
CREATE INDEX announcement_scopes_by_subject ON announcement_scopes (company_id, place, subject_id);

-- The proof: who was told, by which way, in which language, about which of their premises.
CREATE TABLE announcement_recipients (
    company_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    contact_id TEXT NOT NULL,
    person_id TEXT,
    name TEXT NOT NULL,
    premises TEXT NOT NULL,
    channel TEXT NOT NULL,
    locale TEXT NOT NULL,
    letter_id TEXT,
    told_at TIMESTAMP,
    PRIMARY KEY (announcement_id, version, contact_id),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE INDEX announcement_recipients_waiting ON announcement_recipients (announcement_id, version, channel, contact_id);
CREATE INDEX announcement_recipients_by_person ON announcement_recipients (person_id, announcement_id);

CREATE TABLE announcement_reads (
    company_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    opened_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    confirmed_version INTEGER,
    PRIMARY KEY (announcement_id, person_id),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id)
);
