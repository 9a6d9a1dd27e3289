-- Moves: who left some premises and who came, on which day. The places of the moves of some premises are counted, so that of two that
-- were begun at once the second finds its place taken.
CREATE TABLE moves (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    day DATE NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    UNIQUE (company_id, id),
    UNIQUE (company_id, premises_id, place),
    UNIQUE (company_id, number),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);

-- Whose holding a move ended or began. Of a move that was undone the holdings that it began are gone, and who was meant stays.
CREATE TABLE move_sides (
    company_id TEXT NOT NULL,
    move_id TEXT NOT NULL,
    holding_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    holds TEXT NOT NULL,
    comes BOOLEAN NOT NULL,
    PRIMARY KEY (move_id, holding_id),
    FOREIGN KEY (company_id, move_id) REFERENCES moves (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id)
);
CREATE INDEX move_sides_of_company ON move_sides (company_id, contact_id);
CREATE INDEX move_sides_of_contact ON move_sides (contact_id);
