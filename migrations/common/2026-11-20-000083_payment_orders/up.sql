-- A company's contract with somebody who takes cards for it; the secret is locked by the installation's.
CREATE TABLE payment_channels (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL,
    merchant TEXT NOT NULL,
    secret TEXT NOT NULL,
    host TEXT NOT NULL,
    is_on BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id)
);
CREATE UNIQUE INDEX payment_channels_once ON payment_channels (company_id, kind);

-- Somebody is about to pay on a provider's page. Amounts in tiyn.
CREATE TABLE payment_orders (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    bill_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    amount BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- where the provider's page is
    goes_to TEXT,
    payment_id TEXT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, channel_id) REFERENCES payment_channels (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, bill_id) REFERENCES bills (company_id, id),
    FOREIGN KEY (company_id, payment_id) REFERENCES payments (company_id, id)
);
CREATE INDEX payment_orders_hanging ON payment_orders (state, created_at);
CREATE INDEX payment_orders_of_channel ON payment_orders (company_id, channel_id, id);

-- What providers told us, as they said it, and what was made of it.
CREATE TABLE payment_calls (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    address TEXT NOT NULL,
    verdict TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, channel_id) REFERENCES payment_channels (company_id, id)
);
CREATE INDEX payment_calls_by_time ON payment_calls (company_id, created_at, id);

-- What the sandbox, a provider that takes no money, knows of an order.
CREATE TABLE sandbox_checkouts (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    amount BIGINT NOT NULL,
    about TEXT NOT NULL,
    back TEXT NOT NULL,
    call TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, channel_id) REFERENCES payment_channels (company_id, id),
    FOREIGN KEY (company_id, order_id) REFERENCES payment_orders (company_id, id)
);
CREATE UNIQUE INDEX sandbox_checkouts_once ON sandbox_checkouts (company_id, order_id);
