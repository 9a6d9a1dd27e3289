//! A meeting is prepared: its secretary writes it down with its agenda, the linter says what the law still wants, the agenda is fixed, and the
//! owners are told. Until it is fixed everything can be changed; from the notice on nothing of the agenda can, and whoever may vote is known.
//! Everybody of the staff may read; only secretaries write.

mod agenda;
mod drafting;
mod forms;
mod library;
mod linter;
pub(in crate::voting) mod pages;
mod paper;
mod posting;
mod prepared;
mod refused;
mod steps;
mod terms;
mod wording;

use refused::Refused;

use crate::db::{Conn, Failure};
use crate::homes::{self, BuildingId};
use crate::web::{Routes, reasoned};
use crate::who::CompanyId;

type Done<T> = Result<T, Failure<Refused>>;

/// The shelf of what is attached: to a meeting, to a question, and the photos of a posted notice, by the id of each.
pub(in crate::voting) const SHELF: crate::files::Shelf = crate::files::Shelf("meeting");

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{attached, callers, cancel, desk, edit, fixing, notice, question, questions, show, telling};
    routes
        .get("/staff/votes", desk::list)
        .get("/staff/votes/export.xlsx", desk::xlsx)
        .get("/staff/votes/export.csv", desk::csv)
        .get("/staff/votes/new", edit::new)
        .post("/staff/votes", edit::create)
        .get("/staff/votes/{meeting}", show::show)
        .get("/staff/votes/{meeting}/edit", edit::edit)
        .post("/staff/votes/{meeting}", edit::save)
        .get("/staff/votes/{meeting}/initiators", callers::list)
        .post("/staff/votes/{meeting}/initiators", callers::add)
        .post("/staff/votes/{meeting}/initiators/removal", callers::remove)
        .get("/staff/votes/{meeting}/questions", questions::list)
        .post("/staff/votes/{meeting}/questions", question::create)
        .get("/staff/votes/{meeting}/questions/new", question::new)
        .get("/staff/votes/{meeting}/questions/{question}/edit", question::edit)
        .post("/staff/votes/{meeting}/questions/{question}", question::save)
        .post("/staff/votes/{meeting}/questions/{question}/place", questions::shift)
        .get("/staff/votes/{meeting}/questions/{question}/removal", questions::ask_removal)
        .post("/staff/votes/{meeting}/questions/{question}/removal", questions::remove)
        .post("/staff/votes/{meeting}/files", attached::attach)
        .get("/staff/votes/{meeting}/files/{file}", attached::for_staff)
        .post("/staff/votes/{meeting}/files/{file}/removal", attached::detach)
        .get("/staff/votes/{meeting}/fixing", fixing::ask)
        .post("/staff/votes/{meeting}/fixing", fixing::fix)
        .get("/staff/votes/{meeting}/unfixing", fixing::ask_back)
        .post("/staff/votes/{meeting}/unfixing", fixing::unfix)
        .get("/staff/votes/{meeting}/notification", telling::ask)
        .post("/staff/votes/{meeting}/notification", telling::tell)
        .get("/staff/votes/{meeting}/cancellation", reasoned::ask::<cancel::Ask>)
        .post("/staff/votes/{meeting}/cancellation", reasoned::answer::<cancel::Ask>)
        .get("/staff/votes/{meeting}/notice", notice::show)
        .post("/staff/votes/{meeting}/notice", notice::post)
        .get("/staff/votes/{meeting}/notice.pdf", notice::print);
}

/// Refuses to write about a building that was handed over.
fn ours(conn: &mut Conn, company: CompanyId, building: BuildingId) -> Done<()> {
    homes::ours(conn, company, building).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}
