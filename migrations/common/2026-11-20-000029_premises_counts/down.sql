DROP TABLE premises_counts;
