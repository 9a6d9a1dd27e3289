-- Each time a chain of the trail was gone through: how far it was whole, and by which hash it ended then. A later check asks whether the
-- chain still passes through that hash: lines that were cut off the end together with the head are missed by it.
CREATE TABLE trail_checks (
    id TEXT PRIMARY KEY,
    chain TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    is_latest BOOLEAN NOT NULL,
    lines BIGINT NOT NULL,
    hash TEXT NOT NULL,
    fault TEXT,
    place BIGINT
);
CREATE INDEX trail_checks_of_chain ON trail_checks (chain, id);
CREATE UNIQUE INDEX trail_checks_latest ON trail_checks (chain) WHERE is_latest;
