DROP TABLE trail_checks;
