//! Requests: what people ask of the company that manages their house, until it is fixed.
//!
//! Somebody reports, and always reads in one sentence what happens next, who does it and by when ([`sentence`]). A request goes from state to
//! state ([`state`]), each step written down and told to those who asked or said «mine too» ([`moving`], [`news`]). Two clocks count the
//! office's working time ([`clock`]): until the first answer, and until it is done; waiting stops the second. Their terms are promises of the
//! company with the day from which they hold ([`terms`]). Done is not closed: those who asked say whether it is fixed, on common property two of
//! different premises, or say nothing for a week. What is over stays over; who writes then begins a new request that is linked.
//! A request belongs to one building, and staff see those of their zone. Work that will hang on a request one day names it by its id.

mod acting;
mod asking;
mod assigning;
mod category;
mod checking;
mod clock;
mod coming;
mod covering;
mod figures;
mod following;
mod forms;
mod hanging;
mod jobs;
mod kind;
mod mentioning;
mod moving;
mod naming;
mod news;
mod noting;
mod outage;
pub mod pages;
mod part;
mod promising;
mod receiving;
mod refused;
mod rows;
mod sentence;
mod settling;
mod stage;
mod state;
mod store;
mod terms;
mod working;

pub use category::{Category, Trade, all as categories, find as category_of, known as known_category};
pub use coming::Coming;
pub use following::{Wanted, Work, follow, wanted};
pub use hanging::{Hanging, Hung, Looks, Reading};
pub use jobs::{close_silent, count_months, forget_drafts, note_late, wake};
pub use kind::{Matter, Reason, RequestId, Spot, Tag, Wait};
pub use naming::{leaning, namings};
pub use noting::{PastOutage, settle_outage};
pub use outage::{OutageId, Service};
pub use part::part;
pub use receiving::{Received, receive};
pub use refused::Refused;
pub use rows::Request;
pub use settling::{Named, Past, settle};
pub use state::{Decline, Stage, State};
pub use store::outages::{Off, off_lately};

use diesel::QueryResult;

use crate::clock::Moment;
use crate::db::Conn;
use crate::files::Shelf;
use crate::text::Locale;
use crate::web::Routes;
use crate::web::actor::{Anyone, Resident, Staff};
use crate::who::Duty;

/// The shelf of a request's own pictures: whoever sees the request sees them.
pub const SHELF: Shelf = Shelf("request");
/// The shelf of pictures that came with messages: for those who asked, and staff.
const THREAD: Shelf = Shelf("request.thread");
/// The shelf of pictures that staff keep among themselves.
const INTERNAL: Shelf = Shelf("request.internal");
/// The shelf of pictures whose form was not sent yet.
const DRAFTS: Shelf = Shelf("request.draft");

/// The addresses of this capability; `hanging` is what others hang on requests.
pub fn routes(routes: &mut Routes<'_>, hanging: Vec<Hanging>) {
    use pages::{acts, company, covering, desk, enter, export, figures, file, list, new, one, outages, promises, replies, work};
    routes
        .keep(hanging::AllHanging(hanging))
        .get("/requests", list::show)
        .get("/requests/new", new::show)
        .post("/requests", new::create)
        .get("/requests/outages", outages::resident)
        .get("/requests/{request}", one::show)
        .get("/requests/{request}/files/{picture}", file::resident)
        .post("/requests/{request}/joining", replies::join)
        .post("/requests/{request}/messages", replies::say)
        .post("/requests/{request}/confirmation", replies::confirm)
        .post("/requests/{request}/reopening", replies::reopen)
        .post("/requests/{request}/rating", replies::rate)
        .get("/staff/requests", desk::list)
        .get("/staff/requests.xlsx", export::xlsx)
        .get("/staff/requests.csv", export::csv)
        .post("/staff/requests/choice", desk::choice)
        .post("/staff/requests/filters", desk::keep)
        .post("/staff/requests/filters/{filter}/removal", desk::drop_kept)
        .get("/staff/requests/new", enter::new)
        .post("/staff/requests", enter::create)
        .get("/staff/requests/outages", outages::register)
        .get("/staff/requests/outages/new", outages::new)
        .post("/staff/requests/outages", outages::create)
        .post("/staff/requests/outages/{outage}/ending", outages::end)
        .get("/staff/requests/figures", figures::show)
        .get("/companies/{company}", company::show)
        .get("/staff/requests/terms", promises::show)
        .post("/staff/requests/terms", promises::save)
        .post("/staff/requests/terms/offer", promises::offer)
        .get("/staff/requests/{request}", work::show)
        .get("/staff/requests/{request}/files/{picture}", file::staff)
        .get("/staff/requests/{request}/files/{picture}/cover", covering::show)
        .post("/staff/requests/{request}/files/{picture}/cover", covering::cover)
        .post("/staff/requests/{request}/state", acts::step)
        .post("/staff/requests/{request}/assignment", acts::assign)
        .post("/staff/requests/{request}/messages", acts::answer)
        .post("/staff/requests/{request}/category", acts::sort)
        .post("/staff/requests/{request}/splitting", acts::split)
        .post("/staff/requests/{request}/escalation", acts::escalate)
        .post("/staff/requests/{request}/breaches/{breach}", acts::explain);
}

/// How many requests are new in somebody's zone, and how many are over their term; `None` for those who do not see to them.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut Conn, who: &Staff<Anyone>, now: Moment) -> QueryResult<Option<(i64, i64)>> {
    who.reach_of(Duty::Dispatcher).map(|reach| store::desk::counts(conn, &reach, now)).transpose()
}

/// A request of a resident's that waits for their word.
#[derive(Clone, Debug)]
pub struct Asks {
    /// Its id.
    pub id: RequestId,
    /// The category's code.
    pub category: String,
    /// Whether it is done and they are asked whether it is fixed; else their answer is wanted.
    pub is_done: bool,
}

/// Those of a resident's requests that wait for their word.
///
/// # Errors
/// When the database fails.
pub fn asking_of(conn: &mut Conn, who: &Resident) -> QueryResult<Vec<Asks>> {
    let rows = store::house::waiting_for(conn, who, 20)?;
    let waits = |of: &Request| of.state == Stage::Done || of.waits_for == Some(Wait::Resident);
    let asks = |of: Request| Asks { id: of.id, is_done: of.state == Stage::Done, category: of.category };
    Ok(rows.into_iter().filter(waits).take(5).map(asks).collect())
}

/// What a category is called.
pub fn category_name(locale: Locale, code: &str) -> String {
    category::name(locale, code)
}
