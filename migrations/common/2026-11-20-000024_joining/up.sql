-- Invitations into premises, the runs of letters in which many are printed, and the mailed proofs that an address is one's own.
CREATE TABLE letter_runs (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    author_id TEXT NOT NULL REFERENCES people (id),
    place TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    place_name TEXT NOT NULL,
    only_new BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    job_id TEXT,
    printed BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX letter_runs_by_end ON letter_runs (state, expires_at);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    premises_id TEXT NOT NULL,
    holds TEXT NOT NULL,
    contact_id TEXT,
    way TEXT NOT NULL,
    run_id TEXT,
    secret TEXT NOT NULL UNIQUE,
    name TEXT,
    email TEXT,
    locale TEXT NOT NULL,
    minor BOOLEAN NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    by_resident BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    used_by TEXT REFERENCES people (id),
    holding_id TEXT,
    revoked_at TIMESTAMP,
    revoked_by TEXT REFERENCES people (id),
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, run_id) REFERENCES letter_runs (company_id, id),
    FOREIGN KEY (company_id, holding_id) REFERENCES holdings (company_id, id)
);
-- one printed code is open for premises at a time
CREATE UNIQUE INDEX invitations_on_paper ON invitations (premises_id) WHERE way = 'paper' AND used_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_of_premises ON invitations (company_id, premises_id, id);
CREATE INDEX invitations_of_run ON invitations (run_id);
CREATE INDEX invitations_of_holding ON invitations (holding_id);

-- Somebody said that an address is theirs; the letter that went there shows it.
CREATE TABLE join_proofs (
    id TEXT PRIMARY KEY,
    invitation_id TEXT REFERENCES invitations (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    locale TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX join_proofs_of_email ON join_proofs (email, created_at);
CREATE INDEX join_proofs_by_end ON join_proofs (expires_at);
