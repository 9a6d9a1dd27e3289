-- What did not work where, from when until when: planned and not. An end that is not known yet is empty.
CREATE TABLE outages (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    service TEXT NOT NULL,
    planned BOOLEAN NOT NULL,
    begins_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP,
    why TEXT NOT NULL,
    announcement_id TEXT,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id)
);
CREATE INDEX outages_by_beginning ON outages (company_id, begins_at, id);

CREATE TABLE outage_buildings (
    company_id TEXT NOT NULL,
    outage_id TEXT NOT NULL,
    building_id TEXT NOT NULL,
    PRIMARY KEY (outage_id, building_id),
    FOREIGN KEY (company_id, outage_id) REFERENCES outages (company_id, id),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id)
);
CREATE INDEX outage_buildings_by_building ON outage_buildings (company_id, building_id, outage_id);

CREATE TABLE outage_requests (
    company_id TEXT NOT NULL,
    outage_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    PRIMARY KEY (outage_id, request_id),
    FOREIGN KEY (company_id, outage_id) REFERENCES outages (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX outage_requests_by_request ON outage_requests (company_id, request_id);
