-- Old notices are looked for once a day.
CREATE INDEX notices_by_age ON notices (created_at);
