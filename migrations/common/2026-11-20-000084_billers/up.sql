-- A door by which a bank's machine asks for accounts and tells of payments. Whoever opens it knows its path and comes from its addresses.
CREATE TABLE biller_doors (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    dialect TEXT NOT NULL,
    -- of the secret part of the path, which was shown once and is kept nowhere
    fingerprint TEXT NOT NULL,
    -- network addresses, one on a line
    addresses TEXT NOT NULL,
    -- what becomes of money for an account that nobody knows
    unknowns TEXT NOT NULL,
    checks_per_minute INTEGER NOT NULL,
    -- where residents pay by a link, with holes for the account and the amount; empty for nowhere
    link TEXT NOT NULL,
    revoked_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX biller_doors_by_path ON biller_doors (fingerprint);

-- Money that came and of which nobody knows yet for whom: assigned to premises by a person, who can take that back. Amounts in tiyn.
CREATE TABLE payment_parked (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    -- by which way it came, from which one of them, and what it is called there: as in payments
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    external TEXT NOT NULL,
    -- what the source said it is for
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    day DATE NOT NULL,
    payer TEXT NOT NULL,
    note TEXT NOT NULL,
    -- the payment that it became, and the day on which somebody made it that
    payment_id TEXT,
    assigned_on DATE,
    -- how often it was assigned: each time is a payment of its own
    times INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, payment_id) REFERENCES payments (company_id, id)
);
CREATE UNIQUE INDEX payment_parked_once ON payment_parked (company_id, channel, source, external);
CREATE INDEX payment_parked_by_day ON payment_parked (company_id, day, id);

-- What was answered when a payment was told of: said again, byte for byte, when it is told again. Amounts in tiyn.
CREATE TABLE biller_answers (
    company_id TEXT NOT NULL,
    door_id TEXT NOT NULL,
    txn TEXT NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    -- the bank's own accounting day
    day DATE NOT NULL,
    verdict TEXT NOT NULL,
    payment_id TEXT,
    parked_id TEXT,
    answer TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, door_id, txn),
    FOREIGN KEY (company_id, door_id) REFERENCES biller_doors (company_id, id),
    FOREIGN KEY (company_id, payment_id) REFERENCES payments (company_id, id),
    FOREIGN KEY (company_id, parked_id) REFERENCES payment_parked (company_id, id)
);
CREATE INDEX biller_answers_by_day ON biller_answers (company_id, door_id, day);

-- A payment was told of again with another account or amount: a person must look.
CREATE TABLE biller_incidents (
    company_id TEXT NOT NULL,
    door_id TEXT NOT NULL,
    txn TEXT NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, door_id, txn, account, amount),
    FOREIGN KEY (company_id, door_id, txn) REFERENCES biller_answers (company_id, door_id, txn)
);
CREATE INDEX biller_incidents_by_time ON biller_incidents (company_id, door_id, created_at);
