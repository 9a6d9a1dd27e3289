DELETE FROM home_words WHERE word LIKE '% %';
