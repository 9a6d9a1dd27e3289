DROP TABLE bill_readings;
ALTER TABLE billing_tariffs DROP COLUMN norm;
ALTER TABLE billing_tariffs DROP COLUMN fourth_rate;
ALTER TABLE billing_tariffs DROP COLUMN third_rate;
ALTER TABLE billing_tariffs DROP COLUMN second_rate;
ALTER TABLE billing_services DROP COLUMN resource;
