DROP TABLE biller_register_lines;
DROP TABLE biller_registers;
