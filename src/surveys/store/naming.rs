//! Surveys by id, for those who tell of them.

use diesel::prelude::*;

use crate::db::schema::surveys;
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

/// Id, number and the titles in Kazakh, Russian and English.
type Titled = (String, String, (String, String, String));

pub(in crate::surveys) fn titles(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<Titled>> {
    surveys::table
        .filter(surveys::company_id.eq(company))
        .filter(surveys::id.among(ids))
        .select((surveys::id, surveys::number, (surveys::title_kk, surveys::title_ru, surveys::title_en)))
        .load(conn)
}
