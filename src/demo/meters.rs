//! The meters of the demo's company: water and electricity of every flat, half a year of readings, this month's partly given, some with a
//! picture, one far from usual; and a common meter in each house.

use chrono::{Days, Months, NaiveDate, TimeZone};
use diesel::prelude::*;

use super::chance::Chance;
use super::photos::meter_face;
use crate::app::App;
use crate::db::schema::{contacts, holdings, people, premises};
use crate::db::{Broken, Conn, Failure};
use crate::files::{self, Limits};
use crate::homes::{BuildingId, Kind, PremisesId};
use crate::meters::{self, NewMeter, Past, ReadingId, Resource, SHELF, Spot};
use crate::who::{CompanyId, PersonId};

/// How many months of readings there are before this one.
const MONTHS: u32 = 6;
/// How many flats have meters in the portal; in the others the supplier reads them.
const FLATS: i64 = 160;
/// How many readings of this month come with a picture.
const PICTURES: usize = 6;

/// A flat and its house.
type Flat = (PremisesId, BuildingId);
/// Whoever holds premises, by name.
type Holder = (PremisesId, PersonId, String);

/// Lays it down.
///
/// # Errors
/// When the database fails, or a picture cannot be kept.
pub(super) async fn fill(app: &App, company: CompanyId, staff: PersonId) -> anyhow::Result<()> {
    let today = crate::web::identify::ZONE.from_utc_datetime(&app.clock.now()).date_naive();
    let (flats, holders) = app.db.read(move |conn| flats(conn, company)).await?;
    let all = meters_of(&flats, &holders, today);
    let unseen = settled(app, (company, staff), all, today).await?;
    for (id, shown) in unseen.into_iter().step_by(2).take(PICTURES) {
        let picture = meter_face(&format!("{:05},{:03}", shown / 1000, shown % 1000))?;
        let kept =
            app.store.take(picture, "meter.jpg".to_owned(), Limits::PICTURE).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
        let kept =
            app.db.write::<_, crate::db::Never>(move |tx| Ok(files::add(tx, company, SHELF, &id.to_string(), &kept, None)?));
        kept.await.map_err(Broken::from)?;
    }
    Ok(())
}

/// The flats that have meters, and whoever gives their readings.
fn flats(conn: &mut Conn, company: CompanyId) -> QueryResult<(Vec<Flat>, Vec<Holder>)> {
    let flats: Vec<Flat> = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::kind.eq(Kind::Flat))
        .order(premises::sort_key)
        .select((premises::id, premises::building_id))
        .limit(FLATS)
        .load(conn)?;
    let holders: Vec<Holder> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::until.is_null())
        .order(holdings::id)
        .select((holdings::premises_id, people::id, people::name))
        .load(conn)?;
    Ok((flats, holders))
}

/// Every flat's meters, and one common meter in each house.
fn meters_of(flats: &[Flat], holders: &[Holder], today: NaiveDate) -> Vec<Past> {
    let mut chance = Chance::new(0x3E7E5);
    let mut all = Vec::new();
    for (nth, (id, building)) in flats.iter().enumerate() {
        let author = holders.iter().find(|(of, ..)| of == id).map(|(_, person, name)| (*person, name.clone()));
        let spot = Spot { building: *building, entrance: None, premises: Some(*id) };
        for resource in [Resource::ColdWater, Resource::HotWater, Resource::Electricity] {
            all.push(past(&mut chance, (nth, resource), spot, author.clone(), today));
        }
    }
    let mut houses: Vec<BuildingId> = flats.iter().map(|(_, building)| *building).collect();
    houses.dedup();
    for (nth, building) in houses.iter().enumerate() {
        let own = all.iter().filter(|of| of.at.building == *building && of.meter.resource == Resource::ColdWater);
        let own: Vec<&Past> = own.collect();
        let common = common(nth, *building, &own, today);
        all.push(common);
    }
    all
}

