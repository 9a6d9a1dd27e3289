-- Requests: what people ask of their company, how far it is, by when, and all that was said and done about it.
CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    number TEXT NOT NULL,
    matter TEXT NOT NULL,
    category TEXT NOT NULL,
    trade TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    waits_for TEXT,
    until_day DATE,
    reason TEXT,
    other TEXT NOT NULL,
    duplicate_of_id TEXT,
    linked_id TEXT,
    version INTEGER NOT NULL,
    building_id TEXT NOT NULL,
    entrance_id TEXT,
    premises_id TEXT,
    spot TEXT NOT NULL,
    floor INTEGER,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    same_key TEXT NOT NULL,
    open_to_house BOOLEAN NOT NULL,
    anonymous BOOLEAN NOT NULL,
    common BOOLEAN NOT NULL,
    reporter_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    entered_by_id TEXT REFERENCES people (id),
    assignee_id TEXT REFERENCES people (id),
    assigned_why TEXT NOT NULL,
    first_answer INTEGER NOT NULL,
    resolution INTEGER NOT NULL,
    around_the_clock BOOLEAN NOT NULL,
    ground TEXT NOT NULL,
    answer_due TIMESTAMP,
    answered_at TIMESTAMP,
    work_due TIMESTAMP,
    done_at TIMESTAMP,
    closed_at TIMESTAMP,
    joined INTEGER NOT NULL,
    reopened INTEGER NOT NULL,
    late BOOLEAN NOT NULL,
    escalated_at TIMESTAMP,
    asked_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, number),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, duplicate_of_id) REFERENCES requests (company_id, id),
    FOREIGN KEY (company_id, linked_id) REFERENCES requests (company_id, id)
);
CREATE INDEX requests_open ON requests (company_id, is_open, id);
CREATE INDEX requests_by_state ON requests (company_id, state, id);
CREATE INDEX requests_by_category ON requests (company_id, category, id);
CREATE INDEX requests_of_building ON requests (company_id, building_id, is_open, id);
CREATE INDEX requests_of_assignee ON requests (company_id, assignee_id, is_open, id);
CREATE INDEX requests_of_premises ON requests (premises_id, id);
CREATE INDEX requests_late ON requests (company_id, late, is_open, id);
CREATE INDEX requests_of_reporter ON requests (reporter_id, id);
CREATE INDEX requests_answer_due ON requests (answer_due);
CREATE INDEX requests_work_due ON requests (work_due);
CREATE INDEX requests_done ON requests (state, done_at);
CREATE INDEX requests_until ON requests (state, until_day);
CREATE INDEX requests_linked ON requests (linked_id);
CREATE INDEX requests_duplicates ON requests (duplicate_of_id);

-- By what requests are found: number, caller, phone, flat, words of the text.
CREATE TABLE request_words (
    company_id TEXT NOT NULL,
    word TEXT NOT NULL,
    request_id TEXT NOT NULL,
    PRIMARY KEY (company_id, word, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_words_of ON request_words (request_id);

-- «This is mine too»; on common property two of different premises say that it is fixed.
CREATE TABLE request_joiners (
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    premises_id TEXT NOT NULL,
    joined_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, person_id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE INDEX request_joiners_by_person ON request_joiners (person_id, request_id);
CREATE INDEX request_joiners_of_company ON request_joiners (company_id, request_id);

-- That somebody of these premises says it is fixed, since it was last done.
CREATE TABLE request_confirmations (
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    confirmed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, premises_id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id)
);
CREATE INDEX request_confirmations_of_company ON request_confirmations (company_id, request_id);

CREATE TABLE request_messages (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    author_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    by_staff BOOLEAN NOT NULL,
    internal BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_messages_of ON request_messages (request_id, id);

-- How far somebody has read the thread.
CREATE TABLE request_reads (
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    read_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, person_id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_reads_of_company ON request_reads (company_id, request_id);

-- What happened, for people to read.
CREATE TABLE request_events (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    what TEXT NOT NULL,
    actor_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    by_staff BOOLEAN NOT NULL,
    details TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_events_of ON request_events (request_id, id);
CREATE INDEX request_events_of_company ON request_events (company_id, request_id);

-- When the clock of the resolution stood still, and why.
CREATE TABLE request_pauses (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    why TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    until TIMESTAMP,
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_pauses_of ON request_pauses (request_id, since);
CREATE INDEX request_pauses_of_company ON request_pauses (company_id, request_id);

-- A term that was missed: it stays, whatever comes later.
CREATE TABLE request_breaches (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    clock TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    cause TEXT,
    words TEXT NOT NULL,
    said_by_id TEXT REFERENCES people (id),
    UNIQUE (request_id, clock, due_at),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_breaches_of_company ON request_breaches (company_id, request_id);

CREATE TABLE request_ratings (
    company_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    good BOOLEAN NOT NULL,
    tags TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, person_id),
    FOREIGN KEY (company_id, request_id) REFERENCES requests (company_id, id)
);
CREATE INDEX request_ratings_of_company ON request_ratings (company_id, request_id);

-- Terms that a company promises for a category from a day on; before the first of them what ships with the portal counts.
CREATE TABLE request_terms (
    company_id TEXT NOT NULL REFERENCES companies (id),
    category TEXT NOT NULL,
    since DATE NOT NULL,
    first_answer INTEGER NOT NULL,
    resolution INTEGER NOT NULL,
    around_the_clock BOOLEAN NOT NULL,
    ground TEXT NOT NULL,
    set_by_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, category, since)
);

-- Categories that a company does not offer.
CREATE TABLE request_hidden (
    company_id TEXT NOT NULL REFERENCES companies (id),
    category TEXT NOT NULL,
    PRIMARY KEY (company_id, category)
);

-- A list that somebody of the staff comes back to.
CREATE TABLE request_filters (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX request_filters_of ON request_filters (company_id, person_id, id);
