-- Keys for sorting and words for searching are compared as bytes, whatever the language of the server.
ALTER TABLE complexes ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE buildings ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE entrances ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE premises ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE contacts ALTER COLUMN sort_key TYPE TEXT COLLATE "C";
ALTER TABLE home_words ALTER COLUMN word TYPE TEXT COLLATE "C";
