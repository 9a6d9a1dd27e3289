DROP TABLE trail_heads;
DROP TABLE trail;
