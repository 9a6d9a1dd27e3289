-- Visits of support: the operator looks at the portal as a named person, for a reason, for half an hour at most. What was opened is
-- kept by the shape of its address, and an administrator may grant an operator to write for a while.
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    operator_id TEXT NOT NULL REFERENCES people (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL,
    began_at TIMESTAMP NOT NULL,
    until TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX visits_at_person ON visits (person_id, id);
CREATE INDEX visits_open ON visits (until) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX visits_once ON visits (operator_id) WHERE ended_at IS NULL;

CREATE TABLE visit_pages (
    company_id TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    path TEXT NOT NULL,
    written BOOLEAN NOT NULL,
    times BIGINT NOT NULL,
    last_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, visit_id, path, written),
    FOREIGN KEY (company_id, visit_id) REFERENCES visits (company_id, id)
);

CREATE TABLE visit_grants (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    operator_id TEXT NOT NULL REFERENCES people (id),
    admin_id TEXT NOT NULL REFERENCES people (id),
    since TIMESTAMP NOT NULL,
    until TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX visit_grants_once ON visit_grants (company_id, operator_id) WHERE withdrawn_at IS NULL;
