DROP TABLE outage_requests;
DROP TABLE outage_buildings;
DROP TABLE outages;
