-- Jobs in the field: what somebody goes out to do, when, what they used, and who may be where.
CREATE TABLE field_jobs (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    number TEXT NOT NULL,
    request_id TEXT,
    building_id TEXT NOT NULL,
    entrance_id TEXT,
    premises_id TEXT,
    category TEXT NOT NULL,
    spot TEXT NOT NULL,
    floor INTEGER,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    stage TEXT NOT NULL,
    why TEXT,
    is_open BOOLEAN NOT NULL,
    assignee_id TEXT REFERENCES people (id),
    offered_to TEXT NOT NULL,
    firm_id TEXT,
    skill TEXT,
    day DATE,
    starts_at TIMESTAMP,
    window_at TIMESTAMP,
    lasts INTEGER NOT NULL,
    asks_window BOOLEAN NOT NULL,
    changes INTEGER NOT NULL,
    code TEXT NOT NULL,
    tries INTEGER NOT NULL,
    confirmed_as TEXT,
    confirmed_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    author_id TEXT REFERENCES people (id),
    offered_at TIMESTAMP,
    done_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, number),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, firm_id) REFERENCES firms (company_id, id)
);
CREATE INDEX field_jobs_of_day ON field_jobs (company_id, day, assignee_id);
CREATE INDEX field_jobs_of_assignee ON field_jobs (company_id, assignee_id, is_open, day);
CREATE INDEX field_jobs_by_stage ON field_jobs (company_id, stage, id);
CREATE INDEX field_jobs_of_request ON field_jobs (company_id, request_id);
CREATE INDEX field_jobs_at ON field_jobs (company_id, building_id, category, id);
CREATE INDEX field_jobs_of_premises ON field_jobs (company_id, premises_id, id);

-- What happened: at the time of whoever did it, and when it was noted here.
CREATE TABLE field_events (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    what TEXT NOT NULL,
    actor_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    details TEXT NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_events_of ON field_events (company_id, job_id, id);

-- What was used: thousandths of a unit, tiyn for one unit; by warranty nobody pays.
CREATE TABLE field_materials (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    unit TEXT NOT NULL,
    price BIGINT NOT NULL,
    warranty BOOLEAN NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_materials_of ON field_materials (company_id, job_id, id);

-- Whether one may enter without the resident, where the key is, the pet, the alarm: locked, for the executor on that day, gone with the job.
CREATE TABLE field_notes (
    company_id TEXT NOT NULL,
    job_id TEXT PRIMARY KEY,
    may_enter BOOLEAN NOT NULL,
    locked TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    updated_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_notes_of_company ON field_notes (company_id, job_id);

-- Who opened it, and when.
CREATE TABLE field_note_reads (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    reader_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    read_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_note_reads_of ON field_note_reads (company_id, job_id, id);

-- Half an hour of somebody's day belongs to one job: that nobody is promised to two is this key.
CREATE TABLE field_claims (
    company_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    cell TIMESTAMP NOT NULL,
    job_id TEXT NOT NULL,
    PRIMARY KEY (company_id, person_id, cell),
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_claims_of ON field_claims (company_id, job_id);

-- When a technician works, by weekday (1 is Monday); whoever has none of their own works as the office does.
CREATE TABLE field_shifts (
    company_id TEXT NOT NULL REFERENCES companies (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    weekday INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    until_minute INTEGER NOT NULL,
    PRIMARY KEY (company_id, person_id, weekday)
);

-- Held while time is given away in a company, so that those who give it do so one by one.
CREATE TABLE field_desks (
    company_id TEXT PRIMARY KEY REFERENCES companies (id),
    held_at TIMESTAMP NOT NULL
);

-- How one gets in: the code of an entrance's door, locked, and what to know besides.
CREATE TABLE field_doors (
    company_id TEXT NOT NULL,
    entrance_id TEXT PRIMARY KEY,
    locked TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    updated_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);
CREATE INDEX field_doors_of_company ON field_doors (company_id, entrance_id);
