-- Protocols of meetings as they were made (art. 42(12)–(17)): the file itself stands on a shelf.

CREATE TABLE protocols (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    -- 1 is the draft, each later one was made anew; all versions of a meeting have one code
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    draft BOOLEAN NOT NULL,
    -- the hash of the file, empty until it is made
    sha256 TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    made_at TIMESTAMP,
    PRIMARY KEY (meeting_id, version),
    UNIQUE (company_id, meeting_id, version),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
CREATE INDEX protocols_by_code ON protocols (code, version);
CREATE INDEX protocols_by_hash ON protocols (sha256);

-- Copies that owners have asked for (art. 42(17)).
CREATE TABLE protocol_copies (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    given_at TIMESTAMP,
    given_by TEXT REFERENCES people (id),
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
CREATE INDEX protocol_copies_of_meeting ON protocol_copies (meeting_id, id);
CREATE INDEX protocol_copies_of_person ON protocol_copies (person_id, meeting_id);

-- Who signs as having called the meeting, where others sign than those who are named as its initiators (art. 42(15)).
CREATE TABLE protocol_signers (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place),
    UNIQUE (company_id, meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
