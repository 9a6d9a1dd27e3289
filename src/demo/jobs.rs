//! What the technicians of the demo do: today's round, what nobody has yet, and the jobs of the last weeks behind requests that are done.

use chrono::{Days, TimeDelta, TimeZone};
use diesel::prelude::*;

use super::cast::People;
use crate::app::App;
use crate::db::schema::{buildings, entrances, people, requests};
use crate::db::{Broken, Conn, Listed, Tx};
use crate::dispatch::{self, Past, Stage, Standing, Used, Why};
use crate::homes::{BuildingId, EntranceId};
use crate::requests::RequestId;
use crate::who::{CompanyId, PersonId};

/// A request, its state, and whether it is in somebody's flat.
type Asked = (RequestId, String, String);

/// What is used most.
const USED: [&[Used]; 4] = [
    &[("Кран шаровой 1/2", 1, 350_000, false)],
    &[("Шам LED 9 Вт", 2, 80_000, true)],
    &[],
    &[("Гибкая подводка 60 см", 2, 145_000, false), ("Прокладка", 4, 5_000, false)],
];

/// What the technician of the demo can do, and what others do.
const OWN: [&str; 4] = ["water", "heating", "power", "doors"];
const OTHERS: [&str; 4] = ["lift", "building", "yard", "cleaning"];

/// Requests of these states and trades, the oldest first.
fn asked(conn: &mut Conn, company: CompanyId, states: &[&str], trades: &[&str]) -> QueryResult<Vec<Asked>> {
    requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::state.among(states.iter().copied()))
        .filter(requests::trade.among(trades.iter().copied()))
        .order(requests::id)
        .select((requests::id, requests::state, requests::trade))
        .limit(40)
        .load(conn)
}

fn named(conn: &mut Conn, of: PersonId) -> QueryResult<(PersonId, String)> {
    Ok((of, people::table.find(of).select(people::name).first(conn)?))
}

/// The doors of the first entrances: code and what to know.
fn doors(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(EntranceId, String, String)>> {
    let ids: Vec<EntranceId> = entrances::table
        .filter(entrances::company_id.eq(company))
        .order(entrances::id)
        .select(entrances::id)
        .limit(6)
        .load(conn)?;
    let words = ["Домофон слева", "Код подъездов одинаковый, домофон справа", ""];
    let door = |(nth, id): (usize, EntranceId)| {
        (id, format!("{}К{:04}", nth + 1, 2580 + 17 * nth), words.get(nth % 3).map_or_else(String::new, |of| (*of).to_owned()))
    };
    Ok(ids.into_iter().enumerate().map(door).collect())
}

/// Puts all of it there.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, cast: &People) -> anyhow::Result<()> {
    let (Some(desk), Some(hands)) = (cast.get("dispatcher@demo.example"), cast.get("technician@demo.example")) else {
        return Ok(());
    };
    let (desk, hands, config) = (*desk, *hands, app.config.clone());
    let filled = app.db.write::<_, crate::db::Never>(move |tx| {
        let (desk, hands) = (named(tx, desk)?, named(tx, hands)?);
        before(tx, company, &desk, &hands)?;
        today(tx, company, &desk, &hands)?;
        upkeep(tx, company, desk.0, hands.0)?;
        let doors = doors(tx, company)?;
        if let Err(error) = dispatch::settle_doors(tx, &config, company, desk.0, &doors) {
            tracing::warn!("the doors of the demo: {error}");
        }
        Ok(())
    });
    Ok(filled.await.map_err(Broken::from)?)
}

