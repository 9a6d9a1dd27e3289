DROP TABLE sandbox_checkouts;
DROP TABLE payment_calls;
DROP TABLE payment_orders;
DROP TABLE payment_channels;
