DROP INDEX home_words_of_premises;
CREATE UNIQUE INDEX home_words_of_premises ON home_words (company_id, premises_id, word);
