-- Of which of their premises somebody was told: who holds none of them any more reads the announcement no more.
CREATE TABLE announcement_premises (
    company_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    premises_id TEXT NOT NULL,
    PRIMARY KEY (announcement_id, person_id, premises_id),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);

-- What was sent before this step named its premises in words only: all that its readers have held stand in for them.
INSERT INTO announcement_premises (company_id, announcement_id, person_id, premises_id)
SELECT DISTINCT r.company_id, r.announcement_id, r.person_id, h.premises_id
FROM announcement_recipients r
JOIN contacts c ON c.company_id = r.company_id AND c.person_id = r.person_id
JOIN holdings h ON h.company_id = c.company_id AND h.contact_id = c.id;
