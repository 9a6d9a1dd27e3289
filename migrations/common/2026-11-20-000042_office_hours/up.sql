-- When a company's office is open: hours of a weekday (1 is Monday) in minutes since midnight by its own clock, and days of its own
-- that differ, off where they have no hours. A weekday without a row is closed.
CREATE TABLE office_hours (
    company_id TEXT NOT NULL REFERENCES companies (id),
    weekday INTEGER NOT NULL,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    lunch_from INTEGER,
    lunch_until INTEGER,
    PRIMARY KEY (company_id, weekday)
);

CREATE TABLE office_days (
    company_id TEXT NOT NULL REFERENCES companies (id),
    day DATE NOT NULL,
    opens INTEGER,
    closes INTEGER,
    note TEXT NOT NULL,
    PRIMARY KEY (company_id, day)
);
