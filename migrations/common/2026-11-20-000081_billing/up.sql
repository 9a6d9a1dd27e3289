-- What a house is charged for, at which rate by whose decision, and the bills that came of it. Money in tiyn, rates in hundredths of a tiyn,
-- areas in hundredths of m².
CREATE TABLE billing_services (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    fund TEXT NOT NULL,
    basis TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_on DATE,
    UNIQUE (company_id, id)
);

-- A rate from a day on: of one house, or of all that have none of their own.
CREATE TABLE billing_tariffs (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    building_id TEXT,
    since DATE NOT NULL,
    flat_rate BIGINT NOT NULL,
    commercial_rate BIGINT NOT NULL,
    space_rate BIGINT NOT NULL,
    decision TEXT NOT NULL,
    decided_on DATE NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, service_id) REFERENCES billing_services (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE UNIQUE INDEX billing_tariffs_of_house ON billing_tariffs (company_id, service_id, building_id, since) WHERE building_id IS NOT NULL;
CREATE UNIQUE INDEX billing_tariffs_of_all ON billing_tariffs (company_id, service_id, since) WHERE building_id IS NULL;

CREATE TABLE billing_runs (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    month DATE NOT NULL,
    state TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    done_bills BIGINT NOT NULL,
    all_bills BIGINT NOT NULL,
    report TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
-- a month is charged once
CREATE UNIQUE INDEX billing_runs_once ON billing_runs (company_id, month) WHERE is_live;
CREATE INDEX billing_runs_by_month ON billing_runs (company_id, month, id);

CREATE TABLE bills (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    number TEXT NOT NULL,
    month DATE NOT NULL,
    due_on DATE NOT NULL,
    opening BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    accrued BIGINT NOT NULL,
    penalty BIGINT NOT NULL,
    due BIGINT NOT NULL,
    -- the days for which penalty is in this bill or an earlier one, and how it came about, as JSON
    penalty_until DATE NOT NULL,
    penalty_spans TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (due = opening - paid + accrued + penalty),
    FOREIGN KEY (company_id, run_id) REFERENCES billing_runs (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
-- premises get one bill a month
CREATE UNIQUE INDEX bills_once ON bills (company_id, premises_id, month) WHERE is_live;
CREATE UNIQUE INDEX bills_by_number ON bills (company_id, number);
CREATE INDEX bills_of_run ON bills (company_id, run_id, id);

CREATE TABLE bill_lines (
    company_id TEXT NOT NULL,
    bill_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    service_id TEXT NOT NULL,
    tariff_id TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    rate BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (company_id, bill_id, place),
    FOREIGN KEY (company_id, bill_id) REFERENCES bills (company_id, id),
    FOREIGN KEY (company_id, service_id) REFERENCES billing_services (company_id, id),
    FOREIGN KEY (company_id, tariff_id) REFERENCES billing_tariffs (company_id, id)
);
