-- Two cards that became one. The card that went stays, empty, and says into which: what was proved of it is proved. The state before and
-- after is kept as JSON for as long as the merge can be undone.
ALTER TABLE contacts ADD COLUMN merged_into TEXT;
-- The day of somebody's death, as a move said: from then on nothing is sent to them, and no list shows how they were reached.
ALTER TABLE contacts ADD COLUMN died_on DATE;
UPDATE contacts SET died_on = (
    SELECT MIN(m.day) FROM moves m JOIN move_sides s ON s.move_id = m.id
    WHERE s.contact_id = contacts.id AND m.kind = 'death' AND m.undone_at IS NULL AND s.holds = 'owner' AND NOT s.comes
)
WHERE id IN (
    SELECT s.contact_id FROM moves m JOIN move_sides s ON s.move_id = m.id
    WHERE m.kind = 'death' AND m.undone_at IS NULL AND s.holds = 'owner' AND NOT s.comes
);
CREATE TABLE merges (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    kept_id TEXT NOT NULL,
    gone_id TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, kept_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, gone_id) REFERENCES contacts (company_id, id)
);
CREATE INDEX merges_of_company ON merges (company_id, undone_at, id);
CREATE INDEX merges_by_age ON merges (created_at);
CREATE INDEX merges_of_kept ON merges (kept_id);
CREATE INDEX merges_of_gone ON merges (gone_id);
