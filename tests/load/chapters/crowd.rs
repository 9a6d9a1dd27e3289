//! Ten thousand announcements, copied from those of the demo: one in twenty is still valid.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::say;

pub(super) const MANY: u32 = 10_000;

/// The same for both engines. An id keeps its beginning and gets a number for its end: digits are letters of ids, too.
fn statements() -> String {
    let numbers = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})");
    let old = "SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place FROM announcements WHERE company_id = (SELECT company_id FROM premises GROUP BY company_id ORDER BY COUNT(*) DESC LIMIT 1)";
    let copies = format!(
        "{numbers}, old AS ({old}), made AS (SELECT i, old.id AS old, substr(old.id, 1, 18) || substr(CAST(100000000 + i AS TEXT), 2) AS new FROM n JOIN old ON old.place = i % (SELECT COUNT(*) FROM old))"
    );
    let state = "CASE WHEN i % 20 = 0 THEN 'published' ELSE 'expired' END";
    [
        format!("CREATE TABLE crowd AS {copies} SELECT i, old, new FROM made"),
        format!(
            "INSERT INTO announcements (id, company_id, number, kind, state, version, author_id, outage_from, outage_until, send_at, published_at, \
             expires_at, ended_at, withdrawn_why, created_at, updated_at, stage) SELECT new, company_id, '2019-' || substr(CAST(1000000 + i AS TEXT), 2), kind, {state}, version, author_id, outage_from, outage_until, send_at, published_at, \
             CASE WHEN i % 20 = 0 THEN NULL ELSE published_at END, CASE WHEN i % 20 = 0 THEN NULL ELSE published_at END, NULL, created_at, updated_at, CASE WHEN i % 20 = 0 THEN 'shown' ELSE 'past' END FROM announcements JOIN crowd ON crowd.old = announcements.id"
        ),
        "INSERT INTO announcement_versions (company_id, announcement_id, version, title_kk, body_kk, title_ru, body_ru, title_en, body_en, \
             excerpt_kk, excerpt_ru, excerpt_en, author_id, created_at) SELECT v.company_id, new, v.version, title_kk, body_kk, title_ru, body_ru, title_en, body_en, excerpt_kk, excerpt_ru, excerpt_en, v.author_id, v.created_at FROM announcement_versions v JOIN crowd ON crowd.old = v.announcement_id".into(),
        "INSERT INTO announcement_scopes (company_id, announcement_id, place, subject_id, premises_kind, holds) SELECT s.company_id, new, place, subject_id, premises_kind, holds FROM announcement_scopes s JOIN crowd ON crowd.old = s.announcement_id".into(),
        "DROP TABLE crowd".into(),
    ]
    .join(";\n")
}

/// Writes them into a filled database that nobody has open.
pub(super) fn announcements(url: &str) -> anyhow::Result<()> {
    let all = format!("BEGIN;\n{};\nCOMMIT;", statements());
    if url.starts_with("postgres") {
        let mut conn = PgConnection::establish(url)?;
        conn.batch_execute(&all)?;
        // what autovacuum does a minute later
        conn.batch_execute("ANALYZE")?;
    } else {
        SqliteConnection::establish(url)?.batch_execute(&all)?;
    }
    say(&format!("  and {MANY} announcements"));
    Ok(())
}
