DROP TABLE bill_lines;
DROP TABLE bills;
DROP TABLE billing_runs;
DROP TABLE billing_tariffs;
DROP TABLE billing_services;
