//! What was asked: a survey that is open, a draft, one that is over with an answer. Only the parking place is asked, so that nobody else's
//! pages speak of it.

use aula::db::Conn;
use aula::db::schema::{numbers, survey_answers, survey_participations, survey_scopes, surveys};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, now};

const QUESTIONS: &str = r#"{"next":2,"all":[{"code":1,"kind":"single","required":false,"words":{"kk":"Керек пе?","ru":"Нужно ли?"},"options":[{"kk":"Иә","ru":"Да"},{"kk":"Жоқ","ru":"Нет"}]}]}"#;

impl Side {
    /// Surveys of the parking place: 1 open, 2 a draft, 3 closed with the owner's answer.
    pub(crate) fn survey(self, number: u128) -> String {
        self.of(0x60, number)
    }
}

/// Lays them down.
pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    for (number, state) in [(1, "open"), (2, "draft"), (3, "closed")] {
        survey(conn, side, number, state)?;
    }
    let counted =
        (numbers::company_id.eq(side.company()), numbers::series.eq("survey"), numbers::year.eq(2026), numbers::last.eq(3_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn)?;
    answer(conn, side)
}

fn survey(conn: &mut Conn, side: Side, number: u128, state: &str) -> QueryResult<()> {
    let (id, at) = (side.survey(number), now() - TimeDelta::days(2));
    let over = state == "closed";
    let closes_at = now() + if over { TimeDelta::days(-1) } else { TimeDelta::days(300) };
    diesel::insert_into(surveys::table)
        .values((
            (surveys::id.eq(&id), surveys::company_id.eq(side.company()), surveys::number.eq(format!("2026-{number:06}"))),
            (surveys::title_kk.eq("Қоршау"), surveys::title_ru.eq("Ограждение"), surveys::title_en.eq("")),
            (
                surveys::title_folded.eq("қоршау ограждение"),
                surveys::intro_kk.eq(""),
                surveys::intro_ru.eq(""),
                surveys::intro_en.eq(""),
            ),
            (surveys::state.eq(state), surveys::questions.eq(QUESTIONS), surveys::anonymous.eq(false)),
            (
                surveys::per.eq("person"),
                surveys::weight.eq("one"),
                surveys::breakdown.eq("none"),
                surveys::shown_to.eq("audience"),
            ),
            (surveys::asked.eq(1_i64), surveys::kept_groups.eq(""), surveys::author_id.eq(side.manager().id())),
            (surveys::closes_at.eq(closes_at), surveys::opened_at.eq((state != "draft").then_some(at))),
            (surveys::closed_at.eq(over.then_some(closes_at)), surveys::created_at.eq(at), surveys::updated_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(survey_scopes::table)
        .values((
            (survey_scopes::company_id.eq(side.company()), survey_scopes::survey_id.eq(&id)),
            (survey_scopes::place.eq("premises"), survey_scopes::subject_id.eq(side.premises(6))),
            (survey_scopes::premises_kind.eq(""), survey_scopes::holds.eq("")),
        ))
        .execute(conn)
        .map(drop)
}

fn answer(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (id, owner) = (side.survey(3), side.owner().id());
    diesel::insert_into(survey_participations::table)
        .values((
            survey_participations::id.eq(format!("took part {side:?}")),
            survey_participations::company_id.eq(side.company()),
            survey_participations::survey_id.eq(&id),
            survey_participations::unit.eq(&owner),
            survey_participations::person_id.eq(&owner),
        ))
        .execute(conn)?;
    diesel::insert_into(survey_answers::table)
        .values((
            (survey_answers::id.eq(format!("answered {side:?}")), survey_answers::company_id.eq(side.company())),
            (survey_answers::survey_id.eq(&id), survey_answers::unit.eq(&owner), survey_answers::person_id.eq(&owner)),
            (survey_answers::premises_id.eq(side.premises(6)), survey_answers::belongs.eq(""), survey_answers::weight.eq(1_i64)),
            survey_answers::answers.eq(r#"{"1":{"chosen":[[1],""]}}"#),
            survey_answers::answered_at.eq(now() - TimeDelta::days(1)),
        ))
        .execute(conn)
        .map(drop)
}
