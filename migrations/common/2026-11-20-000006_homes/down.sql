DROP TABLE imports;
DROP TABLE home_words;
DROP TABLE holdings;
DROP TABLE contacts;
DROP TABLE premises;
DROP TABLE entrances;
DROP TABLE buildings;
DROP TABLE complexes;
