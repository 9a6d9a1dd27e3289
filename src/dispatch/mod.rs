//! Dispatch: jobs, who goes out to do them, and when.
//!
//! A job comes from a request, or stands on its own. It goes from stage to stage ([`job`]), each step written down with the time of whoever
//! took it, and carries its request along ([`moving`]). Time is a thing that is given away once ([`windows`], [`booking`]): a resident picks two
//! hours out of somebody's shift, changes them twice at most, and calls off until somebody has set out. A technician sees their own jobs
//! and those they may take, and nothing else; what a resident confides about coming in is opened by the executor, on the day, and the
//! resident reads when ([`noting`]). Without a network a technician's device keeps the day and what was done, and sends it later: once, at its
//! own time, and where the job has changed meanwhile the person is asked ([`arriving`]). What comes round by a plan is made ahead of time ([`upkeep`]). How long something took is read from the stages, never typed ([`spent`]).

mod act;
mod arriving;
mod booking;
mod deed;
mod directing;
mod doing;
mod feed;
mod forms;
mod hung;
mod ical;
mod job;
mod jobs;
mod kind;
mod lapsing;
mod moving;
mod naming;
mod news;
mod noting;
pub mod pages;
mod refused;
mod rows;
mod sentence;
mod settle;
mod sharing;
mod sheet;
mod spent;
mod stage;
mod store;
mod upkeep;
mod windows;

pub use hung::on_requests;
pub use jobs::{make_rounds, take_back};
pub use kind::{JobId, MaterialId, Offered, PlanId, Unit, Why};
pub use naming::{leaning, namings};
pub use settle::{Past, Used, settle, settle_doors};
pub use stage::Stage;
pub use upkeep::settle::{Standing, settle_plan};

use diesel::QueryResult;

use crate::db::Conn;
use crate::files::Shelf;
use crate::web::Routes;
use crate::web::actor::{Anyone, Staff};
use crate::who::Duty;

/// The shelf of pictures from before the work.
const BEFORE: Shelf = Shelf("job.before");
/// The shelf of pictures from after it.
const AFTER: Shelf = Shelf("job.after");
/// The shelf of doors that nobody opened.
const DOOR: Shelf = Shelf("job.door");

/// The shelf of pictures that came with a deed which waits for its person's word.
const LATE: Shelf = Shelf("job.late");

/// How many jobs in somebody's zone nobody has, or no day; `None` for those who do not see to them.
///
/// # Errors
/// When the database fails.
pub fn loose(conn: &mut Conn, who: &Staff<Anyone>) -> QueryResult<Option<i64>> {
    who.reach_of(Duty::Dispatcher).map(|reach| store::board::loose_count(conn, &reach)).transpose()
}

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use upkeep::pages as plans;

    use pages::{arrivals, cancel, desk, doors, feed, late, new, off, own, paper, round, sheet, shifts, step, today, week, work};
    routes
        .get("/jobs", today::show)
        .get("/jobs/sheet.pdf", sheet::own)
        .get("/jobs/calendar", feed::show)
        .post("/jobs/calendar", feed::renew)
        .post("/jobs/calendar/revocation", feed::revoke)
        .get("/calendar/{feed}", feed::read)
        .get("/jobs/offline", arrivals::nothing_kept)
        .get("/jobs/late/{deed}", late::show)
        .post("/jobs/late/{deed}", late::settle)
        .get("/jobs/{job}", round::show)
        .post("/jobs/{job}/steps", step::take)
        .post("/jobs/{job}/photos", step::photograph)
        .post("/jobs/{job}/materials", step::used)
        .post("/jobs/{job}/materials/{material}/removal", step::unused)
        .post("/jobs/{job}/confirmation", step::confirm)
        .post("/jobs/{job}/note", step::open_note)
        .post("/jobs/{job}/checks", step::check)
        .post("/jobs/{job}/arrivals", arrivals::take)
        .get("/jobs/{job}/files/{shot}", paper::technician_file)
        .get("/jobs/{job}/act.pdf", paper::technician_act)
        .get("/requests/jobs/{job}", own::show)
        .post("/requests/jobs/{job}/window", own::choose)
        .post("/requests/jobs/{job}/note", own::confide)
        .get("/requests/jobs/{job}/cancellation", off::ask_off)
        .post("/requests/jobs/{job}/cancellation", off::call_off)
        .get("/requests/jobs/{job}/files/{shot}", paper::resident_file)
        .get("/requests/jobs/{job}/act.pdf", paper::resident_act)
        .get("/staff/board", week::show)
        .get("/staff/board/days/{technician}", week::ask)
        .post("/staff/board/days/{technician}", week::share_out)
        .get("/staff/board/days/{technician}/sheet.pdf", sheet::staff)
        .get("/staff/board/shifts/{technician}", shifts::show)
        .post("/staff/board/shifts/{technician}", shifts::save)
        .get("/staff/board/doors/{building}", doors::show)
        .post("/staff/board/doors/{building}", doors::save)
        .get("/staff/plans", plans::list::show)
        .post("/staff/plans", plans::edit::create)
        .get("/staff/plans/new", plans::edit::new)
        .get("/staff/plans/{plan}", plans::one::show)
        .get("/staff/plans/{plan}/change", plans::edit::show)
        .post("/staff/plans/{plan}/change", plans::edit::change)
        .get("/staff/plans/{plan}/ending", plans::one::ask_end)
        .post("/staff/plans/{plan}/ending", plans::one::end)
        .get("/staff/jobs", desk::list)
        .get("/staff/jobs/new", new::show)
        .post("/staff/jobs", new::create)
        .get("/staff/jobs/{job}", work::show)
        .post("/staff/jobs/{job}/offer", work::offer)
        .post("/staff/jobs/{job}/verification", work::verify)
        .post("/staff/jobs/{job}/return", work::give_back)
        .get("/staff/jobs/{job}/cancellation", cancel::ask)
        .post("/staff/jobs/{job}/cancellation", cancel::cancel)
        .get("/staff/jobs/{job}/files/{shot}", paper::staff_file)
        .get("/staff/jobs/{job}/act.pdf", paper::staff_act);
}
