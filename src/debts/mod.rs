//! Debts: who owes what was due, how old that is, and what is done about it.
//!
//! Every morning the books are looked through house by house: of whom a charge is overdue there is a debt, until it is paid. What a debt is, month
//! by month, is asked of the books; the list keeps the sums of the day on which it was looked at, to be searched by them.
//! Letters go by steps, each once and none before the one before it: a reminder, a demand after thirty days, a warning when the law opens the way to
//! a notary (law on housing relations, art. 34-1(10): two months after the due day). They are printed in batches, Kazakh first.
//! A promise, or a plan in parts, is watched by what comes: while it is kept no letter goes out, when it is broken the debt goes on where it was.
//! Whoever pays is reminded of bills before and on their day and after it; as soon as it is paid nothing more comes.

mod ageing;
mod batch;
mod forms;
mod jobs;
mod letters;
mod naming;
pub mod pages;
mod paper;
mod plan;
mod settling;
mod step;
mod store;

use chrono::NaiveDate;
use serde_json::json;

pub use batch::BatchId;
pub use jobs::{Look, Print, look_at_once, watch};
pub use naming::namings;
pub use plan::PlanId;
pub use settling::settle;

use crate::audit;
use crate::billing;
use crate::db::{Failure, Tx};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Refusal, Routes, Said};
use forms::{BatchDraft, PlanDraft};
use plan::State;
use step::Step;

crate::ids! {
    /// A debt of premises, from the day on which it is seen until it is paid.
    DebtId,
}

/// The most letters of one batch.
const MOST_LETTERS: i64 = 500;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{batches, export, list, one, plan};
    routes
        .get("/staff/debts", list::index)
        .get("/staff/debts/export.xlsx", export::xlsx)
        .get("/staff/debts/export.csv", export::csv)
        .get("/staff/debts/notary.xlsx", export::notary)
        .post("/staff/debts/look", list::look)
        .get("/staff/debts/letters", batches::index)
        .post("/staff/debts/letters", batches::create)
        .get("/staff/debts/letters/{batch}", batches::show)
        .get("/staff/debts/letters/{batch}/letters.pdf", batches::file)
        .get("/staff/debts/{debt}", one::show)
        .get("/staff/debts/{debt}/plan", plan::new)
        .post("/staff/debts/{debt}/plan", plan::create)
        .get("/staff/debts/{debt}/plan/ending", plan::ask_ending)
        .post("/staff/debts/{debt}/plan/ending", plan::end);
}

/// Why nothing is done about a debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is paid.
    Paid,
    /// Something is promised already.
    Promised,
    /// Nothing is promised.
    NotPromised,
    /// The parts cannot be so.
    Parts,
    /// The first day has passed, or is too far away.
    First,
    /// Nobody waits for such a letter.
    Nobody,
    /// Somebody else prints them at this moment.
    Busy,
    /// The house was handed over.
    HandedOver,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Paid => "debts.refused.paid",
            Self::Promised => "debts.refused.promised",
            Self::NotPromised => "debts.refused.not_promised",
            Self::Parts => return Said::new("debts.refused.parts").with("most", plan::MOST_PARTS),
            Self::First => "debts.refused.first",
            Self::Nobody => "debts.refused.nobody",
            Self::Busy => "debts.refused.busy",
            Self::HandedOver => "homes.refused.handed_over",
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

/// Writes down what was promised: all that the debt is today, in parts.
fn promise(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: DebtId, draft: &PlanDraft) -> Done<()> {
    let amount = settling::promise(tx, (who.company(), who.person()), id, draft)?;
    let details = json!({ "amount": amount.plain(), "parts": draft.many, "first": draft.first });
    Ok(audit::by(who).did("debts.promised", ("debt", id)).with(details).record(tx)?)
}
/// What was promised holds no more, by agreement.
fn end_promise(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: DebtId) -> Done<()> {
    let (company, today) = (who.company(), tx.today());
    store::debts::one(tx, company, id)?;
    let plans = store::plans::of_debts(tx, company, &[id])?.remove(&id).unwrap_or_default();
    let Some(open) = plans.into_iter().find(|of| of.state == State::Open) else { return no(Refused::NotPromised) };
    if !store::plans::end(tx, company, open.id, State::Ended, today)? {
        return no(Refused::NotPromised);
    }
    Ok(audit::by(who).did("debts.promise_ended", ("debt", id)).record(tx)?)
}

/// Writes the letters of a step and has them printed: to all who wait for it, of all houses or one. Whoever has paid by now gets none.
fn write_letters(tx: &mut Tx<'_>, who: &Staff<Accountant>, draft: &BatchDraft) -> Done<BatchId> {
    let (id, many) = settling::letters(tx, (who.company(), who.person()), draft)?;
    let details = json!({ "step": draft.step, "letters": many });
    audit::by(who).did("debts.letters_written", ("debt_batch", id)).with(details).record(tx)?;
    Ok(id)
}

/// Whether a debt may go to a notary today.
fn is_ripe(oldest_due: NaiveDate, today: NaiveDate) -> bool {
    oldest_due <= Step::Warning.due_by(today)
}

/// Companies whose debts are looked at: those that charge.
fn companies(conn: &mut crate::db::Conn) -> diesel::QueryResult<Vec<crate::who::CompanyId>> {
    billing::charging(conn)
}
