DROP TABLE sheet_prints;
DROP TABLE sheet_entries;
DROP TABLE meeting_sheets;
