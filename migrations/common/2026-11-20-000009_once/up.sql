-- Forms that were sent, and what was answered: the second sending of one is answered as the first was.
CREATE TABLE onces (
    id TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX onces_by_age ON onces (created_at);
