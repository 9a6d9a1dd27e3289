-- Premises that owe what was due, from the day on which that is seen until it is paid. The sums are those of `seen_on`, so that a list can be
-- searched by them; what is owed at this moment is asked of the books. Amounts in tiyn.
CREATE TABLE debts (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    -- the due day of the oldest charge that is not paid
    oldest_due DATE NOT NULL,
    overdue BIGINT NOT NULL,
    penalty BIGINT NOT NULL,
    seen_on DATE NOT NULL,
    is_open BOOLEAN NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
-- premises have one debt at a time
CREATE UNIQUE INDEX debts_once ON debts (company_id, premises_id) WHERE is_open;
CREATE INDEX debts_by_age ON debts (company_id, is_open, oldest_due, id);
CREATE INDEX debts_of_premises ON debts (company_id, premises_id);

-- Letters that were printed together.
CREATE TABLE debt_batches (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    letters BIGINT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX debt_batches_by_time ON debt_batches (company_id, id);

-- A letter to whoever owns premises, as it was printed: sums of that day, and the months they are of as JSON.
CREATE TABLE debt_letters (
    company_id TEXT NOT NULL,
    debt_id TEXT NOT NULL,
    step TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    number TEXT NOT NULL,
    overdue BIGINT NOT NULL,
    penalty BIGINT NOT NULL,
    months TEXT NOT NULL,
    made_on DATE NOT NULL,
    -- of a debt each step is written once
    PRIMARY KEY (company_id, debt_id, step),
    FOREIGN KEY (company_id, debt_id) REFERENCES debts (company_id, id),
    FOREIGN KEY (company_id, batch_id) REFERENCES debt_batches (company_id, id)
);
CREATE INDEX debt_letters_of_batch ON debt_letters (company_id, batch_id, number);

-- What was promised: the whole on a day, or in parts.
CREATE TABLE debt_plans (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    debt_id TEXT NOT NULL,
    state TEXT NOT NULL,
    amount BIGINT NOT NULL,
    -- what had ever been credited to the premises when it was promised: what came since is more than that
    credited_before BIGINT NOT NULL,
    note TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    agreed_on DATE NOT NULL,
    ended_on DATE,
    UNIQUE (company_id, id),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, debt_id) REFERENCES debts (company_id, id)
);
-- one is watched at a time
CREATE UNIQUE INDEX debt_plans_once ON debt_plans (company_id, debt_id) WHERE state = 'open';
CREATE INDEX debt_plans_of_debt ON debt_plans (company_id, debt_id, id);

CREATE TABLE debt_plan_parts (
    company_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    due_on DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (company_id, plan_id, place),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, plan_id) REFERENCES debt_plans (company_id, id)
);
