//! Turnout: who has voted so far, by roll, entrance and way, and who has not; and reminding those, and only those.
//!
//! Neither the page nor the list that is carried round says how anybody voted, and the list has no names. Reminders go out by a schedule
//! ([`reminding`]) and by hand once a day at most, to owners of units without a ballot and to those who act for them.

pub(in crate::voting) mod counted;
pub(in crate::voting) mod pages;
pub(in crate::voting) mod reminding;
mod sending;
mod walk;

use std::collections::HashMap;

use diesel::QueryResult;

pub use counted::{Asked, Bar, Cell, Turnout};
pub use sending::{Remind, remind_due};

use super::meeting::MeetingId;
use super::store;
use crate::db::Conn;
use crate::web::Routes;
use crate::who::CompanyId;

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{show, walk};
    routes
        .get("/staff/votes/{meeting}/turnout", show::show)
        .get("/staff/votes/{meeting}/turnout/reminder", show::ask)
        .post("/staff/votes/{meeting}/turnout/reminder", show::remind)
        .get("/staff/votes/{meeting}/walk", walk::show)
        .get("/staff/votes/{meeting}/walk.pdf", walk::pdf);
}

/// The turnout of several meetings, in one statement. A meeting without an electorate is not in the answer.
///
/// # Errors
/// When the database fails.
pub fn turnout(conn: &mut Conn, company: CompanyId, meetings: &[MeetingId]) -> QueryResult<HashMap<MeetingId, Turnout>> {
    if meetings.is_empty() {
        return Ok(HashMap::new());
    }
    store::turnout::of(conn, company, meetings)
}
