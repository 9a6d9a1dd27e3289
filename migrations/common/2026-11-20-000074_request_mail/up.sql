-- Which letters were taken in already: one that the mail server hands over twice does nothing the second time. The key is a fingerprint
-- of its Message-ID, or of all of it where it has none.
CREATE TABLE request_mail (
    message_key TEXT PRIMARY KEY,
    received_at TIMESTAMP NOT NULL
);
CREATE INDEX request_mail_old ON request_mail (received_at);

-- Which notice went out in a letter that is answered.
CREATE INDEX notices_by_letter ON notices (letter_id);
