DROP TABLE field_deeds;
