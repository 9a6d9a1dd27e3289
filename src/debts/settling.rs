//! How promises and letters are written down, by whoever; and how an invented past is laid down.

use chrono::{Datelike, Days, NaiveDate};

use super::batch::BatchId;
use super::forms::{BatchDraft, PlanDraft};
use super::jobs::Print;
use super::plan::{self, PlanId};
use super::step::Step;
use super::store::letters::NewLetter;
use super::{DebtId, Done, MOST_LETTERS, Refused, no, store};
use crate::db::{Failure, Tx, taken};
use crate::homes;
use crate::money::Tiyn;
use crate::numbers;
use crate::who::{CompanyId, PersonId};

/// See [`super::promise`]; gives how much was promised.
pub(super) fn promise(tx: &mut Tx<'_>, (company, author): (CompanyId, PersonId), id: DebtId, draft: &PlanDraft) -> Done<Tiyn> {
    let today = tx.today();
    let debt = store::debts::one(tx, company, id)?;
    homes::our_premises(tx, company, debt.premises).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    let owed = store::debts::owed(tx, company, &[debt.premises])?.remove(&debt.premises).unwrap_or_default();
    if !debt.is_open || owed.overdue(today) == 0 {
        return no(Refused::Paid);
    }
    let amount = Tiyn(owed.overdue(today) + owed.penalty);
    let Some(parts) = plan::parts(amount, draft.many, draft.first) else { return no(Refused::Parts) };
    let of = store::plans::NewPlan {
        id: PlanId::fresh(tx.now()),
        debt: id,
        amount: amount.0,
        credited_before: owed.credited,
        note: &draft.note,
        author,
    };
    match store::plans::add(tx, company, &of, &parts, today) {
        Err(error) if taken(&error) => no(Refused::Promised),
        added => Ok(added.map(|()| amount)?),
    }
}

/// See [`super::write_letters`]; gives how many were written.
pub(super) fn letters(tx: &mut Tx<'_>, (company, author): (CompanyId, PersonId), draft: &BatchDraft) -> Done<(BatchId, i64)> {
    let (today, step) = (tx.today(), draft.step);
    let due = (step, step.due_by(today));
    let waiting = store::letters::waiting(tx, company, due, draft.building.as_deref(), MOST_LETTERS)?;
    let ids: Vec<_> = waiting.iter().map(|(_, premises)| *premises).collect();
    let owed = store::debts::owed(tx, company, &ids)?;
    let late: Vec<_> = waiting
        .into_iter()
        .filter_map(|(debt, premises)| Some((debt, owed.get(&premises)?)))
        .filter(|(_, owed)| owed.overdue(today) > 0)
        .collect();
    if late.is_empty() {
        return no(Refused::Nobody);
    }
    let many = i64::try_from(late.len()).unwrap_or(i64::MAX);
    let numbers = numbers::several(tx, company, "debt_letter", today.year(), many)?;
    let letters: Vec<NewLetter> = numbers
        .zip(late)
        .map(|(number, (debt, owed))| {
            let months = owed.late(today).cloned().collect();
            NewLetter { debt, number, penalty: owed.penalty, months }
        })
        .collect();
    let id = BatchId::fresh(tx.now());
    match store::letters::add(tx, (company, author), (id, step), &letters, today) {
        // two at once: of each debt one letter is written
        Err(error) if taken(&error) => return no(Refused::Busy),
        added => added?,
    }
    crate::jobs::enqueue(tx, &Print { company, batch: id, by: author })?;
    Ok((id, many))
}

/// Reminds everybody who owes on paper, and writes down what the owner of the oldest debt promised, without a line in the trail: for the demo's
/// past. `note` says how it was agreed.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &mut Tx<'_>, (company, author): (CompanyId, PersonId), note: &str) -> Done<()> {
    let reminder = BatchDraft { step: Step::Reminder, building: None };
    match letters(tx, (company, author), &reminder) {
        // a small house may owe nothing
        Err(Failure::Refused(Refused::Nobody)) => return Ok(()),
        written => written.map(drop)?,
    }
    let wanted = store::debts::Wanted::default();
    let oldest = store::debts::page(tx, company, &wanted, &crate::web::Step::First, 1)?;
    let first: NaiveDate = tx.today().checked_add_days(Days::new(12)).unwrap_or_default();
    for of in oldest {
        promise(tx, (company, author), of.id, &PlanDraft { many: 3, first, note: note.to_owned() })?;
    }
    Ok(())
}
