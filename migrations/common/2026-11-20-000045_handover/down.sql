DROP TABLE handover_buildings;
DROP TABLE handovers;
DROP INDEX buildings_handed_over;
ALTER TABLE buildings DROP COLUMN handed_over_on;
