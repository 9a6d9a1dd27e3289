-- Who works where: zones that narrow duties, absences with substitutes, technicians' skills, service firms, and appointments not yet taken up.
-- Two marks on the membership spare every request of those without a zone, who stand in for nobody, the question.
ALTER TABLE memberships ADD COLUMN zoned BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE memberships ADD COLUMN stands_in_until DATE;
CREATE INDEX memberships_of_company ON memberships (company_id, role, id);

CREATE TABLE zones (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    complex_id TEXT,
    building_id TEXT,
    FOREIGN KEY (company_id, membership_id) REFERENCES memberships (company_id, id),
    FOREIGN KEY (company_id, complex_id) REFERENCES complexes (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE INDEX zones_of_membership ON zones (membership_id);
CREATE INDEX zones_of_company ON zones (company_id, membership_id);

CREATE TABLE absences (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    substitute_id TEXT,
    since DATE NOT NULL,
    until DATE NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, membership_id) REFERENCES memberships (company_id, id),
    FOREIGN KEY (company_id, substitute_id) REFERENCES memberships (company_id, id)
);
CREATE INDEX absences_of_membership ON absences (membership_id, until);
CREATE INDEX absences_by_substitute ON absences (substitute_id, until);

CREATE TABLE skills (
    company_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    skill TEXT NOT NULL,
    PRIMARY KEY (membership_id, skill),
    FOREIGN KEY (company_id, membership_id) REFERENCES memberships (company_id, id)
);

CREATE INDEX skills_of_company ON skills (company_id, skill);

-- A firm that repairs things for the company (сервистік компания, обслуживающая организация).
CREATE TABLE firms (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    bin TEXT,
    phone TEXT NOT NULL,
    email TEXT,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX firms_by_name ON firms (company_id, sort_key);

CREATE TABLE firm_members (
    company_id TEXT NOT NULL,
    membership_id TEXT PRIMARY KEY,
    firm_id TEXT NOT NULL,
    FOREIGN KEY (company_id, membership_id) REFERENCES memberships (company_id, id),
    FOREIGN KEY (company_id, firm_id) REFERENCES firms (company_id, id)
);
CREATE INDEX firm_members_of_firm ON firm_members (company_id, firm_id);

-- Somebody was asked to work for the company and has not come yet. The code itself is only in their letter.
CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    locale TEXT NOT NULL,
    duties TEXT NOT NULL,
    places TEXT NOT NULL,
    skills TEXT NOT NULL,
    firm_id TEXT,
    code TEXT NOT NULL UNIQUE,
    invited_by TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, firm_id) REFERENCES firms (company_id, id)
);
CREATE INDEX appointments_of_company ON appointments (company_id, id);
