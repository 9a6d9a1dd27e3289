DROP TABLE meeting_postings;
DROP TABLE meeting_initiators;
CREATE TABLE meeting_initiators (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
