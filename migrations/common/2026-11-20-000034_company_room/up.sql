-- A company's bank account, and that it is suspended: its staff are kept out while a suspension has no end.
ALTER TABLE companies ADD COLUMN iban TEXT;
ALTER TABLE companies ADD COLUMN bic TEXT;
ALTER TABLE companies ADD COLUMN bank TEXT;
CREATE UNIQUE INDEX companies_by_bin ON companies (bin) WHERE bin <> '';

CREATE TABLE suspensions (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    reason TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    since TIMESTAMP NOT NULL,
    until TIMESTAMP
);
CREATE INDEX suspensions_of_company ON suspensions (company_id, since);
CREATE UNIQUE INDEX suspensions_once ON suspensions (company_id) WHERE until IS NULL;
