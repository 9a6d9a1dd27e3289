-- Who did what, on whom, when: one chain of hashes per company (and one of the installation).
CREATE TABLE trail (
    id TEXT PRIMARY KEY,
    chain TEXT NOT NULL,
    place BIGINT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    details TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (chain, place)
);

CREATE TABLE trail_heads (
    chain TEXT PRIMARY KEY,
    place BIGINT NOT NULL,
    hash TEXT NOT NULL
);
