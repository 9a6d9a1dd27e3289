-- What a bank says it took for us on a day: a file that is compared with what its machine told us. Amounts in tiyn.
CREATE TABLE biller_registers (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    door_id TEXT NOT NULL,
    day DATE NOT NULL,
    file_name TEXT NOT NULL,
    -- of the file's content: the same file is taken once
    digest TEXT NOT NULL,
    lines BIGINT NOT NULL,
    total BIGINT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, door_id) REFERENCES biller_doors (company_id, id)
);
CREATE UNIQUE INDEX biller_registers_once ON biller_registers (company_id, door_id, digest);
CREATE INDEX biller_registers_by_day ON biller_registers (company_id, door_id, day);

CREATE TABLE biller_register_lines (
    company_id TEXT NOT NULL,
    register_id TEXT NOT NULL,
    door_id TEXT NOT NULL,
    txn TEXT NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    day DATE NOT NULL,
    PRIMARY KEY (company_id, register_id, txn),
    CHECK (amount > 0),
    FOREIGN KEY (company_id, register_id) REFERENCES biller_registers (company_id, id),
    FOREIGN KEY (company_id, door_id) REFERENCES biller_doors (company_id, id)
);
CREATE INDEX biller_register_lines_by_txn ON biller_register_lines (company_id, door_id, txn);
