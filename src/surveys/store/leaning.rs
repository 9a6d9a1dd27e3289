//! Which surveys were answered for some premises, or are meant for some places.

use diesel::prelude::*;

use crate::db::schema::{survey_answers, survey_participations, survey_scopes, surveys};
use crate::db::{Conn, Listed, in_portions};
use crate::who::CompanyId;

/// Ids and numbers of those that name one of these buildings or premises: as a part of their audience, or in an answer.
pub(in crate::surveys) fn of_places(
    conn: &mut Conn,
    company: CompanyId,
    places: &[String],
) -> QueryResult<Vec<(String, String)>> {
    in_portions(places, |some| {
        let meant = surveys::table
            .inner_join(survey_scopes::table.on(survey_scopes::survey_id.eq(surveys::id)))
            .filter(survey_scopes::company_id.eq(company))
            .filter(survey_scopes::subject_id.among(some))
            .select((surveys::id, surveys::number))
            .distinct();
        let mut all: Vec<(String, String)> = meant.load(conn)?;
        let answered = surveys::table
            .inner_join(survey_answers::table.on(survey_answers::survey_id.eq(surveys::id)))
            .filter(survey_answers::company_id.eq(company))
            .filter(survey_answers::premises_id.among(some))
            .select((surveys::id, surveys::number))
            .distinct();
        all.extend(answered.load::<(String, String)>(conn)?);
        let took_part = surveys::table
            .inner_join(survey_participations::table.on(survey_participations::survey_id.eq(surveys::id)))
            .filter(survey_participations::company_id.eq(company))
            .filter(survey_participations::unit.among(some))
            .select((surveys::id, surveys::number))
            .distinct();
        all.extend(took_part.load::<(String, String)>(conn)?);
        Ok(all)
    })
}
