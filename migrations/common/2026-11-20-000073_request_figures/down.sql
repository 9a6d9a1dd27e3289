DROP TABLE request_months;
DROP INDEX requests_came;
