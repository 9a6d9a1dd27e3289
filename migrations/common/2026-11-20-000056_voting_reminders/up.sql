-- What owners were reminded of, once for each step of a meeting's schedule, and by hand once a day at most.
CREATE TABLE meeting_reminders (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    step TEXT NOT NULL,
    author_id TEXT REFERENCES people (id),
    began_at TIMESTAMP NOT NULL,
    told BIGINT NOT NULL,
    PRIMARY KEY (company_id, meeting_id, step),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
