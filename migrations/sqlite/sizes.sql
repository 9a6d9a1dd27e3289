-- Without figures about its tables SQLite takes it that a company has ten rows in each: it then reads all rows of a company rather than
-- look up fifty of them. So it is told that a company has many, for every index that has no figures yet; a real ANALYZE has better ones.
ANALYZE __diesel_schema_migrations;
INSERT INTO sqlite_stat1 (tbl, idx, stat)
SELECT tbl, idx, '1000000 ' || group_concat(CASE WHEN place = 0 THEN 100000 WHEN one AND place = last THEN 1 WHEN place = 1 THEN 20 ELSE 2 END, ' ')
FROM (
    SELECT t.name AS tbl, i.name AS idx, i."unique" AS one, c.seqno AS place, MAX(c.seqno) OVER (PARTITION BY i.name) AS last
    FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
    WHERE t.type = 'table' AND (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0) = 'company_id'
        AND i.name NOT IN (SELECT idx FROM sqlite_stat1 WHERE idx IS NOT NULL)
    ORDER BY t.name, i.name, c.seqno
)
GROUP BY tbl, idx;
ANALYZE sqlite_schema;
