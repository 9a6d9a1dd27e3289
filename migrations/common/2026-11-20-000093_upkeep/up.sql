-- Upkeep: what comes round by a rule (RFC 5545), at a building, an entrance or a device, with what is checked each time.
CREATE TABLE field_plans (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    title TEXT NOT NULL,
    building_id TEXT NOT NULL,
    entrance_id TEXT,
    device TEXT NOT NULL,
    category TEXT NOT NULL,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    starts_on DATE NOT NULL,
    counts_from DATE NOT NULL,
    lasts INTEGER NOT NULL,
    ahead INTEGER NOT NULL,
    assignee_id TEXT REFERENCES people (id),
    lines TEXT NOT NULL,
    is_over BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);
CREATE INDEX field_plans_open ON field_plans (company_id, is_over, id);
CREATE INDEX field_plans_due ON field_plans (is_over, counts_from);

-- The days on which it came round, each once: that two errands make no two jobs of one day is this key.
CREATE TABLE field_rounds (
    company_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    day DATE NOT NULL,
    job_id TEXT,
    PRIMARY KEY (company_id, plan_id, day),
    FOREIGN KEY (company_id, plan_id) REFERENCES field_plans (company_id, id),
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_rounds_of_job ON field_rounds (company_id, job_id);

-- What is checked on a job: values and norms in thousandths; of a question 1 is yes, and yes is the norm.
CREATE TABLE field_checks (
    company_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    what TEXT NOT NULL,
    is_number BOOLEAN NOT NULL,
    unit TEXT NOT NULL,
    low BIGINT,
    high BIGINT,
    value BIGINT,
    noted_by TEXT REFERENCES people (id),
    noted_at TIMESTAMP,
    PRIMARY KEY (company_id, job_id, place),
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
