-- What preparing a meeting needs besides: who of the owners called it, as the register knows them, and the proof that its notice hung on doors.

-- an owner who called a meeting is one of the register, with one unit that is counted for the tenth part (art. 42(3)); nothing was kept here yet
DROP TABLE meeting_initiators;
CREATE TABLE meeting_initiators (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    premises_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE UNIQUE INDEX meeting_initiators_once ON meeting_initiators (meeting_id, premises_id);
CREATE INDEX meeting_initiators_of ON meeting_initiators (company_id, meeting_id);

-- Where the notice was posted, on which day; its photos stand on the shelf of this row (art. 42(6)).
CREATE TABLE meeting_postings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place TEXT NOT NULL,
    posted_on DATE NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
CREATE INDEX meeting_postings_of ON meeting_postings (company_id, meeting_id, id);