/// What comes round at the first two houses: the heating unit every week, one of them missed, and the lift every month.
fn upkeep(tx: &mut Tx<'_>, company: CompanyId, desk: PersonId, hands: PersonId) -> QueryResult<()> {
    let houses: Vec<BuildingId> = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::id)
        .select(buildings::id)
        .limit(2)
        .load(&mut **tx)?;
    let today = tx.today();
    let [Some(first), second] = [houses.first(), houses.get(1)] else { return Ok(()) };
    let standing = Standing {
        company,
        author: desk,
        worker: hands,
        building: *first,
        device: "Тепловой узел",
        title: "Осмотр теплового узла",
        category: "house_heating",
        weekly: true,
        starts_on: today.checked_sub_days(Days::new(2)).unwrap_or(today),
        lines: "Давление на подаче; 4; 8; бар\nТемпература подачи; 60; 95; °C\nТемпература обратки; 40; 70; °C\nТечи нет",
    };
    dispatch::settle_plan(tx, &standing)?;
    let lift = Standing {
        building: *second.unwrap_or(first),
        device: "Лифт № 1",
        title: "Ежемесячный осмотр лифта",
        category: "lift_noise",
        weekly: false,
        starts_on: today.checked_add_days(Days::new(3)).unwrap_or(today),
        lines: "Двери закрываются плавно\nСвязь с диспетчером работает\nТочность остановки; ; 20; мм",
        ..standing
    };
    dispatch::settle_plan(tx, &lift)
}

/// What was done in the last weeks.
fn before(tx: &mut Tx<'_>, company: CompanyId, desk: &(PersonId, String), hands: &(PersonId, String)) -> QueryResult<()> {
    let now = tx.now();
    let zone = crate::web::identify::ZONE;
    let rows = asked(tx, company, &["done", "closed"], &OWN)?;
    let many = u64::try_from(rows.len()).unwrap_or_default();
    for (nth, (request, state, _)) in (0_u64..).zip(rows) {
        // none lies further back than there are working weeks, and the last of them was yesterday
        let back = many - nth;
        let day = zone.from_utc_datetime(&now).date_naive().checked_sub_days(Days::new(back)).unwrap_or_default();
        let minute = 9 * 60 + i64::try_from(nth % 4).unwrap_or_default() * 120;
        let used = usize::try_from(nth).ok().and_then(|nth| USED.get(nth % USED.len())).copied().unwrap_or_default();
        let past = Past {
            company,
            request,
            author: desk.clone(),
            worker: Some(hands.clone()),
            at: now - TimeDelta::days(i64::try_from(back).unwrap_or_default()) - TimeDelta::hours(5),
            day: Some(day),
            minute: Some(minute),
            lasts: if nth % 3 == 0 { 90 } else { 60 },
            stage: if state == "closed" || nth % 2 == 0 { Stage::Verified } else { Stage::Done },
            why: None,
            asks: false,
            used: used.to_vec(),
        };
        dispatch::settle(tx, &past)?;
    }
    Ok(())
}

/// How far a job of today is, at which minute of the day, and how long it takes; without a minute nobody has it yet.
const TODAY: [(Stage, Option<Why>, Option<i64>, i32); 7] = [
    (Stage::Done, None, Some(9 * 60), 60),
    (Stage::OnSite, None, Some(10 * 60 + 30), 60),
    (Stage::Accepted, None, Some(14 * 60), 90),
    (Stage::Offered, None, Some(16 * 60 + 30), 60),
    (Stage::Paused, Some(Why::Parts), Some(12 * 60), 30),
    (Stage::Offered, None, None, 60),
    (Stage::Offered, None, None, 120),
];

fn today(tx: &mut Tx<'_>, company: CompanyId, desk: &(PersonId, String), hands: &(PersonId, String)) -> QueryResult<()> {
    let now = tx.now();
    let day = crate::web::identify::ZONE.from_utc_datetime(&now).date_naive();
    let open = ["accepted", "in_work", "new", "waiting"];
    let mut own = asked(tx, company, &open, &OWN)?;
    own.reverse();
    let (mut own, mut others) = (own.into_iter(), asked(tx, company, &open, &OTHERS)?.into_iter());
    for (nth, (stage, why, minute, lasts)) in (0..).zip(TODAY) {
        let Some((request, ..)) = (if minute.is_some() { own.next() } else { others.next() }) else { continue };
        let past = Past {
            company,
            request,
            author: desk.clone(),
            worker: minute.map(|_| hands.clone()),
            at: now - TimeDelta::hours(6) + TimeDelta::minutes(nth),
            day: minute.map(|_| day),
            minute,
            lasts,
            stage,
            why,
            asks: minute.is_none(),
            used: if stage == Stage::Done { USED.first().copied().unwrap_or_default().to_vec() } else { Vec::new() },
        };
        dispatch::settle(tx, &past)?;
    }
    Ok(())
}
