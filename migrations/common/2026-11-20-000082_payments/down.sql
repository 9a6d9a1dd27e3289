DROP TABLE payment_returns;
DROP TABLE payment_parts;
DROP TABLE payments;
