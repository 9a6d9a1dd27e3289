DROP TABLE biller_incidents;
DROP TABLE biller_answers;
DROP TABLE payment_parked;
DROP TABLE biller_doors;
