//! When a company's office is open: who sets it, and what people are told of it.

use std::sync::LazyLock;

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use diesel::QueryResult;
use serde_json::json;

use super::hours::{Hours, Minute, Open, print};
use super::store;
use super::timetable::OwnDay;
use crate::audit::{By, by};
use crate::calendar::Holidays;
use crate::clock::{self, Moment};
use crate::db::{Conn, Tx};
use crate::text::{Locale, when};
use crate::web::Said;
use crate::web::actor::{Acting, Admin, Operator, Staff};
use crate::who::{CompanyId, PersonId};

/// The state's calendar, as it comes with the program.
static CALENDAR: LazyLock<Holidays> = LazyLock::new(|| Holidays::shipped().unwrap_or_default());

/// Whoever may set a company's hours and face: its administrators, and the operator.
#[derive(Clone, Debug)]
pub(super) struct Keeper {
    pub(super) by: By,
    /// Who it is, for what they upload.
    pub(super) person: PersonId,
    company: CompanyId,
}

impl Keeper {
    /// An administrator, of their own company.
    pub(super) fn staff(who: &Staff<Admin>) -> Self {
        Self { by: by(who), person: who.person(), company: who.company() }
    }

    /// The operator, of any.
    pub(super) fn operator(who: &Operator, company: CompanyId) -> Self {
        Self { by: by(who).within(company), person: who.person(), company }
    }

    /// Whose hours.
    pub(super) fn company(&self) -> CompanyId {
        self.company
    }
}

/// Sets the hours of the week.
pub(super) fn set_week(tx: &mut Tx<'_>, who: &Keeper, week: &[Option<Open>; 7]) -> QueryResult<()> {
    store::hours::save_week(tx, who.company, week)?;
    let said =
        |open: &Option<Open>| open.map_or_else(|| "—".to_owned(), |open| format!("{}–{}", print(open.from), print(open.until)));
    let details = json!({ "hours": week.iter().map(said).collect::<Vec<String>>() });
    who.by.clone().did("franchise.hours_set", ("company", who.company)).with(details).record(tx)
}

/// Sets a day that differs from the week; one that was set before is replaced.
pub(super) fn set_day(tx: &mut Tx<'_>, who: &Keeper, day: &OwnDay) -> QueryResult<()> {
    store::hours::save_day(tx, who.company, day)?;
    let details = json!({ "day": day.day, "works": day.open.is_some() });
    who.by.clone().did("franchise.day_set", ("company", who.company)).with(details).record(tx)
}

/// Takes such a day back; one that is not there is not found.
pub(super) fn remove_day(tx: &mut Tx<'_>, who: &Keeper, day: NaiveDate) -> QueryResult<()> {
    if store::hours::remove_day(tx, who.company, day)? == 0 {
        return Err(diesel::result::Error::NotFound);
    }
    let details = json!({ "day": day });
    who.by.clone().did("franchise.day_removed", ("company", who.company)).with(details).record(tx)
}

/// Sets hours without asking anybody: for the demo.
///
/// # Errors
/// When the database fails.
pub fn keep_hours(tx: &mut Tx<'_>, company: CompanyId, week: &[Option<Open>; 7]) -> QueryResult<()> {
    store::hours::save_week(tx, company, week)
}

/// An office: when it is open, by whose clock, and who answers when it is not.
#[derive(Clone, Debug)]
pub struct Office {
    hours: Hours,
    /// Whose clock its hours are.
    pub zone: Tz,
    /// Its phone, as kept.
    pub phone: String,
    /// The phone that answers day and night.
    pub emergency_phone: String,
}

impl Office {
    /// An office of these hours.
    pub fn new(hours: Hours, zone: Tz) -> Self {
        Self { hours, zone, phone: String::new(), emergency_phone: String::new() }
    }

    /// The stretches of a day in which people work, in their order: minutes since midnight. A company that has set no hours works as
    /// most offices do, from nine to six with an hour of lunch, on the state's working days.
    pub fn stretches(&self, day: NaiveDate) -> Vec<(Minute, Minute)> {
        if self.hours.is_set() {
            return self.hours.on(&CALENDAR, day).map(Open::stretches).unwrap_or_default();
        }
        if CALENDAR.is_working(day) { vec![(9 * 60, 13 * 60), (14 * 60, 18 * 60)] } else { Vec::new() }
    }
}

/// The office of a company; days of its own are known from the day before `since` on.
///
/// # Errors
/// When the database fails.
pub fn office(conn: &mut Conn, company: CompanyId, since: NaiveDate) -> QueryResult<Office> {
    let (entry, hours) = store::hours::of(conn, company, since)?;
    let zone = entry.time_zone.parse().unwrap_or(crate::web::identify::ZONE);
    Ok(Office { hours, zone, phone: entry.phone, emergency_phone: entry.emergency_phone })
}

/// How a company is reached at this moment.
#[derive(Clone, Debug)]
pub struct Reached {
    /// Whether its office is open, and the sentence that says until when or when it opens; `None` when it has set no hours.
    pub office: Option<(bool, Said)>,
    /// The office's phone, as kept.
    pub phone: String,
    /// The phone that answers day and night.
    pub emergency_phone: String,
    /// The office's address, in the reader's language.
    pub address: String,
}

/// How people reach their company.
///
/// # Errors
/// When the database fails.
pub fn reached(conn: &mut Conn, company: CompanyId, locale: Locale, now: Moment) -> QueryResult<Reached> {
    let (entry, hours) = store::hours::of(conn, company, clock::today(now))?;
    let zone: Tz = entry.time_zone.parse().unwrap_or(crate::web::identify::ZONE);
    let here = now.and_utc().with_timezone(&zone).naive_local();
    let office = hours.is_set().then(|| match hours.closes(&CALENDAR, here) {
        Some(closes) => (true, Said::new("franchise.hours.open").with("time", closes.format("%H:%M"))),
        None => {
            let next = hours.opens_next(&CALENDAR, here).and_then(|next| zone.from_local_datetime(&next).earliest());
            let closed = next.map_or_else(
                || Said::new("franchise.hours.shut"),
                |next| Said::new("franchise.hours.closed").with("when", when(locale, next.naive_utc(), now, zone)),
            );
            (false, closed)
        }
    });
    let address = if locale == Locale::Kk { entry.address_kk } else { entry.address_ru };
    Ok(Reached { office, phone: entry.phone, emergency_phone: entry.emergency_phone, address })
}
