-- Meters, own and common, and what was read on them. Values in thousandths of the resource's unit.
CREATE TABLE meters (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    entrance_id TEXT,
    -- whose own it is; of a common meter none
    premises_id TEXT,
    resource TEXT NOT NULL,
    serial TEXT NOT NULL,
    serial_folded TEXT NOT NULL,
    digits INTEGER NOT NULL,
    zones INTEGER NOT NULL,
    place TEXT NOT NULL,
    installed_on DATE NOT NULL,
    removed_on DATE,
    verified_until DATE,
    first_1 BIGINT NOT NULL,
    first_2 BIGINT NOT NULL,
    first_3 BIGINT NOT NULL,
    first_4 BIGINT NOT NULL,
    -- the one in whose place it came, and the act of that
    replaces_id TEXT,
    act TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    CHECK (zones BETWEEN 1 AND 4),
    CHECK (digits BETWEEN 3 AND 9),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, replaces_id) REFERENCES meters (company_id, id)
);
CREATE UNIQUE INDEX meters_by_serial ON meters (company_id, resource, serial_folded) WHERE removed_on IS NULL;
CREATE UNIQUE INDEX meters_replaced_once ON meters (company_id, replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX meters_of_building ON meters (company_id, building_id, id);
CREATE INDEX meters_of_premises ON meters (company_id, premises_id) WHERE premises_id IS NOT NULL;
CREATE INDEX meters_by_verification ON meters (company_id, verified_until) WHERE removed_on IS NULL;

-- From which to which day of a month a house gives its readings, where it is not as everywhere.
CREATE TABLE meter_windows (
    company_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    PRIMARY KEY (company_id, building_id),
    CHECK (opens BETWEEN 1 AND 28 AND closes BETWEEN opens AND 28),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);

-- What was read. Nothing is changed: a correction is the next turn of the same month, and the last that was not rejected counts.
CREATE TABLE meter_readings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meter_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    month DATE NOT NULL,
    turn INTEGER NOT NULL,
    taken_on DATE NOT NULL,
    value_1 BIGINT NOT NULL,
    value_2 BIGINT NOT NULL,
    value_3 BIGINT NOT NULL,
    value_4 BIGINT NOT NULL,
    source TEXT NOT NULL,
    author_id TEXT REFERENCES people (id),
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- it was far from usual, and whoever gave it said twice that it is so
    is_far BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meter_id) REFERENCES meters (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE UNIQUE INDEX meter_readings_by_turn ON meter_readings (company_id, meter_id, month, turn);
CREATE INDEX meter_readings_by_month ON meter_readings (company_id, month, building_id, id);

-- That staff looked at a reading: once.
CREATE TABLE meter_verdicts (
    reading_id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    accepted BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, reading_id) REFERENCES meter_readings (company_id, id)
);
CREATE INDEX meter_verdicts_of_company ON meter_verdicts (company_id, reading_id);

-- An address by which readings of one premises are given without signing in.
CREATE TABLE meter_links (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    month DATE NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE UNIQUE INDEX meter_links_once ON meter_links (company_id, premises_id, month) WHERE revoked_at IS NULL;
