-- What an import wrote, so that all of it can be undone: some hundreds of things in each row, because a city is a quarter of a million
-- things that are read together or not at all. It says of people what the sheet said, and goes when the sheet goes.
CREATE TABLE import_writes (
    company_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    things TEXT NOT NULL,
    PRIMARY KEY (import_id, place),
    FOREIGN KEY (company_id, import_id) REFERENCES imports (company_id, id)
);
CREATE INDEX import_writes_of_company ON import_writes (company_id, import_id);

-- Whether something stands on a card or a holding is asked before they go, and by the database when they go.
CREATE INDEX announcement_recipients_of_contact ON announcement_recipients (company_id, contact_id);
CREATE INDEX announcement_premises_of_premises ON announcement_premises (company_id, premises_id);
CREATE INDEX invitations_of_contact ON invitations (company_id, contact_id);
CREATE INDEX claims_of_holding ON claims (holding_id);
CREATE INDEX guardian_consents_by_guardian ON guardian_consents (company_id, guardian_id);
