//! What comes round: every morning debts are looked at and people reminded; letters are drawn when somebody asked for them.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use super::ageing::{Owed, Unpaid};
use super::batch::{BatchId, Printed};
use super::letters::{self, Occasion};
use super::pages::batches::SHELF;
use super::paper::{Paper, draw};
use super::plan::{Standing, State, standing};
use super::store::people::Sender;
use super::{DebtId, companies, store};
use crate::app::App;
use crate::config::Config;
use crate::db::{Broken, Never, Tx};
use crate::files::{self, Accepted, Kind};
use crate::homes::{BuildingId, PremisesId};
use crate::jobs::{Job, Outcome, enqueue};
use crate::ledger::{self, Kind as Account};
use crate::notices;
use crate::text::{Locale, t};
use crate::who::{CompanyId, PersonId};

/// So many days before its day a part of a plan is called to mind.
const PART_BEFORE: u64 = 3;

/// Looks at the debts of a company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Look {
    pub(super) company: CompanyId,
}

impl Job for Look {
    const KIND: &'static str = "debts.look";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        look_at_once(app, self.company).await.into()
    }
}

/// Has the debts of every company that charges looked at.
///
/// # Errors
/// When the database fails; it comes round again, and nobody is told twice.
pub async fn watch(app: &App) -> Result<(), Broken> {
    let asked = app.db.write::<_, Never>(|tx| {
        for company in companies(tx)? {
            enqueue(tx, &Look { company })?;
        }
        Ok(())
    });
    Ok(asked.await?)
}

/// Looks at the debts of a company, house by house.
///
/// # Errors
/// When the database fails; done again it comes to the same.
pub async fn look_at_once(app: &App, company: CompanyId) -> Result<(), Broken> {
    let read = app.db.read(move |conn| Ok((store::people::sender(conn, company)?, store::debts::houses(conn, company)?)));
    let (sender, houses) = read.await?;
    for building in houses {
        let (config, sender) = (app.config.clone(), sender.clone());
        app.db.write::<_, Never>(move |tx| Ok(house(tx, &config, &sender, building)?)).await?;
    }
    Ok(())
}

/// One house: debts are opened, changed and closed, promises watched, people told.
fn house(tx: &mut Tx<'_>, config: &Config, sender: &Sender, building: BuildingId) -> QueryResult<()> {
    let (company, today) = (sender.company, tx.today());
    let ids = store::debts::premises_of(tx, company, building)?;
    let open = store::debts::open_of(tx, company, &ids)?;
    let plans = store::plans::open_of(tx, company, &ids)?;
    let balances = ledger::of_premises(tx, company, &ids)?;
    let owes = |id: &PremisesId| {
        let all = balances.get(id).into_iter().flatten();
        all.filter(|of| of.kind == Account::Receivable).map(|of| of.amount.0).sum::<i64>() > 0
    };
    let watched: HashSet<PremisesId> = plans.iter().map(|of| of.premises).collect();
    let asked: Vec<PremisesId> =
        ids.iter().filter(|id| owes(id) || open.contains_key(id) || watched.contains(id)).copied().collect();
    let owed = store::debts::owed(tx, company, &asked)?;
    keep(tx, company, &owed, &open, today)?;
    store::debts::seen(tx, company, &asked, today)?;
    let told = promises(tx, (config, sender), plans, &owed, today)?;
    remind(tx, (config, sender), &owed, &told, today)
}

/// Opens, changes and closes debts as the books say.
fn keep(
    tx: &mut Tx<'_>,
    company: CompanyId,
    owed: &HashMap<PremisesId, Owed>,
    open: &HashMap<PremisesId, store::debts::Kept>,
    today: NaiveDate,
) -> QueryResult<()> {
    let (mut fresh, mut paid): (Vec<_>, Vec<(DebtId, PremisesId)>) = (Vec::new(), Vec::new());
    for (premises, of) in owed {
        match (open.get(premises), of.late(today).next()) {
            (Some((id, ..)), None) => paid.push((*id, *premises)),
            (Some(kept), Some(oldest)) => {
                let now = (kept.0, oldest.due_on, of.overdue(today), of.penalty);
                if *kept != now {
                    store::debts::change(tx, company, now)?;
                }
            }
            (None, Some(oldest)) => fresh.push((*premises, oldest.due_on, of.overdue(today), of.penalty)),
            (None, None) => {}
        }
    }
    // one order for all who do this
    fresh.sort_unstable();
    store::debts::open(tx, company, &fresh, today)?;
    for (_, premises) in &paid {
        notices::withdraw(tx, &letters::subject(*premises))?;
    }
    let ids: Vec<DebtId> = paid.into_iter().map(|(id, _)| id).collect();
    store::debts::close(tx, company, &ids, today)
}

