-- How many premises of each kind a company has: kept, because counting a city for every look at the desk grows with the city.
CREATE TABLE premises_counts (
    company_id TEXT NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL,
    many BIGINT NOT NULL,
    PRIMARY KEY (company_id, kind)
);
INSERT INTO premises_counts (company_id, kind, many) SELECT company_id, kind, COUNT(*) FROM premises GROUP BY company_id, kind;
