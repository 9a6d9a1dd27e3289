//! Wordings of a time when nobody kept how they begin.

use diesel::prelude::*;

use crate::announcements::rows::Version;
use crate::db::schema::announcement_versions;
use crate::db::{Conn, Tx};

/// Some that have no excerpts.
pub(in crate::announcements) fn bare(conn: &mut Conn, some: i64) -> QueryResult<Vec<Version>> {
    announcement_versions::table
        .filter(announcement_versions::excerpt_kk.is_null())
        .select(Version::as_select())
        .limit(some)
        .load(conn)
}

/// Keeps them: in Kazakh, Russian, English. What has got its own meanwhile, being rewritten, keeps that.
pub(in crate::announcements) fn keep(tx: &mut Tx<'_>, of: &Version, [kk, ru, en]: [String; 3]) -> QueryResult<usize> {
    let mine = announcement_versions::table
        .filter(announcement_versions::company_id.eq(of.company_id))
        .filter(announcement_versions::announcement_id.eq(of.announcement_id))
        .filter(announcement_versions::version.eq(of.version))
        .filter(announcement_versions::excerpt_kk.is_null());
    let begins = (
        announcement_versions::excerpt_kk.eq(Some(kk)),
        announcement_versions::excerpt_ru.eq(Some(ru)),
        announcement_versions::excerpt_en.eq(Some(en)),
    );
    diesel::update(mine).set(begins).execute(&mut **tx)
}
