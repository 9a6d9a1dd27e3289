-- An e-mail address that somebody wants to have: theirs once they have opened the link that was mailed to it.
CREATE TABLE email_changes (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    email TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX email_changes_of_person ON email_changes (person_id);
