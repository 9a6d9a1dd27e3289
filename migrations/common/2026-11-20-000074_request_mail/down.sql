DROP INDEX notices_by_letter;
DROP TABLE request_mail;
