-- Bills of a month drawn for the printer, a file for each entrance: of one house, or of all.
CREATE TABLE bill_prints (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    month DATE NOT NULL,
    building_id TEXT,
    -- whether they say who pays
    is_named BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    done_bills BIGINT NOT NULL,
    all_bills BIGINT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE INDEX bill_prints_by_time ON bill_prints (company_id, id);