/// Watches what was promised; gives the premises of which one is kept, or was broken today.
fn promises(
    tx: &mut Tx<'_>,
    (config, sender): (&Config, &Sender),
    plans: Vec<store::plans::Plan>,
    owed: &HashMap<PremisesId, Owed>,
    today: NaiveDate,
) -> QueryResult<HashSet<PremisesId>> {
    let company = sender.company;
    let ids: Vec<_> = plans.iter().map(|of| of.id).collect();
    let parts = store::plans::parts(tx, company, &ids)?;
    let homes: Vec<PremisesId> = plans.iter().map(|of| of.premises).collect();
    let payers = store::people::payers(tx, company, &homes, today)?;
    let (mut told, mut all) = (HashSet::new(), Vec::new());
    for of in plans {
        let paid = owed.get(&of.premises).map_or(0, |owed| owed.credited - of.credited_before);
        let mine = payers.iter().filter(|(premises, _)| *premises == of.premises).map(|(_, to)| to.clone());
        let what = (of.premises, of.id);
        match standing(parts.get(&of.id).map_or(&[][..], Vec::as_slice), paid, today) {
            Standing::Kept => _ = store::plans::end(tx, company, of.id, State::Kept, today)?,
            Standing::Broken(on) => {
                store::plans::end(tx, company, of.id, State::Broken, today)?;
                all.extend(mine.map(|to| letters::of_broken(config, sender, to, what, on)));
                told.insert(of.premises);
            }
            Standing::OnTime { missing, due_on } => {
                let soon = due_on.checked_sub_days(Days::new(PART_BEFORE)).is_some_and(|from| today >= from);
                if soon {
                    all.extend(mine.map(|to| letters::of_part(config, sender, to, what, (missing, due_on))));
                }
                told.insert(of.premises);
            }
        }
    }
    notices::tell(tx, config, all)?;
    Ok(told)
}

/// Tells those who pay of months that are not paid: when the bill is there, before its day, on it and after.
fn remind(
    tx: &mut Tx<'_>,
    (config, sender): (&Config, &Sender),
    owed: &HashMap<PremisesId, Owed>,
    told: &HashSet<PremisesId>,
    today: NaiveDate,
) -> QueryResult<()> {
    let mut occasions: HashMap<PremisesId, Vec<(&Unpaid, Occasion)>> = HashMap::new();
    for (id, of) in owed {
        let mut all: Vec<_> = of.months.iter().filter_map(|of| Some((of, Occasion::of(of.due_on, today)?))).collect();
        // whoever keeps a promise is not asked for what it is about
        all.retain(|(_, occasion)| *occasion != Occasion::Late || !told.contains(id));
        if !all.is_empty() {
            occasions.insert(*id, all);
        }
    }
    let homes: Vec<PremisesId> = occasions.keys().copied().collect();
    let mut all = Vec::new();
    for (premises, to) in store::people::payers(tx, sender.company, &homes, today)? {
        for (of, occasion) in occasions.get(&premises).into_iter().flatten() {
            all.push(letters::of_bill(config, sender, to.clone(), (premises, of), *occasion));
        }
    }
    notices::tell(tx, config, all).map(drop)
}

/// Draws the letters of a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Print {
    pub(super) company: CompanyId,
    pub(super) batch: BatchId,
    pub(super) by: PersonId,
}

impl Job for Print {
    const KIND: &'static str = "debts.print";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("debts.print:{}", self.batch))
    }

    async fn run(&self, app: &App) -> Outcome {
        self.print(app).await.into()
    }
}

impl Print {
    async fn print(&self, app: &App) -> anyhow::Result<()> {
        let (company, id, by) = (self.company, self.batch, self.by);
        let (now, today, store) = (app.clock.now(), app.clock.today(), app.store.clone());
        let paper = app.db.read(move |conn| Paper::of(conn, company, id, today)).await?;
        let drawn = tokio::task::spawn_blocking(move || {
            let bytes = draw(&paper, now).map_err(|error| anyhow::anyhow!("{error:?}"))?;
            Ok::<_, anyhow::Error>(store.keep(Accepted::made(&t(Locale::default(), "debts.paper.file"), Kind::Pdf, bytes))?)
        });
        let kept = drawn.await??;
        let done = app.db.write::<_, Never>(move |tx| {
            if store::letters::finish(tx, company, id, Printed::Done)? {
                files::add(tx, company, SHELF, &id.to_string(), &kept, Some(by))?;
            }
            Ok(())
        });
        Ok(done.await.map_err(Broken::from)?)
    }
}
