-- Companies that manage houses, people, what people are in companies, and how they sign in.
CREATE TABLE companies (
    id TEXT PRIMARY KEY,
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL,
    bin TEXT NOT NULL,
    phone TEXT NOT NULL,
    emergency_phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address_kk TEXT NOT NULL,
    address_ru TEXT NOT NULL,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    phone TEXT UNIQUE,
    password TEXT,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    operator BOOLEAN NOT NULL,
    bounced_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE memberships (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    until TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX memberships_of_person ON memberships (person_id);
CREATE UNIQUE INDEX memberships_once ON memberships (company_id, person_id, role) WHERE until IS NULL;

CREATE TABLE duties (
    company_id TEXT NOT NULL,
    membership_id TEXT NOT NULL,
    duty TEXT NOT NULL,
    PRIMARY KEY (membership_id, duty),
    FOREIGN KEY (company_id, membership_id) REFERENCES memberships (company_id, id)
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES people (id),
    state TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE password_links (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX password_links_of_person ON password_links (person_id);

-- How often somebody guessed wrong, by account and by address.
CREATE TABLE guesses (
    id TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    last_at TIMESTAMP NOT NULL,
    free_at TIMESTAMP NOT NULL
);
