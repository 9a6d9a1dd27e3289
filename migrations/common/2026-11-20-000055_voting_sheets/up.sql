-- Votes on paper (art. 43): sheets that were given out, what two people read on each, and the printing of them.

CREATE TABLE meeting_sheets (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    issued_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (meeting_id, premises_id) REFERENCES meeting_units (meeting_id, premises_id)
);
CREATE UNIQUE INDEX meeting_sheets_numbered ON meeting_sheets (meeting_id, number);
-- a unit has one sheet; another one only in place of a spoiled one
CREATE UNIQUE INDEX meeting_sheets_standing ON meeting_sheets (meeting_id, premises_id) WHERE state <> 'spoiled';
CREATE INDEX meeting_sheets_of_unit ON meeting_sheets (meeting_id, premises_id);
CREATE INDEX meeting_sheets_by_state ON meeting_sheets (meeting_id, state, number);

-- What was read on a sheet, or in the list of those who came: by one person, then by another.
CREATE TABLE sheet_entries (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    sheet_id TEXT,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    flaw TEXT NOT NULL,
    choices TEXT NOT NULL,
    voter_id TEXT,
    voter_name TEXT NOT NULL,
    power_id TEXT,
    signed_on DATE,
    entered_by TEXT NOT NULL REFERENCES people (id),
    entered_name TEXT NOT NULL,
    entered_at TIMESTAMP NOT NULL,
    second_flaw TEXT NOT NULL,
    second_choices TEXT NOT NULL,
    second_voter_id TEXT,
    second_voter_name TEXT NOT NULL,
    second_power_id TEXT,
    second_signed_on DATE,
    checked_by TEXT REFERENCES people (id),
    checked_name TEXT NOT NULL,
    checked_at TIMESTAMP,
    why TEXT NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (meeting_id, premises_id) REFERENCES meeting_units (meeting_id, premises_id),
    FOREIGN KEY (company_id, sheet_id) REFERENCES meeting_sheets (company_id, id),
    FOREIGN KEY (company_id, voter_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, second_voter_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, power_id) REFERENCES representatives (company_id, id),
    FOREIGN KEY (company_id, second_power_id) REFERENCES representatives (company_id, id)
);
-- of two who enter the same unit, or the same sheet, at once, one is first
CREATE UNIQUE INDEX sheet_entries_open ON sheet_entries (meeting_id, premises_id) WHERE state IN ('waiting', 'differs');
CREATE UNIQUE INDEX sheet_entries_of_sheet ON sheet_entries (sheet_id) WHERE state <> 'again';
CREATE INDEX sheet_entries_by_state ON sheet_entries (meeting_id, state, id);

-- Printing sheets: of the whole building, or of one entrance.
CREATE TABLE sheet_prints (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    entrance_id TEXT,
    sheets INTEGER NOT NULL,
    job_id TEXT,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    done_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);
CREATE INDEX sheet_prints_of_meeting ON sheet_prints (meeting_id, id);
