//! Meters of each company: the owner's cold water and electricity, and the house's own water meter. The first house gives its readings from the
//! 1st to the 5th, so that today is no day for them.

use aula::db::Conn;
use aula::db::schema::{meter_links, meter_readings, meter_windows, meters};
use aula::web::secrets;
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use super::file;
use crate::support::people::SECRET;
use crate::support::world::{Side, now};

impl Side {
    /// Meters: 1 the owner's cold water, 2 their electricity by day and night, 3 the house's water.
    pub(crate) fn meter(self, number: u128) -> String {
        self.of(0x90, number)
    }
    /// Readings of meter 1: 1 of October, 2 of November with a picture.
    pub(crate) fn reading(self, number: u128) -> String {
        self.of(0x91, number)
    }
    /// The token of a link for premises 1.
    pub(crate) fn meter_link(self) -> String {
        secrets::sealed(&aula::config::Secret::new(SECRET), "meter link", &self.of(0x92, 1))
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn meter(conn: &mut Conn, side: Side, number: u128, of: (&str, &str, i32), own: bool) -> QueryResult<()> {
    let (resource, serial, zones) = of;
    let premises = own.then(|| side.premises(1));
    diesel::insert_into(meters::table)
        .values((
            (meters::id.eq(side.meter(number)), meters::company_id.eq(side.company())),
            (meters::building_id.eq(side.building(1)), meters::premises_id.eq(premises), meters::resource.eq(resource)),
            (meters::serial.eq(serial), meters::serial_folded.eq(serial.to_lowercase()), meters::digits.eq(5)),
            (meters::zones.eq(zones), meters::place.eq(""), meters::installed_on.eq(day("2026-08-01"))),
            (meters::first_1.eq(100_000), meters::first_2.eq(50_000), meters::first_3.eq(0), meters::first_4.eq(0)),
            (meters::act.eq(""), meters::created_at.eq(now() - TimeDelta::days(100))),
        ))
        .execute(conn)
        .map(drop)
}

fn reading(conn: &mut Conn, side: Side, number: u128, month: &str, value: i64) -> QueryResult<()> {
    diesel::insert_into(meter_readings::table)
        .values((
            (meter_readings::id.eq(side.reading(number)), meter_readings::company_id.eq(side.company())),
            (meter_readings::meter_id.eq(side.meter(1)), meter_readings::building_id.eq(side.building(1))),
            (meter_readings::month.eq(day(month)), meter_readings::turn.eq(1), meter_readings::taken_on.eq(day(month))),
            (meter_readings::value_1.eq(value), meter_readings::value_2.eq(0), meter_readings::value_3.eq(0)),
            (meter_readings::value_4.eq(0), meter_readings::source.eq("resident"), meter_readings::reason.eq("")),
            (meter_readings::author_id.eq(Some(side.owner().id())), meter_readings::author.eq(side.owner().name)),
            (meter_readings::is_far.eq(false), meter_readings::created_at.eq(now() - TimeDelta::days(15))),
        ))
        .execute(conn)
        .map(drop)
}

/// Lays it down.
pub(crate) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    meter(conn, side, 1, ("cold_water", "cw-1", 1), true)?;
    meter(conn, side, 2, ("electricity", "el-1", 2), true)?;
    meter(conn, side, 3, ("cold_water", "house-1", 1), false)?;
    reading(conn, side, 1, "2026-10-01", 105_000)?;
    reading(conn, side, 2, "2026-11-01", 109_500)?;
    file(conn, side, 53, "meter_reading", &side.reading(2))?;
    let window = (meter_windows::opens.eq(1), meter_windows::closes.eq(5));
    let house = (meter_windows::company_id.eq(side.company()), meter_windows::building_id.eq(side.building(1)));
    diesel::insert_into(meter_windows::table).values((house, window)).execute(conn)?;
    let link = (
        (meter_links::id.eq(side.of(0x92, 1)), meter_links::company_id.eq(side.company())),
        (meter_links::premises_id.eq(side.premises(1)), meter_links::month.eq(day("2026-12-01"))),
        (meter_links::expires_at.eq(now() + TimeDelta::days(15)), meter_links::created_at.eq(now())),
    );
    diesel::insert_into(meter_links::table).values(link).execute(conn).map(drop)
}
