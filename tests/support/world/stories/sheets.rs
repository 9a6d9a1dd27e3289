//! A meeting of the first building whose sheets are being read: one unit with its sheet, an entry of it with a scan, a printing.

use aula::db::Conn;
use aula::db::schema::{meeting_owners, meeting_questions, meeting_sheets, meeting_units, meetings, sheet_entries, sheet_prints};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::super::{Side, known_as, now};

impl Side {
    /// The meeting whose sheets are being read.
    pub(crate) fn paper_meeting(self) -> String {
        self.of(0x60, 23)
    }
    /// Its one sheet.
    pub(crate) fn sheet(self) -> String {
        self.of(0x67, 1)
    }
    /// What somebody read on it.
    pub(crate) fn sheet_entry(self) -> String {
        self.of(0x67, 2)
    }
    /// A printing of sheets.
    pub(crate) fn print(self) -> String {
        self.of(0x67, 3)
    }
}

/// Lays it down.
pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    meeting(conn, side)?;
    question(conn, side)?;
    unit(conn, side)?;
    sheet(conn, side)?;
    super::file(conn, side, 33, "voting.sheets", &side.print())?;
    super::file(conn, side, 34, "voting.scans", &side.sheet_entry())
}

fn meeting(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(19);
    let row = (
        (
            meetings::id.eq(side.paper_meeting()),
            meetings::company_id.eq(side.company()),
            meetings::building_id.eq(side.building(1)),
            meetings::number.eq("2026-000023"),
            meetings::state.eq("counting"),
            meetings::format.eq("mixed"),
            meetings::by_portal.eq(true),
            meetings::by_paper.eq(true),
            meetings::initiator.eq("council"),
        ),
        (
            meetings::edition.eq(chrono::NaiveDate::from_ymd_opt(2025, 9, 17).expect("a day")),
            meetings::title_kk.eq("Аула мен лифт"),
            meetings::title_ru.eq("Двор и лифт"),
            meetings::venue_kk.eq(""),
            meetings::venue_ru.eq(""),
            meetings::opens_at.eq(now() - TimeDelta::days(8)),
            meetings::closes_at.eq(now() - TimeDelta::hours(1)),
            meetings::shown.eq("at_closing"),
        ),
        (
            meetings::chair.eq("Жұмабаев Ерлан Серікұлы"),
            meetings::secretary.eq("Төлегенова Айжан"),
            meetings::tellers.eq(""),
            meetings::notified_at.eq(at),
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

fn question(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let row = (
        (
            meeting_questions::id.eq(side.of(0x61, 23)),
            meeting_questions::company_id.eq(side.company()),
            meeting_questions::meeting_id.eq(side.paper_meeting()),
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

fn unit(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let row = (
        meeting_units::company_id.eq(side.company()),
        meeting_units::meeting_id.eq(side.paper_meeting()),
        meeting_units::premises_id.eq(side.premises(1)),
        meeting_units::label.eq("K7Q2-M9XA"),
        meeting_units::kind.eq("flat"),
        meeting_units::number.eq("1"),
        meeting_units::entrance_id.eq(side.entrance(1)),
        meeting_units::entrance.eq("1"),
        meeting_units::floor.eq(3),
        meeting_units::area.eq(6140_i64),
        meeting_units::sort_key.eq("1"),
    );
    diesel::insert_into(meeting_units::table).values(row).execute(conn)?;
    let row = (
        meeting_owners::company_id.eq(side.company()),
        meeting_owners::meeting_id.eq(side.paper_meeting()),
        meeting_owners::premises_id.eq(side.premises(1)),
        meeting_owners::contact_id.eq(side.contact(1)),
        meeting_owners::holding_id.eq(side.holding(1)),
        meeting_owners::person_id.eq(side.owner().id()),
        meeting_owners::name.eq("Жұмабаев Ерлан"),
    );
    diesel::insert_into(meeting_owners::table).values(row).execute(conn).map(drop)
}

fn sheet(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let author = side.manager().id();
    let row = (
        meeting_sheets::id.eq(side.sheet()),
        meeting_sheets::company_id.eq(side.company()),
        meeting_sheets::meeting_id.eq(side.paper_meeting()),
        meeting_sheets::premises_id.eq(side.premises(1)),
        meeting_sheets::number.eq(1),
        meeting_sheets::state.eq("returned"),
        meeting_sheets::why.eq(""),
        meeting_sheets::author_id.eq(&author),
        meeting_sheets::issued_at.eq(now()),
    );
    diesel::insert_into(meeting_sheets::table).values(row).execute(conn)?;
    let reader = if side == Side::First { known_as("secretary").id() } else { known_as("other_owner").id() };
    let row = (
        (
            sheet_entries::id.eq(side.sheet_entry()),
            sheet_entries::company_id.eq(side.company()),
            sheet_entries::meeting_id.eq(side.paper_meeting()),
            sheet_entries::premises_id.eq(side.premises(1)),
            sheet_entries::sheet_id.eq(side.sheet()),
            sheet_entries::channel.eq("paper"),
            sheet_entries::state.eq("waiting"),
            sheet_entries::flaw.eq("damaged"),
        ),
        (
            sheet_entries::choices.eq(""),
            sheet_entries::voter_name.eq(""),
            sheet_entries::entered_by.eq(reader),
            sheet_entries::entered_name.eq("Төлегенова Айжан"),
            sheet_entries::entered_at.eq(now()),
        ),
        (
            sheet_entries::second_flaw.eq(""),
            sheet_entries::second_choices.eq(""),
            sheet_entries::second_voter_name.eq(""),
            sheet_entries::checked_name.eq(""),
            sheet_entries::why.eq(""),
        ),
    );
    diesel::insert_into(sheet_entries::table).values(row).execute(conn)?;
    let row = (
        sheet_prints::id.eq(side.print()),
        sheet_prints::company_id.eq(side.company()),
        sheet_prints::meeting_id.eq(side.paper_meeting()),
        sheet_prints::sheets.eq(1),
        sheet_prints::author_id.eq(author),
        sheet_prints::created_at.eq(now()),
        sheet_prints::done_at.eq(now()),
    );
    diesel::insert_into(sheet_prints::table).values(row).execute(conn).map(drop)
}
