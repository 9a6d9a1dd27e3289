-- Premises are found by the whole name of their holders, too, so that two words of a name need not be met one by one.
INSERT INTO home_words (company_id, word, premises_id)
SELECT DISTINCT holdings.company_id, contacts.name_folded, holdings.premises_id
FROM holdings
JOIN contacts ON contacts.id = holdings.contact_id
WHERE holdings.until IS NULL
AND contacts.name_folded LIKE '% %'
AND NOT EXISTS (
    SELECT 1 FROM home_words
    WHERE home_words.premises_id = holdings.premises_id AND home_words.word = contacts.name_folded
);
