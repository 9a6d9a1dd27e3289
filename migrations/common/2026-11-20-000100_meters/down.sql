DROP TABLE meter_links;
DROP TABLE meter_verdicts;
DROP TABLE meter_readings;
DROP TABLE meter_windows;
DROP TABLE meters;
