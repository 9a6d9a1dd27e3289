-- Houses that go from one company to another. From the day in `handed_over_on` a building is its old company's to read and no more.
ALTER TABLE buildings ADD COLUMN handed_over_on DATE;
CREATE INDEX buildings_handed_over ON buildings (company_id, handed_over_on);

CREATE TABLE handovers (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    to_company_id TEXT REFERENCES companies (id),
    to_name TEXT NOT NULL,
    ground TEXT NOT NULL,
    ground_day DATE NOT NULL,
    day DATE NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    packed_at TIMESTAMP,
    ended_at TIMESTAMP,
    late_told_at TIMESTAMP,
    UNIQUE (company_id, id)
);
CREATE INDEX handovers_to ON handovers (to_company_id, id);
CREATE INDEX handovers_by_state ON handovers (state, due_on);

-- A building goes by one hand-over at a time.
CREATE TABLE handover_buildings (
    company_id TEXT NOT NULL,
    handover_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    under_way BOOLEAN NOT NULL,
    PRIMARY KEY (handover_id, building_id),
    FOREIGN KEY (company_id, handover_id) REFERENCES handovers (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE UNIQUE INDEX handover_buildings_once ON handover_buildings (building_id) WHERE under_way;
CREATE INDEX handover_buildings_of_company ON handover_buildings (company_id, building_id);
