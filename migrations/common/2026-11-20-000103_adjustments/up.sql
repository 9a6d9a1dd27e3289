-- Why somebody is charged otherwise than the tariff says: an absence, a benefit, people who moved, a service that was off. With a document.
CREATE TABLE billing_adjustments (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    building_id TEXT NOT NULL,
    -- of one; empty is of the whole house
    premises_id TEXT,
    -- of one; empty is of all that it can be of
    service_id TEXT,
    since DATE NOT NULL,
    until DATE,
    -- how many were away, or lived there before the first day
    people INTEGER NOT NULL,
    -- how many live there from the first day on
    people_after INTEGER NOT NULL,
    -- hundredths of a per cent
    percent BIGINT NOT NULL,
    -- from when until when it was off
    begins_at TIMESTAMP,
    ends_at TIMESTAMP,
    outage_id TEXT,
    document TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, service_id) REFERENCES billing_services (company_id, id),
    FOREIGN KEY (company_id, outage_id) REFERENCES outages (company_id, id)
);
CREATE INDEX billing_adjustments_of_house ON billing_adjustments (company_id, building_id, since);
CREATE INDEX billing_adjustments_by_time ON billing_adjustments (company_id, id);
-- of an outage of the register a service is made good once a house
CREATE UNIQUE INDEX billing_adjustments_of_outage ON billing_adjustments (company_id, outage_id, building_id, service_id)
    WHERE outage_id IS NOT NULL AND withdrawn_at IS NULL;

-- A line of a bill that makes another good, of its own month or an earlier one: base × part / whole, rounded. Amounts in tiyn.
CREATE TABLE bill_adjustments (
    company_id TEXT NOT NULL,
    bill_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    adjustment_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    month DATE NOT NULL,
    base BIGINT NOT NULL,
    part BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (company_id, bill_id, place),
    FOREIGN KEY (company_id, bill_id) REFERENCES bills (company_id, id),
    FOREIGN KEY (company_id, adjustment_id) REFERENCES billing_adjustments (company_id, id),
    FOREIGN KEY (company_id, service_id) REFERENCES billing_services (company_id, id)
);
CREATE INDEX bill_adjustments_of_one ON bill_adjustments (company_id, adjustment_id, bill_id);
