ALTER TABLE announcement_versions DROP COLUMN excerpt_en;
ALTER TABLE announcement_versions DROP COLUMN excerpt_ru;
ALTER TABLE announcement_versions DROP COLUMN excerpt_kk;
DROP INDEX announcements_by_stage;
ALTER TABLE announcements DROP COLUMN stage;