/// Lays all of it down; gives the water meters' readings that nobody has looked at, with what they show.
async fn settled(
    app: &App,
    (company, staff): (CompanyId, PersonId),
    all: Vec<Past>,
    today: NaiveDate,
) -> anyhow::Result<Vec<(ReadingId, i64)>> {
    app.db
        .write::<_, meters::Refused>(move |tx| {
            let mut unseen = Vec::new();
            for of in &all {
                let ids = meters::settle(tx, (company, staff), of, today)?;
                let shown = of.readings.last().map(|(_, [shown, ..], ..)| *shown).unwrap_or_default();
                let water = of.meter.resource == Resource::ColdWater && of.at.premises.is_some();
                unseen.extend(ids.into_iter().filter(|_| water).map(|id| (id, shown)));
            }
            Ok(unseen)
        })
        .await
        .map_err(|failure| match failure {
            Failure::Refused(refused) => anyhow::anyhow!("{refused:?}"),
            Failure::Broken(broken) => broken.into(),
        })
}

fn month(today: NaiveDate, back: u32) -> NaiveDate {
    use chrono::Datelike;
    let first = today.with_day(1).unwrap_or(today);
    first.checked_sub_months(Months::new(back)).unwrap_or(first)
}

/// Half a year of one meter; of this month two in three have given theirs, and one is far from usual.
fn past(
    chance: &mut Chance,
    (nth, resource): (usize, Resource),
    at: Spot,
    author: Option<(PersonId, String)>,
    today: NaiveDate,
) -> Past {
    let (letter, usual, zones) = match resource {
        Resource::ColdWater => ("ХВ", 4_600, 1),
        Resource::HotWater => ("ГВ", 2_900, 1),
        _ => ("ЭЭ", 128_000, 2),
    };
    let start = chance.between(20, 900) * 1000;
    let mut value = [start, if zones == 2 { start / 3 } else { 0 }, 0, 0];
    let first = value;
    let mut readings = Vec::new();
    for back in (1..=MONTHS).rev() {
        value = on(value, usual * chance.between(70, 130) / 100, zones);
        readings.push((month(today, back), value, true, false));
    }
    if nth % 3 != 1 {
        let far = nth == 9 && resource == Resource::ColdWater;
        let used = usual * chance.between(70, 130) / 100 * if far { 6 } else { 1 };
        value = on(value, used, zones);
        readings.push((month(today, 0), value, nth % 3 == 0 && nth > 9, far));
    }
    let installed_on = month(today, MONTHS + 1);
    let years = i32::try_from(nth % 6).unwrap_or_default();
    let verified_until = installed_on.checked_add_months(Months::new(12 * u32::try_from(years).unwrap_or_default() + 6));
    let meter = NewMeter {
        resource,
        serial: format!("{letter}-{:06}", 104_200 + nth * 7),
        digits: if zones == 2 { 6 } else { 5 },
        zones,
        place: String::new(),
        installed_on,
        verified_until: verified_until
            .and_then(|day| day.checked_add_days(Days::new(u64::try_from(nth % 28).unwrap_or_default()))),
        first,
    };
    Past { at, meter, readings, author }
}

/// So much more on the dial; of a meter with two tariffs a third at night.
fn on([day, night, ..]: [i64; 4], used: i64, zones: i32) -> [i64; 4] {
    if zones == 2 { [day + used * 2 / 3, night + used / 3, 0, 0] } else { [day + used, 0, 0, 0] }
}

/// The house's own meter: what all flats used together, and a little that nobody did.
fn common(nth: usize, building: BuildingId, own: &[&Past], today: NaiveDate) -> Past {
    let mut value = 1_200_000;
    let mut readings = Vec::new();
    for back in (0..=MONTHS).rev() {
        let of = month(today, back);
        let used: i64 = own.iter().map(|past| past.in_month(of).unwrap_or(4_600)).sum();
        value += used + used / 25;
        readings.push((of, [value, 0, 0, 0], true, false));
    }
    let meter = NewMeter {
        resource: Resource::ColdWater,
        serial: format!("ОДПУ-{:03}", 31 + nth),
        digits: 6,
        zones: 1,
        place: "Жертөле".into(),
        installed_on: month(today, MONTHS + 1),
        verified_until: month(today, 0).checked_add_months(Months::new(30)),
        first: [1_200_000, 0, 0, 0],
    };
    Past { at: Spot { building, entrance: None, premises: None }, meter, readings, author: None }
}
