-- The words by which people are found: their names', the ends of their phone, their e-mail address, and, whole, ИИН or БИН after a sign of its own.
CREATE TABLE contact_words (
    company_id TEXT NOT NULL,
    word TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    PRIMARY KEY (company_id, word, contact_id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE INDEX contact_words_of_contact ON contact_words (contact_id);
-- Who are tenants, who lives with them: few among many.
CREATE INDEX holdings_by_way ON holdings (company_id, holds, contact_id);

-- What the people who are known already are found by. A name is cut at its blanks by counting places, which both engines can.
INSERT INTO contact_words (company_id, word, contact_id)
WITH RECURSIVE places (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM places WHERE at < 200)
SELECT DISTINCT c.company_id, substr(c.name_folded, p.at, (SELECT MIN(e.at) FROM places e WHERE e.at > p.at AND substr(c.name_folded || ' ', e.at, 1) = ' ') - p.at), c.id
FROM contacts c JOIN places p ON p.at <= length(c.name_folded)
WHERE substr(' ' || c.name_folded, p.at, 1) = ' ' AND substr(c.name_folded, p.at, 1) <> ' ' AND length(c.name_folded) < 200
UNION SELECT company_id, substr(phone, 3), id FROM contacts WHERE length(phone) > 6
UNION SELECT company_id, substr(phone, length(phone) - 3), id FROM contacts WHERE length(phone) > 6
UNION SELECT company_id, email, id FROM contacts WHERE email IS NOT NULL
UNION SELECT company_id, '=' || ident, id FROM contacts WHERE ident IS NOT NULL;

-- Who acts for an owner by power of attorney (сенімхат, доверенность; Civil Code of Kazakhstan, art. 167): it is given for one holding,
-- ends by itself on its day (art. 168), and can be taken back before (art. 170).
CREATE TABLE representatives (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    holding_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    number TEXT NOT NULL,
    issued DATE NOT NULL,
    notary TEXT NOT NULL,
    until DATE NOT NULL,
    created_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, holding_id) REFERENCES holdings (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE UNIQUE INDEX representatives_once ON representatives (holding_id, contact_id, number);
CREATE INDEX representatives_of_holding ON representatives (company_id, holding_id);
CREATE INDEX representatives_by_contact ON representatives (company_id, contact_id);
