-- What a list of announcements shows stands ready: the stage a state belongs to (so that one index gives what is shown, and what is past, in
-- order) and the beginning of each text, so that a list reads no whole texts. An excerpt that is not there is made by the nightly task.
ALTER TABLE announcements ADD COLUMN stage TEXT NOT NULL DEFAULT 'desk';
UPDATE announcements SET stage = 'shown' WHERE state IN ('sending', 'published');
UPDATE announcements SET stage = 'past' WHERE state IN ('expired', 'withdrawn');
CREATE INDEX announcements_by_stage ON announcements (company_id, stage, id);
ALTER TABLE announcement_versions ADD COLUMN excerpt_kk TEXT;
ALTER TABLE announcement_versions ADD COLUMN excerpt_ru TEXT;
ALTER TABLE announcement_versions ADD COLUMN excerpt_en TEXT;
