DROP INDEX trail_by_time;
DROP INDEX trail_by_subject;
DROP INDEX trail_by_room;
DROP INDEX trail_by_act;
DROP INDEX trail_by_actor;
ALTER TABLE trail DROP COLUMN room;
