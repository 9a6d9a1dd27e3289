//! A meeting of the first building whose sheets are being read: one unit with its sheet, an entry of it with a scan, a printing.

use aula::db::Conn;
use aula::db::schema::{meeting_owners, meeting_sheets, meeting_units, sheet_entries, sheet_prints};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::super::{Side, known_as, now};
use super::voting::{Called, called};

impl Side {
    /// The meeting whose sheets are being read.
    pub(crate) fn paper_meeting(self) -> String {
        self.meeting(23)
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
    let at = now() - TimeDelta::days(19);
    let open = (now() - TimeDelta::days(8), now() - TimeDelta::hours(1));
    let titles = ("Аула мен лифт", "Двор и лифт");
    called(conn, side, Called { number: 23, state: "counting", format: "mixed", titles, open, told: Some((at, None)), at })?;
    unit(conn, side)?;
    sheet(conn, side)?;
    super::file(conn, side, 33, "voting.sheets", &side.print())?;
    super::file(conn, side, 34, "voting.scans", &side.sheet_entry())
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
