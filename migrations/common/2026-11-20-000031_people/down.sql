DROP TABLE representatives;
DROP INDEX holdings_by_way;
DROP TABLE contact_words;
