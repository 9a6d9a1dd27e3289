-- Double entry in whole tiyn, written once and never changed. A debit is positive, a credit negative; the sum over an entry is nothing.
CREATE TABLE ledger_books (
    company_id TEXT PRIMARY KEY REFERENCES companies (id),
    -- the last day of the last closed month: what is posted on it or before is refused at this row
    closed_until DATE,
    entries BIGINT NOT NULL
);

-- What was in the books when a month was closed: whoever changes it afterwards is found by the check.
CREATE TABLE ledger_closings (
    company_id TEXT NOT NULL REFERENCES companies (id),
    month DATE NOT NULL,
    since DATE,
    entries BIGINT NOT NULL,
    turnover BIGINT NOT NULL,
    closed_by TEXT NOT NULL REFERENCES people (id),
    closed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, month)
);

CREATE TABLE ledger_accounts (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    kind TEXT NOT NULL,
    fund TEXT NOT NULL,
    subject TEXT NOT NULL,
    premises_id TEXT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE UNIQUE INDEX ledger_accounts_once ON ledger_accounts (company_id, kind, fund, subject);
CREATE INDEX ledger_accounts_of_premises ON ledger_accounts (company_id, premises_id);

CREATE TABLE ledger_entries (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    day DATE NOT NULL,
    document_kind TEXT NOT NULL,
    document_id TEXT NOT NULL,
    document_number TEXT NOT NULL,
    reason TEXT NOT NULL,
    reverses_id TEXT,
    author_id TEXT REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, reverses_id) REFERENCES ledger_entries (company_id, id)
);
CREATE INDEX ledger_entries_by_day ON ledger_entries (company_id, day, id);
CREATE INDEX ledger_entries_by_time ON ledger_entries (company_id, created_at);
CREATE INDEX ledger_entries_of_document ON ledger_entries (company_id, document_kind, document_id);
-- an entry is taken back once
CREATE UNIQUE INDEX ledger_entries_reversed_once ON ledger_entries (reverses_id) WHERE reverses_id IS NOT NULL;

CREATE TABLE ledger_postings (
    company_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (entry_id, account_id),
    CHECK (amount <> 0),
    FOREIGN KEY (company_id, entry_id) REFERENCES ledger_entries (company_id, id),
    FOREIGN KEY (company_id, account_id) REFERENCES ledger_accounts (company_id, id)
);
-- a balance is read off this index alone, and so is the sum over all
CREATE INDEX ledger_postings_of_account ON ledger_postings (company_id, account_id, day, amount);
