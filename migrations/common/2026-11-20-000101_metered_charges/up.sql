-- What is charged by meters: which resource, at which rate each tariff of a meter, and by how much where nothing is known (thousandths of the
-- unit for a person in a month).
ALTER TABLE billing_services ADD COLUMN resource TEXT;
ALTER TABLE billing_tariffs ADD COLUMN second_rate BIGINT NOT NULL DEFAULT 0;
ALTER TABLE billing_tariffs ADD COLUMN third_rate BIGINT NOT NULL DEFAULT 0;
ALTER TABLE billing_tariffs ADD COLUMN fourth_rate BIGINT NOT NULL DEFAULT 0;
ALTER TABLE billing_tariffs ADD COLUMN norm BIGINT NOT NULL DEFAULT 0;

-- How a metered line came about: from which position of the dial to which. Values in thousandths of the unit.
CREATE TABLE bill_readings (
    company_id TEXT NOT NULL,
    bill_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    meter_id TEXT,
    serial TEXT NOT NULL,
    zone INTEGER NOT NULL,
    zones INTEGER NOT NULL,
    before_value BIGINT NOT NULL,
    after_value BIGINT NOT NULL,
    used BIGINT NOT NULL,
    means TEXT NOT NULL,
    rate BIGINT NOT NULL,
    PRIMARY KEY (company_id, bill_id, place, nth),
    FOREIGN KEY (company_id, bill_id) REFERENCES bills (company_id, id),
    FOREIGN KEY (company_id, meter_id) REFERENCES meters (company_id, id)
);
CREATE INDEX bill_readings_of_meter ON bill_readings (company_id, meter_id, bill_id);
