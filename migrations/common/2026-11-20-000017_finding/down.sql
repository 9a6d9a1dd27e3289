DROP INDEX home_words_of_premises;
CREATE INDEX home_words_of_premises ON home_words (premises_id);
DROP INDEX holdings_of_premises;
