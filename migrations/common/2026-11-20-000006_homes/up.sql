-- Complexes, buildings, entrances, premises, and who holds them.
CREATE TABLE complexes (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX complexes_by_name ON complexes (company_id, sort_key);

CREATE TABLE buildings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    complex_id TEXT,
    address TEXT NOT NULL,
    address_folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    floors INTEGER,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, complex_id) REFERENCES complexes (company_id, id)
);
CREATE UNIQUE INDEX buildings_by_address ON buildings (company_id, address_folded);
CREATE INDEX buildings_sorted ON buildings (company_id, sort_key);
CREATE INDEX buildings_of_complex ON buildings (company_id, complex_id);

CREATE TABLE entrances (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    number TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (building_id, number),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);

CREATE TABLE premises (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    entrance_id TEXT,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    number_folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    floor INTEGER,
    area BIGINT,
    living_area BIGINT,
    account TEXT,
    centre_account TEXT,
    cadastre TEXT,
    registered INTEGER,
    residing INTEGER,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);
CREATE UNIQUE INDEX premises_by_number ON premises (building_id, kind, number_folded);
CREATE UNIQUE INDEX premises_by_account ON premises (company_id, account) WHERE account IS NOT NULL;
CREATE INDEX premises_sorted ON premises (company_id, sort_key, id);
CREATE INDEX premises_of_building ON premises (building_id, sort_key, id);
CREATE INDEX premises_of_entrance ON premises (entrance_id);
CREATE INDEX premises_of_kind ON premises (company_id, kind, sort_key, id);

-- A company's card of somebody who holds premises: what this company was told, seen by this company alone.
CREATE TABLE contacts (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    ident TEXT,
    phone TEXT,
    email TEXT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX contacts_by_ident ON contacts (company_id, ident) WHERE ident IS NOT NULL;
CREATE INDEX contacts_of_person ON contacts (person_id, company_id);
CREATE INDEX contacts_sorted ON contacts (company_id, sort_key, id);
CREATE INDEX contacts_by_email ON contacts (company_id, email);
CREATE INDEX contacts_by_phone ON contacts (company_id, phone);

CREATE TABLE holdings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    holds TEXT NOT NULL,
    share_of BIGINT,
    share_in BIGINT,
    since DATE,
    until DATE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE UNIQUE INDEX holdings_once ON holdings (premises_id, contact_id, holds) WHERE until IS NULL;
CREATE INDEX holdings_of_contact ON holdings (contact_id);

-- The words by which premises are found: numbers, accounts, names and phones of holders, folded.
CREATE TABLE home_words (
    company_id TEXT NOT NULL,
    word TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    PRIMARY KEY (company_id, word, premises_id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE INDEX home_words_of_premises ON home_words (premises_id);

CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    author_id TEXT NOT NULL REFERENCES people (id),
    file_id TEXT NOT NULL REFERENCES files (id),
    state TEXT NOT NULL,
    done_rows BIGINT NOT NULL,
    all_rows BIGINT NOT NULL,
    report TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX imports_of_company ON imports (company_id, id);
