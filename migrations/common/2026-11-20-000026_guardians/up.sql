-- The consent of a legal representative, without which nobody under 18 is entered: who, when, in which words.
CREATE TABLE guardian_consents (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    invitation_id TEXT NOT NULL,
    guardian_id TEXT NOT NULL,
    wording TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, invitation_id) REFERENCES invitations (company_id, id),
    FOREIGN KEY (company_id, guardian_id) REFERENCES contacts (company_id, id)
);
CREATE UNIQUE INDEX guardian_consents_once ON guardian_consents (company_id, invitation_id);
