-- The last number given out, per company, kind of thing and year.
CREATE TABLE numbers (
    company_id TEXT NOT NULL REFERENCES companies (id),
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (company_id, series, year)
);
