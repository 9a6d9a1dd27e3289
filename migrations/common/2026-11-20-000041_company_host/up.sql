-- A company's own host name, as DNS knows it: a request that comes by it is the company's.
ALTER TABLE companies ADD COLUMN host TEXT;
CREATE UNIQUE INDEX companies_by_host ON companies (host) WHERE host IS NOT NULL;
