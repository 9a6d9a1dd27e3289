//! Votes on paper (art. 43; forms of Order 163): sheets, their reading by two people, disputes of co-owners, and the sums of all of it.
//!
//! A unit has one sheet, numbered in its meeting; a spoiled one may be replaced. What comes back is entered by one person and read anew by
//! another, who does not see what the first had read; only what both have read alike becomes a ballot, by the one door of all ballots. A
//! unit that voted otherwise is not asked twice: its sheet is kept, with the reason. Sheets that were given out are returned, spoiled or
//! missing, and nothing is counted while an entry waits or co-owners disagree ([`open_matters`]).

mod deciding;
mod drawing;
mod entering;
mod forms;
mod issuing;
mod marks;
pub(in crate::voting) mod naming;
pub(in crate::voting) mod pages;
mod print;
mod reckoning;
mod refused;
pub(in crate::voting) mod rows;
mod settle;
pub(in crate::voting) mod sheet;

pub use print::Print;
pub use reckoning::{OpenMatters, open_matters};
pub use refused::Refused;
pub use settle::{PastSheets, settle_sheets};

use super::meeting::{MeetingId, State};
use super::rows::Meeting;
use super::store;
use crate::db::{Failure, Tx};
use crate::files::Shelf;
use crate::homes;
use crate::web::Routes;
use crate::web::actor::{Secretary, Staff};

/// Where scans of sheets stand, each beside its entry.
pub(in crate::voting) const SCANS: Shelf = Shelf("voting.scans");
/// Where printed sheets stand, each file beside its printing.
pub(in crate::voting) const PRINTS: Shelf = Shelf("voting.sheets");

type Done<T> = Result<T, Failure<Refused>>;

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{confirming, disputes, entries, hall, reckoning, sheet, sheets};
    routes
        .get("/staff/votes/{meeting}/sheets", sheets::index)
        .post("/staff/votes/{meeting}/sheets", sheets::issue)
        .get("/staff/votes/{meeting}/sheets.pdf", sheet::pdf)
        .get("/staff/votes/{meeting}/sheets/prints/{print}", sheets::print)
        .get("/staff/votes/{meeting}/sheets/prints/{print}/sheets.pdf", sheets::file)
        .get("/staff/votes/{meeting}/sheets/{sheet}", sheet::show)
        .post("/staff/votes/{meeting}/sheets/{sheet}", sheet::settle)
        .get("/staff/votes/{meeting}/entries", entries::index)
        .post("/staff/votes/{meeting}/entries", entries::create)
        .get("/staff/votes/{meeting}/entries/hall", hall::show)
        .post("/staff/votes/{meeting}/entries/hall", hall::save)
        .get("/staff/votes/{meeting}/entries/{entry}", confirming::show)
        .post("/staff/votes/{meeting}/entries/{entry}", confirming::confirm)
        .get("/staff/votes/{meeting}/entries/{entry}/scan", confirming::scan)
        .get("/staff/votes/{meeting}/disputes", disputes::index)
        .get("/staff/votes/{meeting}/disputes/{premises}", disputes::show)
        .post("/staff/votes/{meeting}/disputes/{premises}", disputes::decide)
        .get("/staff/votes/{meeting}/reconciliation", reckoning::show)
        .post("/staff/votes/{meeting}/reconciliation", reckoning::lose);
}

/// A meeting within reach that is in one of these states, held until the commit: nothing about its paper happens at once.
fn held(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, states: &[State]) -> Done<Meeting> {
    let meeting = store::meetings::one(tx, who.reach(), id)?;
    homes::ours(tx, who.company(), meeting.building_id).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::NotOurs),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    let state = store::sheets::hold(tx, who.company(), id)?;
    if states.contains(&state) { Ok(Meeting { state, ..meeting }) } else { Err(Failure::Refused(Refused::NotNow)) }
}
