//! The pages of debts.

pub(super) mod batches;
pub(super) mod export;
pub(super) mod list;
pub(super) mod one;
pub(super) mod plan;

use chrono::NaiveDate;

use super::DebtId;
use super::step::Step;
use super::store::letters::Given;
use crate::text::{self, Locale, tv};
use crate::web::Shown;

/// As the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("debts/list", Box::new(list::Index::sample())),
        ("debts/one", Box::new(one::Show::sample())),
        ("debts/plan_form", Box::new(plan::New::sample())),
        ("debts/plan_ending", Box::new(plan::AskEnding::sample())),
        ("debts/batches", Box::new(batches::Index::sample())),
        ("debts/batch", Box::new(batches::Show::sample())),
    ]
}

/// «since 26.09.2026, 55 days».
fn age(locale: Locale, oldest_due: NaiveDate, today: NaiveDate) -> String {
    let days = u64::try_from((today - oldest_due).num_days()).unwrap_or_default();
    text::tn(locale, "debts.list.days", days, &[])
}

/// «Reminder № 2026-000012, 20.11.2026», of the last letter.
fn last_letter(locale: Locale, given: &[Given]) -> String {
    given.last().map(|of| letter(locale, of)).unwrap_or_default()
}

fn letter(locale: Locale, (step, number, day, _): &Given) -> String {
    tv(
        locale,
        "debts.list.letter",
        &[("step", &text::t(locale, step.key())), ("number", number), ("day", &text::short_date(locale, *day))],
    )
}

/// A page of a debt.
fn at(id: DebtId) -> String {
    format!("/staff/debts/{id}")
}

/// The steps to choose from.
fn steps(locale: Locale) -> Vec<(&'static str, String)> {
    Step::ALL.iter().map(|step| (step.word(), text::t(locale, step.key()).into_owned())).collect()
}
