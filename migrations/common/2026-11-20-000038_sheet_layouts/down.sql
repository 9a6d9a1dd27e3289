DROP TABLE sheet_layouts;
