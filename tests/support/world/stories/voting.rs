//! Meetings of the first building: 2 a draft with a question, 3 fixed, 4 of which owners were told, with a file.

use aula::db::Conn;
use aula::db::schema::{meeting_questions, meetings, numbers};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::super::{Side, now};

impl Side {
    /// Meetings: 2 a draft, 3 fixed, 4 notified.
    pub(crate) fn meeting(self, number: u128) -> String {
        self.of(0x60, number)
    }
    /// The question of the meeting of that number.
    pub(crate) fn question(self, number: u128) -> String {
        self.of(0x61, number)
    }
}

/// Lays them down.
pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    for (number, state) in [(2, "draft"), (3, "fixed"), (4, "notified")] {
        meeting(conn, side, number, state)?;
        question(conn, side, number)?;
    }
    let counted =
        (numbers::company_id.eq(side.company()), numbers::series.eq("meeting"), numbers::year.eq(2026), numbers::last.eq(4_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}

fn meeting(conn: &mut Conn, side: Side, number: u128, state: &str) -> QueryResult<()> {
    let at = now() - TimeDelta::days(1);
    let told = (state == "notified").then_some(at);
    let row = (
        (
            meetings::id.eq(side.meeting(number)),
            meetings::company_id.eq(side.company()),
            meetings::building_id.eq(side.building(1)),
            meetings::number.eq(format!("2026-{number:06}")),
            meetings::state.eq(state),
            meetings::format.eq("absentee"),
            meetings::by_portal.eq(true),
            meetings::by_paper.eq(true),
            meetings::initiator.eq("council"),
        ),
        (
            meetings::edition.eq(chrono::NaiveDate::from_ymd_opt(2025, 9, 17).expect("a day")),
            meetings::title_kk.eq("Смета және лифт"),
            meetings::title_ru.eq("Смета и лифт"),
            meetings::venue_kk.eq(""),
            meetings::venue_ru.eq(""),
            meetings::opens_at.eq(now() + TimeDelta::days(7)),
            meetings::closes_at.eq(now() + TimeDelta::days(17)),
            meetings::shown.eq("at_closing"),
        ),
        (
            meetings::chair.eq("Жұмабаев Ерлан Серікұлы"),
            meetings::secretary.eq("Төлегенова Айжан"),
            meetings::tellers.eq(""),
            meetings::announcement_id.eq(told.map(|_| side.announcement(1))),
            meetings::notified_at.eq(told),
            meetings::roll_hash.eq(""),
            meetings::names_hash.eq(""),
        ),
        (
            meetings::head_place.eq(0_i64),
            meetings::head_hash.eq(""),
            meetings::head_at.eq(at),
            meetings::author_id.eq(side.manager().id()),
            meetings::created_at.eq(at),
            meetings::updated_at.eq(at),
        ),
    );
    diesel::insert_into(meetings::table).values(row).execute(conn).map(drop)
}

fn question(conn: &mut Conn, side: Side, number: u128) -> QueryResult<()> {
    let row = (
        (
            meeting_questions::id.eq(side.question(number)),
            meeting_questions::company_id.eq(side.company()),
            meeting_questions::meeting_id.eq(side.meeting(number)),
            meeting_questions::place.eq(1),
            meeting_questions::item.eq(6),
            meeting_questions::roll.eq("homes"),
            meeting_questions::base.eq("all"),
        ),
        (
            meeting_questions::over_of.eq(1),
            meeting_questions::over_in.eq(2),
            meeting_questions::quorum_of.eq(1),
            meeting_questions::quorum_in.eq(2),
            meeting_questions::article.eq("42(8)"),
        ),
        (
            meeting_questions::title_kk.eq("Сметаны бекіту"),
            meeting_questions::title_ru.eq("Утверждение сметы"),
            meeting_questions::text_kk.eq("Смета бекітілсін."),
            meeting_questions::text_ru.eq("Утвердить смету."),
        ),
        (
            meeting_questions::formula.eq("none"),
            meeting_questions::was.eq(0_i64),
            meeting_questions::becomes.eq(0_i64),
            meeting_questions::result.eq(""),
        ),
    );
    diesel::insert_into(meeting_questions::table).values(row).execute(conn).map(drop)
}
