//! Meters: the register, what is read on them, and how much of everything went through.
//!
//! A meter is somebody's own or common to a house or an entrance. It tells up to four tariffs apart and counts up to its last digit, then from
//! nothing again. A house gives its readings in a window of days (the 20th to the 25th unless it is told otherwise); whatever comes after
//! the window is kept and counts for the next month. A reading is never changed: a correction is another one, and the last that staff did not
//! reject counts. Less than before cannot be; far from the usual, or past the end of the dial, is asked twice. Readings come from those
//! who live there, from staff, from sheets, and by a link for one premises and one window that needs no sign-in.
//! Whoever charges by consumption asks [`used`]: nobody else knows readings.

mod consumption;
mod forms;
mod giving;
mod jobs;
mod letters;
mod linking;
mod meter;
mod naming;
pub mod pages;
mod reading;
mod refused;
mod registering;

mod rows;
mod settling;
mod store;
mod usual;
mod window;

use chrono::NaiveDate;
use diesel::QueryResult;

pub use consumption::{How, Use, used};
pub use jobs::{remind, remind_of_verification};
pub use meter::{MeterId, Resource, ZONES, plain, zone_key};
pub use naming::{leaning, namings};
pub use reading::{ReadingId, Source};
pub use refused::Refused;
pub use registering::{NewMeter, Spot};
pub use settling::{Awaited, Past, awaited, forget_drafts, settle};

use crate::clock::Moment;
use crate::db::{Conn, Failure};
use crate::files::Shelf;
use crate::homes::{self, BuildingId};
use crate::web::Routes;
use crate::web::actor::{Anyone, Metering, Staff};
use crate::who::{CompanyId, Duty};

/// The pictures of readings.
pub const SHELF: Shelf = Shelf("meter_reading");
/// Pictures of forms that are not sent yet.
const DRAFTS: Shelf = Shelf("meter_reading.draft");

/// How many readings of this month in somebody's zone wait for a look; `None` for those who do not look.
///
/// # Errors
/// When the database fails.
pub fn unseen(conn: &mut Conn, who: &Staff<Anyone>, today: NaiveDate) -> QueryResult<Option<i64>> {
    let reach = who.reach_of(Duty::Accountant).or_else(|| who.reach_of(Duty::Dispatcher));
    reach.map(|reach| store::queue::unseen_count(conn, &reach, window::first_of(today), None)).transpose()
}

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{desk, link, mine, new, one, premises, register, replacement, windows};
    routes
        .get("/meters", mine::show)
        .post("/meters/{premises}", mine::give)
        .get("/meters/readings/{reading}/photo", mine::photo)
        .get("/meters/link/{token}", link::show)
        .post("/meters/link/{token}", link::give)
        .get("/staff/meters", desk::show)
        .post("/staff/meters/acceptance", desk::accept_all)
        .post("/staff/meters/readings/{reading}/verdict", desk::judge)
        .get("/staff/meters/readings/{reading}/photo", desk::photo)
        .get("/staff/meters/register", register::index)
        .get("/staff/meters/register/export.xlsx", register::xlsx)
        .get("/staff/meters/register/export.csv", register::csv)
        .get("/staff/meters/windows", windows::show)
        .post("/staff/meters/windows", windows::set)
        .get("/staff/meters/new", new::show)
        .post("/staff/meters", new::create)
        .get("/staff/meters/premises/{premises}", premises::show)
        .post("/staff/meters/premises/{premises}/link", premises::link)
        .post("/staff/meters/premises/{premises}/link/revocation", premises::revoke)
        .get("/staff/meters/{meter}", one::show)
        .post("/staff/meters/{meter}/readings", one::write_down)
        .post("/staff/meters/{meter}/verification", one::verify)
        .get("/staff/meters/{meter}/replacement", replacement::show)
        .post("/staff/meters/{meter}/replacement", replacement::replace);
}

/// That a house was not handed over.
fn ours(conn: &mut Conn, company: CompanyId, building: BuildingId) -> Result<(), Failure<Refused>> {
    homes::ours(conn, company, building).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// The day on a company's wall.
fn day_at(now: Moment, zone: chrono_tz::Tz) -> NaiveDate {
    use chrono::TimeZone;
    zone.from_utc_datetime(&now).date_naive()
}

/// The meters that hang in premises today, with all that was read on them.
fn shown(conn: &mut Conn, company: CompanyId, premises: &[String]) -> QueryResult<(Vec<rows::Meter>, Vec<rows::Reading>)> {
    let meters = store::meters::of_premises(conn, company, premises)?;
    let ids: Vec<MeterId> = meters.iter().map(|of| of.id).collect();
    let readings = store::readings::since(conn, company, &ids, None)?;
    Ok((meters, readings))
}
