//! Reminders that come round: of readings in the window, of verifications before their day. Whoever has given is left alone.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeZone};

use super::store::people::Sender;
use super::window::Round;
use super::{letters, linking, store};
use crate::app::App;
use crate::config::Config;
use crate::db::{Broken, Never, Tx};
use crate::homes::{BuildingId, PremisesId};
use crate::notices::{self, Notice};
use crate::web::Step;
use crate::who::Reach;

/// How many meters of a house are looked at in one transaction.
const PORTION: i64 = 500;
/// Before the end of the window whoever has not given is reminded once more: so many days.
const LAST: u64 = 1;
/// Of a verification people are told so many days before, and the last time when it has ended: from one number of days on until the next.
/// Whoever's portal stood still on the day itself is told the day after.
const VERIFY: [(i64, i64); 4] = [(31, 60), (8, 30), (0, 7), (-30, -1)];

/// Reminds of readings on the first day of a house's window and again a day before its last.
///
/// # Errors
/// When the database fails; it comes round again, and nobody is told twice.
pub async fn remind(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    for sender in app.db.read(store::people::senders).await? {
        let today = sender.zone().from_utc_datetime(&now).date_naive();
        let company = sender.company;
        let due = app
            .db
            .read(move |conn| {
                let windows = store::windows::all(conn, company)?;
                let houses = store::queue::metered(conn, company)?;
                Ok(houses.into_iter().map(|id| (id, windows.get(&id).copied().unwrap_or_default())).collect::<Vec<_>>())
            })
            .await?;
        for (building, window) in due {
            let round = window.round(today);
            if let Some(last) = occasion(round, today) {
                house(app, &sender, building, (round, last), today).await?;
            }
        }
    }
    Ok(())
}

/// Whether today is a day to remind of a round, and whether for the last time.
fn occasion(round: Round, today: NaiveDate) -> Option<bool> {
    let near_end = round.until.checked_sub_days(Days::new(LAST)).is_some_and(|from| today >= from);
    round.open.then_some(near_end && today > round.from)
}

async fn house(
    app: &App,
    sender: &Sender,
    building: BuildingId,
    (round, last): (Round, bool),
    today: NaiveDate,
) -> Result<(), Broken> {
    let mut step = Step::First;
    loop {
        let (config, from, at) = (app.config.clone(), sender.clone(), step.clone());
        let telling = app.db.write::<_, Never>(move |tx| {
            let reach = Reach::whole(from.company);
            let silent = store::queue::silent(tx, &reach, round.month, Some(building), (&at, PORTION))?;
            let next = silent.last().map(|row| crate::web::Place { key: row.5.clone(), id: row.0.id.to_string() });
            let homes: BTreeSet<PremisesId> = silent.iter().map(|row| row.2).collect();
            let homes: Vec<PremisesId> = homes.into_iter().collect();
            let notices = notices_of(tx, &config, &from, &homes, (round, last), today)?;
            notices::tell(tx, &config, notices)?;
            Ok(next)
        });
        match telling.await? {
            Some(place) => step = Step::After(place),
            None => return Ok(()),
        }
    }
}

fn notices_of(
    tx: &mut Tx<'_>,
    config: &Config,
    sender: &Sender,
    homes: &[PremisesId],
    (round, last): (Round, bool),
    today: NaiveDate,
) -> diesel::QueryResult<Vec<Notice>> {
    let mut all = Vec::new();
    let mut known: Option<(PremisesId, String)> = None;
    for (premises, to) in store::people::holders(tx, sender.company, homes, today)? {
        let path = match &known {
            Some((of, path)) if *of == premises => path.clone(),
            _ => match linking::link_of(tx, sender.company, premises, round, sender.zone())? {
                Some(link) => linking::path(config, link.id),
                None => continue,
            },
        };
        known = Some((premises, path.clone()));
        all.push(letters::reminder(config, sender, to, (&premises.to_string(), &path), (round, last)));
    }
    Ok(all)
}

/// Tells holders that the verification of their meter ends: sixty, thirty and seven days before, and when it has ended.
///
/// # Errors
/// When the database fails; it comes round again, and nobody is told twice.
pub async fn remind_of_verification(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    for sender in app.db.read(store::people::senders).await? {
        let today = sender.zone().from_utc_datetime(&now).date_naive();
        for (least, most) in VERIFY {
            let span = (today + chrono::TimeDelta::days(least), today + chrono::TimeDelta::days(most));
            let (config, from) = (app.config.clone(), sender.clone());
            let telling = app.db.write::<_, Never>(move |tx| {
                let ending = store::queue::ending(tx, from.company, span)?;
                let mut homes: Vec<PremisesId> = ending.iter().map(|((.., premises), _)| *premises).collect();
                homes.dedup();
                let holders = store::people::holders(tx, from.company, &homes, today)?;
                let mut all = Vec::new();
                for ((id, resource, serial, premises), until) in &ending {
                    let to = holders.iter().filter(|(of, _)| of == premises).map(|(_, to)| to.clone());
                    let (meter, until) = (id.to_string(), until.unwrap_or(today));
                    all.extend(
                        to.map(|to| letters::verification(&config, &from, to, (&meter, *resource, serial), (until, most.max(0)))),
                    );
                }
                notices::tell(tx, &config, all)?;
                Ok(())
            });
            telling.await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meters::window::Window;

    #[test]
    fn one_reminds_in_the_window_and_again_before_its_end() {
        let of = |day: &str| {
            let today = day.parse().unwrap();
            occasion(Window::default().round(today), today)
        };
        assert_eq!(of("2026-11-19"), None);
        assert_eq!(of("2026-11-20"), Some(false));
        assert_eq!(of("2026-11-23"), Some(false));
        assert_eq!(of("2026-11-24"), Some(true));
        assert_eq!(of("2026-11-25"), Some(true));
        assert_eq!(of("2026-11-26"), None);
    }
}
