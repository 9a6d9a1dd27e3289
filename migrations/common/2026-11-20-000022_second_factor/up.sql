-- A second factor beside the password: the secret shared with somebody's authenticator app, locked by the installation's
-- secret, and codes for the day the phone is lost, as seals. A company may want it of its staff from a day on.
CREATE TABLE second_factors (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    secret TEXT NOT NULL,
    -- the last step of thirty seconds whose code was taken: no code is taken twice
    last_step BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    -- touched by every try: on PostgreSQL tries at one account stand in a row by it
    tried_at TIMESTAMP NOT NULL
);

CREATE TABLE recovery_codes (
    person_id TEXT NOT NULL REFERENCES second_factors (person_id),
    code TEXT NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (person_id, code)
);

ALTER TABLE companies ADD COLUMN second_factor_from TIMESTAMP;
