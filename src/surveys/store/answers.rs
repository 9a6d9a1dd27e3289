//! Taking part, and what was answered.

use diesel::prelude::*;

use crate::db::schema::{premises, survey_answers, survey_participations, surveys};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::PremisesId;
use crate::on_each;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::rows::{AnswerRow, Participation};
use crate::who::{CompanyId, PersonId};

/// Holds an open survey until the transaction ends, so that of its closing and an answer one comes first; `false` when it is not open.
pub(in crate::surveys) fn hold(tx: &mut Tx<'_>, company: CompanyId, id: SurveyId) -> QueryResult<bool> {
    let open =
        surveys::table.filter(surveys::company_id.eq(company)).filter(surveys::id.eq(id)).filter(surveys::state.eq(State::Open));
    // nothing is changed: the moment of the last answer must not stand anywhere
    Ok(diesel::update(open).set(surveys::updated_at.eq(surveys::updated_at)).execute(&mut **tx)? == 1)
}

/// Notes that somebody took part; `false` when the person or premises did before.
pub(in crate::surveys) fn take_part(tx: &mut Tx<'_>, row: &Participation) -> QueryResult<bool> {
    let row = row.clone();
    let new = on_each!(&mut **tx, c =>
        diesel::insert_into(survey_participations::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(new == 1)
}

pub(in crate::surveys) fn add(tx: &mut Tx<'_>, row: &AnswerRow) -> QueryResult<()> {
    diesel::insert_into(survey_answers::table).values(row).execute(&mut **tx).map(|_| ())
}

/// Puts another answer in the place of one that the same person gave; `false` when there is none of theirs.
pub(in crate::surveys) fn change(tx: &mut Tx<'_>, row: &AnswerRow) -> QueryResult<bool> {
    let mine = survey_answers::table
        .filter(survey_answers::survey_id.eq(row.survey_id))
        .filter(survey_answers::unit.eq(&row.unit))
        .filter(survey_answers::person_id.eq(row.person_id));
    let changed = (
        survey_answers::answers.eq(&row.answers),
        survey_answers::weight.eq(row.weight),
        survey_answers::answered_at.eq(row.answered_at),
    );
    Ok(diesel::update(mine).set(changed).execute(&mut **tx)? == 1)
}

/// What a person or premises answered.
pub(in crate::surveys) fn of_unit(conn: &mut Conn, id: SurveyId, unit: &str) -> QueryResult<Option<AnswerRow>> {
    survey_answers::table
        .filter(survey_answers::survey_id.eq(id))
        .filter(survey_answers::unit.eq(unit))
        .select(AnswerRow::as_select())
        .first(conn)
        .optional()
}

/// All answers, in the order of their chance keys.
pub(in crate::surveys) fn all(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<Vec<AnswerRow>> {
    survey_answers::table
        .filter(survey_answers::company_id.eq(company))
        .filter(survey_answers::survey_id.eq(id))
        .order(survey_answers::id)
        .select(AnswerRow::as_select())
        .load(conn)
}

/// How many answers there are.
pub(in crate::surveys) fn many(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<i64> {
    survey_answers::table
        .filter(survey_answers::company_id.eq(company))
        .filter(survey_answers::survey_id.eq(id))
        .count()
        .get_result(conn)
}

/// Lays all answers down anew in the order of their chance keys: neither the place of a row in its table nor the number of the
/// transaction that wrote it says any more when it came, and so nobody finds out whose it is from who came when.
pub(in crate::surveys) fn mix(tx: &mut Tx<'_>, company: CompanyId, id: SurveyId) -> QueryResult<()> {
    let rows = all(tx, company, id)?;
    lay_down(tx, company, id, rows)
}

/// Puts these in the place of all answers.
pub(in crate::surveys) fn lay_down(tx: &mut Tx<'_>, company: CompanyId, id: SurveyId, rows: Vec<AnswerRow>) -> QueryResult<()> {
    let old = survey_answers::table.filter(survey_answers::company_id.eq(company)).filter(survey_answers::survey_id.eq(id));
    diesel::delete(old).execute(&mut **tx)?;
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(survey_answers::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Which people or premises of these took part in which of these surveys, and who it was.
pub(in crate::surveys) fn participations(
    conn: &mut Conn,
    company: CompanyId,
    of: &[SurveyId],
    units: &[String],
) -> QueryResult<Vec<(SurveyId, String, PersonId)>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    survey_participations::table
        .filter(survey_participations::company_id.eq(company))
        .filter(survey_participations::survey_id.among(of))
        .filter(survey_participations::unit.among(units))
        .select((survey_participations::survey_id, survey_participations::unit, survey_participations::person_id))
        .load(conn)
}

/// The area of premises together, in hundredths of a square metre; of unknown ones nought.
pub(in crate::surveys) fn area(conn: &mut Conn, company: CompanyId, of: &[PremisesId]) -> QueryResult<i64> {
    let areas: Vec<Option<i64>> = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::id.among(of))
        .select(premises::area)
        .load(conn)?;
    Ok(areas.into_iter().flatten().sum())
}
