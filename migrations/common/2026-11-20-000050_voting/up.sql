-- Owners' meetings and their votes (Law of Kazakhstan on housing relations of 16.04.1997 No. 94-I, ch. 7, as in force since 17.09.2025).

CREATE TABLE meetings (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES companies (id),
    building_id TEXT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    format TEXT NOT NULL,
    by_portal BOOLEAN NOT NULL,
    by_paper BOOLEAN NOT NULL,
    initiator TEXT NOT NULL,
    edition DATE NOT NULL,
    title_kk TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    venue_kk TEXT NOT NULL,
    venue_ru TEXT NOT NULL,
    meets_at TIMESTAMP,
    opens_at TIMESTAMP,
    closes_at TIMESTAMP,
    shown TEXT NOT NULL,
    chair TEXT NOT NULL,
    secretary TEXT NOT NULL,
    tellers TEXT NOT NULL,
    announcement_id TEXT,
    notified_at TIMESTAMP,
    closed_at TIMESTAMP,
    cancelled_why TEXT,
    -- hashes of the electorate: of its list without names, and of the one with names
    roll_hash TEXT NOT NULL,
    names_hash TEXT NOT NULL,
    -- the end of the chain of events
    head_place BIGINT NOT NULL,
    head_hash TEXT NOT NULL,
    head_at TIMESTAMP NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (company_id, number),
    FOREIGN KEY (company_id, building_id) REFERENCES buildings (company_id, id),
    FOREIGN KEY (company_id, announcement_id) REFERENCES announcements (company_id, id)
);
CREATE INDEX meetings_by_state ON meetings (company_id, state, id);
CREATE INDEX meetings_of_building ON meetings (company_id, building_id, id);
CREATE INDEX meetings_opening ON meetings (state, opens_at);
CREATE INDEX meetings_closing ON meetings (state, closes_at);

-- The owners who called it, where owners did (art. 42(3)).
CREATE TABLE meeting_initiators (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);

CREATE TABLE meeting_questions (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    item INTEGER NOT NULL,
    roll TEXT NOT NULL,
    entrance_id TEXT,
    base TEXT NOT NULL,
    over_of INTEGER NOT NULL,
    over_in INTEGER NOT NULL,
    quorum_of INTEGER NOT NULL,
    quorum_in INTEGER NOT NULL,
    article TEXT NOT NULL,
    title_kk TEXT NOT NULL,
    title_ru TEXT NOT NULL,
    text_kk TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    formula TEXT NOT NULL,
    was BIGINT NOT NULL,
    becomes BIGINT NOT NULL,
    result TEXT NOT NULL,
    UNIQUE (company_id, id),
    UNIQUE (meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);

-- What speaks for a question and against it, of equal length at most.
CREATE TABLE meeting_arguments (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    side TEXT NOT NULL,
    text_kk TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES people (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (company_id, question_id) REFERENCES meeting_questions (company_id, id)
);
CREATE INDEX meeting_arguments_of_question ON meeting_arguments (question_id, id);

-- The electorate as it was on the day of the notice: written once, never changed. The label is what the bulletin calls a unit.
CREATE TABLE meeting_units (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    entrance_id TEXT,
    entrance TEXT NOT NULL,
    floor INTEGER,
    area BIGINT,
    sort_key TEXT NOT NULL,
    PRIMARY KEY (meeting_id, premises_id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id),
    FOREIGN KEY (company_id, entrance_id) REFERENCES entrances (company_id, id)
);
CREATE UNIQUE INDEX meeting_units_by_label ON meeting_units (meeting_id, label);
CREATE INDEX meeting_units_sorted ON meeting_units (meeting_id, sort_key);
CREATE INDEX meeting_units_of_premises ON meeting_units (premises_id);

CREATE TABLE meeting_owners (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    holding_id TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    share_of BIGINT,
    share_in BIGINT,
    PRIMARY KEY (meeting_id, premises_id, contact_id),
    FOREIGN KEY (meeting_id, premises_id) REFERENCES meeting_units (meeting_id, premises_id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, holding_id) REFERENCES holdings (company_id, id)
);
CREATE INDEX meeting_owners_by_person ON meeting_owners (person_id, meeting_id);
CREATE INDEX meeting_owners_by_contact ON meeting_owners (contact_id, meeting_id);

-- Every ballot that came, also those that do not count. Of a unit exactly one counts.
CREATE TABLE ballots (
    id TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    premises_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    channel TEXT NOT NULL,
    standing TEXT NOT NULL,
    choices TEXT NOT NULL,
    voter_id TEXT NOT NULL,
    voter_name TEXT NOT NULL,
    power_id TEXT,
    caster_id TEXT REFERENCES people (id),
    caster_name TEXT NOT NULL,
    why TEXT NOT NULL,
    receipt TEXT NOT NULL,
    nonce TEXT NOT NULL,
    place BIGINT NOT NULL,
    cast_at TIMESTAMP NOT NULL,
    UNIQUE (company_id, id),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id),
    FOREIGN KEY (meeting_id, premises_id) REFERENCES meeting_units (meeting_id, premises_id),
    FOREIGN KEY (company_id, voter_id) REFERENCES contacts (company_id, id),
    FOREIGN KEY (company_id, power_id) REFERENCES representatives (company_id, id)
);
CREATE UNIQUE INDEX ballots_in_order ON ballots (meeting_id, premises_id, version);
CREATE UNIQUE INDEX ballots_counting ON ballots (meeting_id, premises_id) WHERE standing = 'counts';
CREATE UNIQUE INDEX ballots_by_receipt ON ballots (meeting_id, receipt);
CREATE INDEX ballots_disputed ON ballots (meeting_id, premises_id) WHERE standing = 'disputed';

-- Everything that happened to a vote, a chain of hashes: each covers its line and the hash before it.
CREATE TABLE voting_events (
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    line TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place),
    FOREIGN KEY (company_id, meeting_id) REFERENCES meetings (company_id, id)
);
