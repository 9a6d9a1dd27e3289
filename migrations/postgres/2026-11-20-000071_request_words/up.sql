-- Words for searching are compared as bytes, whatever the language of the server.
ALTER TABLE request_words ALTER COLUMN word TYPE TEXT COLLATE "C";
