-- Which column of a sender's sheets is which, as somebody said once: found again by the row of titles.
CREATE TABLE sheet_layouts (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    sender TEXT NOT NULL,
    print TEXT NOT NULL,
    titles TEXT NOT NULL,
    taken TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, print)
);
