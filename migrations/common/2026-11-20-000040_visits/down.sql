DROP TABLE visit_grants;
DROP TABLE visit_pages;
DROP TABLE visits;
