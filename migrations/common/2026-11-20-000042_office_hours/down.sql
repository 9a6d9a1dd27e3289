DROP TABLE office_days;
DROP TABLE office_hours;
