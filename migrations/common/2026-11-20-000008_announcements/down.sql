DROP TABLE announcement_reads;
DROP TABLE announcement_recipients;
DROP TABLE announcement_scopes;
DROP TABLE announcement_versions;
DROP TABLE announcements;
