DROP TABLE bill_adjustments;
DROP TABLE billing_adjustments;
