-- The trail as people look things up in it: who acted, what was done, on which thing, when. `room` is what stands before the dot of the act.
ALTER TABLE trail ADD COLUMN room TEXT NOT NULL DEFAULT '';
UPDATE trail SET room = 'accounts' WHERE act LIKE 'accounts.%';
UPDATE trail SET room = 'homes' WHERE act LIKE 'homes.%';
UPDATE trail SET room = 'notices' WHERE act LIKE 'notices.%';
UPDATE trail SET room = 'announcements' WHERE act LIKE 'announcements.%';
CREATE INDEX trail_by_actor ON trail (chain, actor_id, place);
CREATE INDEX trail_by_act ON trail (chain, act, place);
CREATE INDEX trail_by_room ON trail (chain, room, place);
CREATE INDEX trail_by_subject ON trail (chain, subject_id, place);
CREATE INDEX trail_by_time ON trail (chain, at, place);
