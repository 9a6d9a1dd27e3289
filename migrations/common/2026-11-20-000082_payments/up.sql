-- Money that came from somebody who pays for premises: once, whatever is repeated. Amounts in tiyn.
CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    number TEXT NOT NULL,
    -- by which way it came, from which one of them (a desk, a provider, a bank account), and what it is called there
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    external TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    payer TEXT NOT NULL,
    note TEXT NOT NULL,
    -- the resident who paid while signed in
    person_id TEXT REFERENCES people (id),
    -- the member of staff who took it
    author_id TEXT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
-- credited once
CREATE UNIQUE INDEX payments_once ON payments (company_id, channel, source, external);
CREATE UNIQUE INDEX payments_by_number ON payments (company_id, number);
CREATE INDEX payments_by_day ON payments (company_id, day, id);
CREATE INDEX payments_of_premises ON payments (company_id, premises_id, day);

-- How it was shared out when it came; the parts add up to it.
CREATE TABLE payment_parts (
    company_id TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    fund TEXT NOT NULL,
    -- of a charge: of which bill, and of which month
    bill TEXT NOT NULL,
    month DATE,
    amount BIGINT NOT NULL,
    PRIMARY KEY (company_id, payment_id, place),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, payment_id) REFERENCES payments (company_id, id)
);

-- That it went back to whoever paid; once.
CREATE TABLE payment_returns (
    company_id TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    day DATE NOT NULL,
    reason TEXT NOT NULL,
    author_id TEXT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, payment_id),
    FOREIGN KEY (company_id, payment_id) REFERENCES payments (company_id, id)
);
