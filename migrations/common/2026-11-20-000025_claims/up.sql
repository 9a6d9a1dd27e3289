-- Somebody says that they hold premises; staff look and answer.
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    premises_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    holds TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    slot INTEGER NOT NULL,
    reason TEXT NOT NULL,
    holding_id TEXT,
    created_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    decided_by TEXT REFERENCES people (id),
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, holding_id) REFERENCES holdings (company_id, id)
);
CREATE UNIQUE INDEX claims_once ON claims (person_id, premises_id) WHERE state = 'waiting';
-- so many may wait for one person at a time as there are slots
CREATE UNIQUE INDEX claims_slots ON claims (person_id, slot) WHERE state = 'waiting';
CREATE INDEX claims_in_state ON claims (company_id, state, id);
CREATE INDEX claims_of_person ON claims (person_id, id);
CREATE INDEX claims_of_premises ON claims (company_id, premises_id);
