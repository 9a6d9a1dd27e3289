-- What a technician's device sent about a job, each once by its key, with the time of the device put right by how far its clock is off.
-- What met a job that had changed meanwhile waits, with its fields, for the person's word.
CREATE TABLE field_deeds (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    done_at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL,
    version INTEGER,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, person_id, key),
    FOREIGN KEY (company_id, job_id) REFERENCES field_jobs (company_id, id)
);
CREATE INDEX field_deeds_waiting ON field_deeds (company_id, person_id, outcome, id);
CREATE INDEX field_deeds_of_job ON field_deeds (company_id, job_id);
