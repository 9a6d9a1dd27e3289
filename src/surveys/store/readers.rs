//! What residents are asked.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::schema::{survey_participations, survey_scopes, surveys};
use crate::db::{Conn, Listed};
use crate::homes::{self, Scope};
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::rows::{ScopeRow, Survey};
use crate::web::Step;
use crate::web::actor::{Acting, Resident};

/// Open surveys that a list shows at the most.
const OPEN_AT_MOST: i64 = 50;

/// The surveys that concern somebody: those whose scopes reach what they hold today, and those in which they took part.
/// A macro, because the type of the query cannot be written down.
macro_rules! concerning {
    ($who:expr) => {{
        let who: &Resident = $who;
        let company = who.company();
        let said =
            survey_scopes::subject_id.concat("/").concat(survey_scopes::premises_kind).concat("/").concat(survey_scopes::holds);
        let reached = survey_scopes::table
            .filter(survey_scopes::survey_id.eq(surveys::id))
            .filter(said.among(homes::reaching(company, who.homes())));
        let took_part = survey_participations::table
            .filter(survey_participations::survey_id.eq(surveys::id))
            .filter(survey_participations::person_id.eq(who.person()));
        surveys::table
            .filter(surveys::company_id.eq(company))
            .filter(exists(reached).or(exists(took_part)))
            .select(Survey::as_select())
            .into_boxed()
    }};
}

/// All open ones, the one that ends first on top.
pub(in crate::surveys) fn open(conn: &mut Conn, who: &Resident) -> QueryResult<Vec<Survey>> {
    concerning!(who)
        .filter(surveys::state.eq(State::Open))
        .order((surveys::closes_at, surveys::id))
        .limit(OPEN_AT_MOST)
        .load(conn)
}

/// A page of those that are over, newest first.
pub(in crate::surveys) fn over(conn: &mut Conn, who: &Resident, step: &Step, limit: i64) -> QueryResult<Vec<Survey>> {
    let over = [State::Closed, State::Withdrawn];
    let mut query = concerning!(who).filter(surveys::state.among(over)).limit(limit);
    query = match step {
        Step::First => query.order(surveys::id.desc()),
        Step::After(at) => query.filter(surveys::id.lt(at.id.clone())).order(surveys::id.desc()),
        Step::Before(at) => query.filter(surveys::id.gt(at.id.clone())).order(surveys::id.asc()),
    };
    query.load(conn)
}

/// One of them that is no draft.
pub(in crate::surveys) fn one(conn: &mut Conn, who: &Resident, id: SurveyId) -> QueryResult<Survey> {
    concerning!(who).filter(surveys::id.eq(id)).filter(surveys::state.ne(State::Draft)).first(conn)
}

/// For whom these are.
pub(in crate::surveys) fn scopes(conn: &mut Conn, who: &Resident, of: &[SurveyId]) -> QueryResult<HashMap<SurveyId, Vec<Scope>>> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ScopeRow> = survey_scopes::table
        .filter(survey_scopes::company_id.eq(who.company()))
        .filter(survey_scopes::survey_id.among(of))
        .select(ScopeRow::as_select())
        .load(conn)?;
    let mut all: HashMap<SurveyId, Vec<Scope>> = HashMap::new();
    rows.iter().for_each(|row| all.entry(row.survey_id).or_default().push(row.scope()));
    Ok(all)
}
