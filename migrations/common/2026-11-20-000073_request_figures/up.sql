-- Requests of a stretch of time are asked for together: for the figures of staff.
CREATE INDEX requests_came ON requests (company_id, created_at);

-- What everybody may know of how a company answers: sums of a month without people, counted by the portal from the requests
-- themselves. A month is counted until it is two months old, then never again; no page writes here.
CREATE TABLE request_months (
    company_id TEXT NOT NULL REFERENCES companies (id),
    month DATE NOT NULL,
    came BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    answered_in_time BIGINT NOT NULL,
    done BIGINT NOT NULL,
    done_in_time BIGINT NOT NULL,
    reopened BIGINT NOT NULL,
    answer_minutes BIGINT,
    done_minutes BIGINT,
    counted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (company_id, month)
);
