-- Whoever holds premises, and whether premises have a word, is asked for many premises of one company at once.
CREATE INDEX holdings_of_premises ON holdings (company_id, premises_id);
DROP INDEX home_words_of_premises;
CREATE UNIQUE INDEX home_words_of_premises ON home_words (company_id, premises_id, word);
