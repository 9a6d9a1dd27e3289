DROP TABLE move_sides;
DROP TABLE moves;
