-- What a house's money was spent on, for which document by whose decision. Amounts in tiyn. Each is an entry of the books, too.
CREATE TABLE spendings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    number TEXT NOT NULL,
    building_id TEXT NOT NULL,
    fund TEXT NOT NULL,
    article TEXT NOT NULL,
    source TEXT NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    -- what for, in words that residents read
    what TEXT NOT NULL,
    decision TEXT NOT NULL,
    document TEXT NOT NULL,
    -- whether residents see the document itself: nobody is named in it
    is_shown BOOLEAN NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE UNIQUE INDEX spendings_by_number ON spendings (company_id, number);
CREATE INDEX spendings_of_house ON spendings (company_id, building_id, day, id);
CREATE INDEX spendings_by_time ON spendings (company_id, id);

-- That it was none: taken back by an opposite entry, once.
CREATE TABLE spending_reversals (
    company_id TEXT NOT NULL,
    spending_id TEXT NOT NULL,
    day DATE NOT NULL,
    reason TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, spending_id),
    FOREIGN KEY (company_id, spending_id) REFERENCES spendings (company_id, id)
);
