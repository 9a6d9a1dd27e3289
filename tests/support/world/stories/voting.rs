//! Meetings of the first building: 2 a draft with a question, 3 fixed, 4 of which owners were told, with a file.

use aula::clock::Moment;
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
        let (at, told) = (now() - TimeDelta::days(1), state == "notified");
        let open = (now() + TimeDelta::days(7), now() + TimeDelta::days(17));
        let told = told.then(|| (at, Some(side.announcement(1))));
        let titles = ("Смета және лифт", "Смета и лифт");
        called(conn, side, Called { number, state, format: "absentee", titles, open, told, at })?;
    }
    let counted =
        (numbers::company_id.eq(side.company()), numbers::series.eq("meeting"), numbers::year.eq(2026), numbers::last.eq(4_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}

/// A meeting as it stands.
pub(super) struct Called {
    pub(super) number: u128,
    pub(super) state: &'static str,
    pub(super) format: &'static str,
    pub(super) titles: (&'static str, &'static str),
    pub(super) open: (Moment, Moment),
    /// When owners were told, and by which announcement.
    pub(super) told: Option<(Moment, Option<String>)>,
    pub(super) at: Moment,
}

/// Lays a meeting down, with its question.
pub(super) fn called(conn: &mut Conn, side: Side, of: Called) -> QueryResult<()> {
    let Called { number, state, format, titles, open, told, at } = of;
    let row = (
        (
            meetings::id.eq(side.meeting(number)),
            meetings::company_id.eq(side.company()),
            meetings::building_id.eq(side.building(1)),
            meetings::number.eq(format!("2026-{number:06}")),
            meetings::state.eq(state),
            meetings::format.eq(format),
            meetings::by_portal.eq(true),
            meetings::by_paper.eq(true),
            meetings::initiator.eq("council"),
        ),
        (
            meetings::edition.eq(chrono::NaiveDate::from_ymd_opt(2025, 9, 17).expect("a day")),
            meetings::title_kk.eq(titles.0),
            meetings::title_ru.eq(titles.1),
            meetings::venue_kk.eq(""),
            meetings::venue_ru.eq(""),
            meetings::opens_at.eq(open.0),
            meetings::closes_at.eq(open.1),
            meetings::shown.eq("at_closing"),
        ),
        (
            meetings::chair.eq("Жұмабаев Ерлан Серікұлы"),
            meetings::secretary.eq("Төлегенова Айжан"),
            meetings::tellers.eq(""),
            meetings::announcement_id.eq(told.as_ref().and_then(|(_, by)| by.clone())),
            meetings::notified_at.eq(told.map(|(at, _)| at)),
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
    diesel::insert_into(meetings::table).values(row).execute(conn)?;
    question(conn, side, number)
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
