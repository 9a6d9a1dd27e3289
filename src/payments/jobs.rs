//! Orders of which nobody has heard: their providers are asked.

use chrono::{NaiveDate, TimeDelta, TimeZone};

use super::hearing::hear;
use super::order::{Known, State, Verdict};
use super::store::channels::Contract;
use super::store::orders::Order;
use super::{Refused, provider, store};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Failure};
use crate::web::secrets;

/// How long a call-back may take before we ask.
const SOON: TimeDelta = TimeDelta::minutes(15);
/// How long an order can be paid.
pub(super) const OPEN: TimeDelta = TimeDelta::days(1);
/// How long we go on asking.
const LONG: TimeDelta = TimeDelta::days(3);
/// How many at once.
const MOST: i64 = 200;

/// Asks a provider what became of an order, and takes its word; gives what was made of it, `None` when it knows nothing yet.
///
/// # Errors
/// When it does not answer, or the database fails.
pub(super) async fn ask(app: &App, contract: &Contract, order: &Order) -> anyhow::Result<Option<Verdict>> {
    let known = provider::open(app, contract).ask(order.id, &secrets::random_text()).await?;
    let (contract, id, at, now) = (contract.clone(), order.id, order.at, app.clock.now());
    let today = today(app);
    let heard = app.db.write::<_, Refused>(move |tx| match known {
        Known::This(told) => {
            let verdict = hear(tx, &contract, &told, today)?;
            let said = format!("{} {}", told.transaction, told.amount.plain());
            store::channels::heard(tx, &contract, ("status", &said, ""), verdict)?;
            Ok(Some(verdict))
        }
        Known::Nothing => {
            if now - at > OPEN {
                store::orders::end(tx, contract.company, id, State::Expired)?;
            }
            Ok(None)
        }
    });
    heard.await.map_err(|failure| match failure {
        Failure::Refused(refused) => anyhow::anyhow!("{refused:?}"),
        Failure::Broken(broken) => broken.into(),
    })
}

/// Asks of all that hang. One that does not answer does not keep the others waiting for another time.
///
/// # Errors
/// When the database fails.
pub async fn ask_hanging(app: &App) -> Result<(), Broken> {
    let now: Moment = app.clock.now();
    let (orders, contracts) = app
        .db
        .read(move |conn| {
            let orders = store::orders::hanging(conn, (now - LONG, now - SOON), MOST)?;
            let mut ids: Vec<_> = orders.iter().map(|order| order.channel).collect();
            ids.sort_unstable();
            ids.dedup();
            let contracts = if ids.is_empty() { Vec::new() } else { store::channels::several(conn, &ids)? };
            Ok((orders, contracts))
        })
        .await?;
    for order in orders {
        let Some(contract) = contracts.iter().find(|contract| contract.id == order.channel) else { continue };
        if let Err(error) = ask(app, contract, &order).await {
            tracing::warn!(order = %order.id, "the provider does not say what became of an order: {error:#}");
        }
    }
    Ok(())
}

/// Which day it is where the companies are.
pub(super) fn today(app: &App) -> NaiveDate {
    crate::web::identify::ZONE.from_utc_datetime(&app.clock.now()).date_naive()
}
