//! The jobs of a run: rehearsal, posting, taking back.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::reckoning::{self, Reckoned};
use super::{Report, RunId, State};
use crate::app::App;
use crate::billing::bill::BillId;
use crate::billing::tariff::Tariff;
use crate::billing::{Refused, law, store};
use crate::db::{Broken, Db, Failure, Tx};
use crate::homes::{BuildingId, PremisesId};
use crate::jobs::{Job, Outcome};
use crate::ledger::{self, Document, month};
use crate::numbers;
use crate::web::{Refusal, Said};
use crate::who::{CompanyId, PersonId};

/// How many premises one transaction charges, about.
const PORTION: i64 = 500;

/// What all jobs of a run know.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::billing) struct Of {
    pub(in crate::billing) company: CompanyId,
    pub(in crate::billing) run: RunId,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) by: PersonId,
}

macro_rules! job {
    ($(#[$meta:meta])* $name:ident: KIND = $kind:literal, $state:expr, $does:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $name(pub(in crate::billing) Of);

        impl Job for $name {
            const KIND: &'static str = $kind;
            fn company(&self) -> Option<CompanyId> {
                Some(self.0.company)
            }
            async fn run(&self, app: &App) -> Outcome {
                let today = app.clock.today();
                let done = $does(&app.db, self.0, today).await;
                outcome(&app.db, self.0, $state, done).await
            }
        }
    };
}

job!(
    /// Reckons a month and writes nothing but its report.
    Rehearse: KIND = "billing.rehearse", State::Rehearsing, rehearse
);
job!(
    /// Writes the bills of a month.
    Post: KIND = "billing.post", State::Posting, post
);
job!(
    /// Takes the bills of a month back.
    Undo: KIND = "billing.undo", State::Undoing, undo
);

/// What a portion may be refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::billing) enum Halt {
    /// The run is in another state: somebody else has done it.
    Elsewhere,
    /// A rule said no.
    Refused(Refused),
    /// The books said no.
    Books(ledger::Refused),
}

type Done<T> = Result<T, Failure<Halt>>;

