//! What staff write and look through, and what comes round by the clock.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{people, survey_participations, survey_scopes, surveys};
use crate::db::{Conn, Tx};
use crate::homes::Scope;
use crate::on_each;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::rows::{ScopeRow, Survey};
use crate::web::Step;
use crate::who::CompanyId;

pub(in crate::surveys) fn one(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<Survey> {
    let mine = surveys::table.filter(surveys::company_id.eq(company)).filter(surveys::id.eq(id));
    mine.select(Survey::as_select()).first(conn)
}

pub(in crate::surveys) fn scopes(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<Vec<Scope>> {
    let rows: Vec<ScopeRow> = survey_scopes::table
        .filter(survey_scopes::company_id.eq(company))
        .filter(survey_scopes::survey_id.eq(id))
        .select(ScopeRow::as_select())
        .load(conn)?;
    Ok(rows.iter().map(ScopeRow::scope).collect())
}

pub(in crate::surveys) fn author(conn: &mut Conn, of: &Survey) -> QueryResult<String> {
    people::table.find(of.author_id).select(people::name).first(conn)
}

pub(in crate::surveys) fn add(tx: &mut Tx<'_>, new: &Survey) -> QueryResult<()> {
    diesel::insert_into(surveys::table).values(new).execute(&mut **tx).map(|_| ())
}

pub(in crate::surveys) fn set_scopes(tx: &mut Tx<'_>, company: CompanyId, id: SurveyId, scopes: &[Scope]) -> QueryResult<()> {
    let old = survey_scopes::table.filter(survey_scopes::company_id.eq(company)).filter(survey_scopes::survey_id.eq(id));
    diesel::delete(old).execute(&mut **tx)?;
    let rows: Vec<ScopeRow> = scopes.iter().map(|scope| ScopeRow::new(company, id, scope)).collect();
    for some in rows.chunks(crate::db::BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(survey_scopes::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Writes back what is asked and how it is counted: of a draft only, and only if nobody has changed it since it was read. Nothing else
/// writes these columns, so what people answer stays what it was.
pub(in crate::surveys) fn save_draft(tx: &mut Tx<'_>, was: &Survey, is: &Survey) -> QueryResult<bool> {
    let mine = surveys::table
        .filter(surveys::company_id.eq(is.company_id))
        .filter(surveys::id.eq(is.id))
        .filter(surveys::state.eq(State::Draft))
        .filter(surveys::updated_at.eq(was.updated_at))
        .filter(surveys::questions.eq(&was.questions));
    let changed = (
        (surveys::title_kk.eq(&is.title_kk), surveys::title_ru.eq(&is.title_ru), surveys::title_en.eq(&is.title_en)),
        surveys::title_folded.eq(&is.title_folded),
        (surveys::intro_kk.eq(&is.intro_kk), surveys::intro_ru.eq(&is.intro_ru), surveys::intro_en.eq(&is.intro_en)),
        surveys::questions.eq(&is.questions),
        (surveys::anonymous.eq(is.anonymous), surveys::per.eq(is.per), surveys::weight.eq(is.weight)),
        (surveys::breakdown.eq(is.breakdown), surveys::shown_to.eq(is.shown_to), surveys::closes_at.eq(is.closes_at)),
        surveys::updated_at.eq(is.updated_at),
    );
    Ok(diesel::update(mine).set(changed).execute(&mut **tx)? == 1)
}

/// Writes how far it has come, if it is still as far as it was read: of two at once, one.
pub(in crate::surveys) fn advance(tx: &mut Tx<'_>, was: &Survey, is: &Survey) -> QueryResult<bool> {
    let mine = surveys::table
        .filter(surveys::company_id.eq(is.company_id))
        .filter(surveys::id.eq(is.id))
        .filter(surveys::state.eq(was.state))
        .filter(surveys::updated_at.eq(was.updated_at));
    let changed = (
        (surveys::state.eq(is.state), surveys::asked.eq(is.asked), surveys::kept_groups.eq(&is.kept_groups)),
        (surveys::closes_at.eq(is.closes_at), surveys::opened_at.eq(is.opened_at), surveys::reminded_at.eq(is.reminded_at)),
        (
            surveys::closed_at.eq(is.closed_at),
            surveys::withdrawn_why.eq(&is.withdrawn_why),
            surveys::updated_at.eq(is.updated_at),
        ),
    );
    Ok(diesel::update(mine).set(changed).execute(&mut **tx)? == 1)
}

/// Which surveys staff want to see.
#[derive(Clone, Debug, Default)]
pub(in crate::surveys) struct Wanted {
    pub(in crate::surveys) state: Option<State>,
    /// Folded.
    pub(in crate::surveys) text: String,
}

/// A page of the list, newest first.
pub(in crate::surveys) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Survey>> {
    let mut query = surveys::table.filter(surveys::company_id.eq(company)).select(Survey::as_select()).limit(limit).into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(surveys::state.eq(state));
    }
    if !wanted.text.is_empty() {
        let pattern = format!("%{}%", wanted.text.replace(['%', '_', '\\'], ""));
        query = query.filter(surveys::number.like(pattern.clone()).or(surveys::title_folded.like(pattern)));
    }
    query = match step {
        Step::First => query.order(surveys::id.desc()),
        Step::After(at) => query.filter(surveys::id.lt(at.id.clone())).order(surveys::id.desc()),
        Step::Before(at) => query.filter(surveys::id.gt(at.id.clone())).order(surveys::id.asc()),
    };
    query.load(conn)
}

/// Open ones whose end is not after `until`.
pub(in crate::surveys) fn ending(conn: &mut Conn, until: Moment, limit: i64) -> QueryResult<Vec<Survey>> {
    surveys::table
        .filter(surveys::state.eq(State::Open))
        .filter(surveys::closes_at.le(until))
        .order(surveys::closes_at)
        .select(Survey::as_select())
        .limit(limit)
        .load(conn)
}

/// How many answers were given: premises or people.
pub(in crate::surveys) fn took_part(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<i64> {
    survey_participations::table
        .filter(survey_participations::company_id.eq(company))
        .filter(survey_participations::survey_id.eq(id))
        .count()
        .get_result(conn)
}
