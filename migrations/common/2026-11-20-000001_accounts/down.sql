DROP TABLE guesses;
DROP TABLE password_links;
DROP TABLE sessions;
DROP TABLE duties;
DROP TABLE memberships;
DROP TABLE people;
DROP TABLE companies;