fn books<T>(done: Result<T, Failure<ledger::Refused>>) -> Done<T> {
    done.map_err(|failure| match failure {
        Failure::Refused(refused) => Failure::Refused(Halt::Books(refused)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

async fn outcome(db: &Db, of: Of, state: State, done: Done<()>) -> Outcome {
    let said: Said = match done {
        Ok(()) => return Outcome::Done,
        Err(Failure::Broken(broken)) => return Outcome::Retry(broken.to_string()),
        Err(Failure::Refused(Halt::Elsewhere)) => return Outcome::Drop("it was done already".into()),
        Err(Failure::Refused(Halt::Refused(refused))) => refused.said(),
        Err(Failure::Refused(Halt::Books(refused))) => refused.said(),
    };
    let key = said.key.to_string();
    let told = db.write::<_, Halt>(move |tx| {
        let report = Report { failed: Some(said), ..store::runs::one(tx, of.company, of.run)?.report };
        store::runs::tell(tx, of.company, of.run, &report)?;
        // what was written is taken back before anybody sees it; what could not be taken back stays as it is
        let to = match state {
            State::Posting => State::Undoing,
            State::Undoing => State::Posted,
            _ => State::Failed,
        };
        if store::runs::move_on(tx, of.company, of.run, &[state], to)? && to == State::Undoing {
            crate::jobs::enqueue(tx, &Undo(of))?;
        }
        Ok(())
    });
    match told.await {
        Ok(()) => Outcome::Drop(key),
        Err(_) => Outcome::Retry(key),
    }
}

/// Houses in portions of about [`PORTION`] premises.
async fn portions(db: &Db, company: CompanyId) -> Result<(Vec<Vec<BuildingId>>, i64), Broken> {
    let houses = db.read(move |conn| store::ground::houses(conn, company)).await?;
    let all = houses.iter().map(|(_, many)| many).sum();
    let (mut portions, mut portion, mut size) = (Vec::new(), Vec::new(), 0);
    for (house, many) in houses {
        portion.push(house);
        size += many;
        if size >= PORTION {
            portions.push(std::mem::take(&mut portion));
            size = 0;
        }
    }
    portions.push(portion);
    Ok((portions, all))
}

async fn tariffs(db: &Db, of: Of) -> Result<Vec<Tariff>, Broken> {
    db.read(move |conn| store::tariffs::of_month(conn, of.company, of.month)).await
}

async fn rehearse(db: &Db, of: Of, today: NaiveDate) -> Done<()> {
    let tariffs = std::sync::Arc::new(tariffs(db, of).await?);
    if tariffs.is_empty() {
        return Err(Failure::Refused(Halt::Refused(Refused::NoTariffs)));
    }
    let (portions, all) = portions(db, of.company).await?;
    let mut report = Report::default();
    for houses in portions {
        let tariffs = tariffs.clone();
        let told = db
            .read(move |conn| {
                for house in houses {
                    let house = store::ground::house(conn, of.company, house, (of.month, today))?;
                    match reckoning::bills(&tariffs, &house, (of.month, today)) {
                        Ok(bills) => bills.iter().for_each(|bill| report.take(bill)),
                        Err(refused) => return Ok(Err(refused)),
                    }
                }
                Ok(Ok(report))
            })
            .await?;
        report = told.map_err(|refused| Failure::Refused(Halt::Refused(refused)))?;
        let done = report.bills;
        db.write(move |tx| here(store::runs::progress(tx, of.company, of.run, State::Rehearsing, (done, all))?)).await?;
    }
    report.cut();
    db.write(move |tx| {
        store::runs::tell(tx, of.company, of.run, &report)?;
        here(store::runs::move_on(tx, of.company, of.run, &[State::Rehearsing], State::Rehearsed)?)
    })
    .await
}

fn here(is: bool) -> Done<()> {
    if is { Ok(()) } else { Err(Failure::Refused(Halt::Elsewhere)) }
}

/// Posts a run at once, without the queue: for the demo's past. `today` is the day on which it happens.
pub(in crate::billing) async fn post_at_once(db: &Db, of: Of, today: NaiveDate) -> Done<()> {
    post(db, of, today).await
}

async fn post(db: &Db, of: Of, today: NaiveDate) -> Done<()> {
    let tariffs = std::sync::Arc::new(tariffs(db, of).await?);
    let (portions, all) = portions(db, of.company).await?;
    let (mut report, mut done) = (Report::default(), 0);
    for houses in portions {
        let tariffs = tariffs.clone();
        (report, done) = db
            .write(move |tx| {
                for house in houses {
                    done += portion(tx, of, today, (&tariffs, house), &mut report)?;
                }
                here(store::runs::progress(tx, of.company, of.run, State::Posting, (done, all))?)?;
                Ok((report, done))
            })
            .await?;
    }
    report.cut();
    db.write(move |tx| {
        let rehearsed = store::runs::one(tx, of.company, of.run)?.report;
        // after a run that was interrupted the report speaks of its last part alone: the rehearsal's stays
        if report.bills == done {
            report.differs = rehearsed.bills > 0 && (rehearsed.accrued, rehearsed.penalty) != (report.accrued, report.penalty);
            store::runs::tell(tx, of.company, of.run, &report)?;
        }
        here(store::runs::move_on(tx, of.company, of.run, &[State::Posting], State::Posted)?)
    })
    .await
}

/// Charges one house; gives how many of its premises have their bill now.
fn portion(
    tx: &mut Tx<'_>,
    of: Of,
    today: NaiveDate,
    (tariffs, house): (&[Tariff], BuildingId),
    report: &mut Report,
) -> Done<i64> {
    let house = store::ground::house(tx, of.company, house, (of.month, today))?;
    let bills =
        reckoning::bills(tariffs, &house, (of.month, today)).map_err(|refused| Failure::Refused(Halt::Refused(refused)))?;
    let all = i64::try_from(bills.len()).unwrap_or(i64::MAX);
    let ids: Vec<PremisesId> = bills.iter().map(|bill| bill.premises).collect();
    let there: HashSet<PremisesId> = store::bills::there(tx, of.company, &ids, of.month)?;
    let fresh: Vec<Reckoned<'_>> = bills.into_iter().filter(|bill| !there.contains(&bill.premises)).collect();
    let many = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
    if many == 0 {
        return Ok(all);
    }
    let now = tx.now();
    let numbered: Vec<(BillId, String, Reckoned<'_>)> = numbers::several(tx, of.company, "bill", of.month.year(), many)?
        .zip(fresh)
        .map(|(number, bill)| (BillId::fresh(now), number, bill))
        .collect();
    let day = month::last(of.month).min(today);
    let entries: Result<Vec<_>, _> = numbered
        .iter()
        .map(|(id, number, bill)| bill.entry(day, Document { kind: "bill", id: id.to_string(), number: number.clone() }))
        .collect();
    let entries = entries.map_err(|refused| Failure::Refused(Halt::Books(refused)))?;
    store::bills::add(tx, (of.company, of.run, of.month), law::due_on(of.month), &numbered)?;
    books(ledger::post(tx, of.company, Some(of.by), &entries))?;
    numbered.iter().for_each(|(_, _, bill)| report.take(bill));
    Ok(all)
}

async fn undo(db: &Db, of: Of, today: NaiveDate) -> Done<()> {
    let mut done = 0;
    loop {
        let some = db
            .write(move |tx| {
                let some = store::bills::live_of(tx, of.company, of.run, PORTION)?;
                let many = i64::try_from(some.len()).unwrap_or(i64::MAX);
                let ids: Vec<String> = some.iter().map(ToString::to_string).collect();
                let entries = ledger::of_document(tx, of.company, "bill", &ids)?;
                books(ledger::reverse(tx, of.company, Some(of.by), &entries, (today, "undo")))?;
                store::bills::retire(tx, of.company, &some)?;
                let to = State::Undoing;
                let all = store::runs::one(tx, of.company, of.run)?.all;
                here(store::runs::progress(tx, of.company, of.run, to, (done + many, all))?)?;
                if some.is_empty() {
                    here(store::runs::move_on(tx, of.company, of.run, &[State::Undoing], State::Undone)?)?;
                }
                Ok(many)
            })
            .await?;
        if some == 0 {
            return Ok(());
        }
        done += some;
    }
}
