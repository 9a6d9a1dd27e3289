-- Whether premises have a word is asked of premises that are known to be the company's: its id in the index only made it longer.
DROP INDEX home_words_of_premises;
CREATE UNIQUE INDEX home_words_of_premises ON home_words (premises_id, word);
