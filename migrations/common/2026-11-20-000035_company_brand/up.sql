-- A company's face: its colours for action on light and dark paper, its logo (a file on its shelf), and the version that addresses carry.
CREATE TABLE brands (
    company_id TEXT PRIMARY KEY REFERENCES companies (id),
    version TEXT NOT NULL,
    light TEXT,
    dark TEXT,
    logo_width INTEGER,
    logo_height INTEGER,
    changed_at TIMESTAMP NOT NULL
);
