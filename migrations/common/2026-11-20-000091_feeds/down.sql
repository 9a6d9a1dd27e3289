DROP TABLE field_feeds;
