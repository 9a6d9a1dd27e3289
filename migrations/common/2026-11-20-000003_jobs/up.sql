-- Work for later, and when each regular task last ran.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    company_id TEXT REFERENCES companies (id),
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    once_key TEXT UNIQUE,
    state TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    claimed_until TIMESTAMP,
    attempts INTEGER NOT NULL,
    done_parts BIGINT NOT NULL,
    all_parts BIGINT NOT NULL,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX jobs_due ON jobs (state, due_at);

CREATE TABLE schedule (
    id TEXT PRIMARY KEY,
    last_at TIMESTAMP NOT NULL
);
