-- What was uploaded or made: the bytes lie under the data folder by their own hash.
CREATE TABLE files (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    shelf TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    digest TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    author_id TEXT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX files_on_shelf ON files (company_id, shelf, subject_id, id);
CREATE INDEX files_by_digest ON files (digest);
