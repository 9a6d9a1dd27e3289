//! Office hours: the week, and days of the company's own.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use crate::db::schema::{companies, office_days, office_hours};
use crate::db::{Conn, Tx};
use crate::franchise::hours::{Hours, Minute, Open};
use crate::franchise::timetable::OwnDay;
use crate::who::CompanyId;

/// What of a company's entry tells how to reach it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::franchise) struct Entry {
    pub(in crate::franchise) phone: String,
    pub(in crate::franchise) emergency_phone: String,
    pub(in crate::franchise) address_kk: String,
    pub(in crate::franchise) address_ru: String,
    pub(in crate::franchise) time_zone: String,
}

type Kept = (i32, i32, i32, Option<i32>, Option<i32>);
type Day = (NaiveDate, Option<i32>, Option<i32>, String);

fn pair(from: Option<i32>, until: Option<i32>) -> Option<(Minute, Minute)> {
    Minute::try_from(from?).ok().zip(Minute::try_from(until?).ok())
}

fn own(opens: Option<i32>, closes: Option<i32>) -> Option<Open> {
    pair(opens, closes).map(|(from, until)| Open { from, until, lunch: None })
}

/// The entry and the hours: one question for the week, one for the days from yesterday on.
pub(in crate::franchise) fn of(conn: &mut Conn, company: CompanyId, today: NaiveDate) -> QueryResult<(Entry, Hours)> {
    let rows: Vec<(Entry, Option<Kept>)> = companies::table
        .left_join(office_hours::table.on(office_hours::company_id.eq(companies::id)))
        .filter(companies::id.eq(company))
        .select((
            (companies::phone, companies::emergency_phone, companies::address_kk, companies::address_ru, companies::time_zone),
            (
                office_hours::weekday,
                office_hours::opens,
                office_hours::closes,
                office_hours::lunch_from,
                office_hours::lunch_until,
            )
                .nullable(),
        ))
        .load(conn)?;
    let mut hours = Hours::default();
    let mut entry = None;
    for (of, kept) in rows {
        if let Some((weekday, opens, closes, lunch_from, lunch_until)) = kept
            && let Some(place) = usize::try_from(weekday - 1).ok().and_then(|place| hours.week.get_mut(place))
        {
            let lunch = pair(lunch_from, lunch_until);
            *place = own(Some(opens), Some(closes)).map(|open| Open { lunch, ..open });
        }
        entry = Some(of);
    }
    let days = coming(conn, company, today)?;
    hours.days = days.into_iter().map(|day| (day.day, day.open)).collect();
    Ok((entry.ok_or(diesel::result::Error::NotFound)?, hours))
}

/// The days of the company's own from yesterday on, for a year.
pub(in crate::franchise) fn coming(conn: &mut Conn, company: CompanyId, today: NaiveDate) -> QueryResult<Vec<OwnDay>> {
    let from = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let rows: Vec<Day> = office_days::table
        .filter(office_days::company_id.eq(company))
        .filter(office_days::day.ge(from))
        .order(office_days::day)
        .select((office_days::day, office_days::opens, office_days::closes, office_days::note))
        .limit(366)
        .load(conn)?;
    Ok(rows.into_iter().map(|(day, opens, closes, note)| OwnDay { day, open: own(opens, closes), note }).collect())
}

/// Holds the company's row, so that of two who set hours at once one waits for the other.
fn hold(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<usize> {
    diesel::update(companies::table.find(company)).set(companies::locale.eq(companies::locale)).execute(&mut **tx)
}

pub(in crate::franchise) fn save_week(tx: &mut Tx<'_>, company: CompanyId, week: &[Option<Open>; 7]) -> QueryResult<()> {
    hold(tx, company)?;
    diesel::delete(office_hours::table.filter(office_hours::company_id.eq(company))).execute(&mut **tx)?;
    for (weekday, open) in (1_i32..).zip(week) {
        let Some(open) = open else { continue };
        let (lunch_from, lunch_until) = open.lunch.unzip();
        let row = (
            (office_hours::company_id.eq(company), office_hours::weekday.eq(weekday)),
            (office_hours::opens.eq(i32::from(open.from)), office_hours::closes.eq(i32::from(open.until))),
            (office_hours::lunch_from.eq(lunch_from.map(i32::from)), office_hours::lunch_until.eq(lunch_until.map(i32::from))),
        );
        diesel::insert_into(office_hours::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

pub(in crate::franchise) fn save_day(tx: &mut Tx<'_>, company: CompanyId, day: &OwnDay) -> QueryResult<()> {
    hold(tx, company)?;
    remove_day(tx, company, day.day)?;
    let row = (
        (office_days::company_id.eq(company), office_days::day.eq(day.day), office_days::note.eq(&day.note)),
        (
            office_days::opens.eq(day.open.map(|open| i32::from(open.from))),
            office_days::closes.eq(day.open.map(|open| i32::from(open.until))),
        ),
    );
    diesel::insert_into(office_days::table).values(row).execute(&mut **tx).map(drop)
}

/// How many were there: one or none.
pub(in crate::franchise) fn remove_day(tx: &mut Tx<'_>, company: CompanyId, day: NaiveDate) -> QueryResult<usize> {
    diesel::delete(office_days::table.find((company, day))).execute(&mut **tx)
}
