//! The surveys that were for some houses and for no other, and the named answers of those houses.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{entrances, survey_answers, survey_scopes, surveys};
use crate::db::{BATCH, Conn, Listed};
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::rows::Survey;
use crate::who::CompanyId;

/// Those that were opened and whose whole audience lies in these buildings and premises.
pub(in crate::surveys) fn of_houses(
    conn: &mut Conn,
    company: CompanyId,
    buildings: &[String],
    premises: &[String],
) -> QueryResult<Vec<Survey>> {
    let doors: Vec<String> = entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.among(buildings))
        .select(entrances::id)
        .load(conn)?;
    let there: std::collections::HashSet<&String> = buildings.iter().chain(premises).chain(&doors).collect();
    let scopes: Vec<(SurveyId, String)> = survey_scopes::table
        .filter(survey_scopes::company_id.eq(company))
        .select((survey_scopes::survey_id, survey_scopes::subject_id))
        .load(conn)?;
    let outside: Vec<SurveyId> = scopes.iter().filter(|(_, subject)| !there.contains(subject)).map(|(id, _)| *id).collect();
    let mut ids: Vec<SurveyId> = scopes.iter().map(|(id, _)| *id).filter(|id| !outside.contains(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let own = surveys::table.filter(surveys::company_id.eq(company)).filter(surveys::state.ne(State::Draft));
    own.filter(surveys::id.among(ids)).order(surveys::id).select(Survey::as_select()).load(conn)
}

/// A named answer: survey, premises, what it says, when.
pub(in crate::surveys) type Line = (String, Option<String>, String, Option<Moment>);

/// The named answers that were given for these premises.
pub(in crate::surveys) fn answers(conn: &mut Conn, company: CompanyId, premises: &[String]) -> QueryResult<Vec<Line>> {
    let mut all: Vec<Line> = Vec::new();
    for some in premises.chunks(BATCH) {
        let rows = survey_answers::table
            .filter(survey_answers::company_id.eq(company))
            .filter(survey_answers::premises_id.among(some))
            .order((survey_answers::survey_id, survey_answers::id))
            .select((
                survey_answers::survey_id,
                survey_answers::premises_id,
                survey_answers::answers,
                survey_answers::answered_at,
            ));
        all.extend(rows.load::<Line>(conn)?);
    }
    Ok(all)
}
