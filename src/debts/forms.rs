//! What an accountant types about debts, and how it becomes something true.

use chrono::{Days, NaiveDate};

use super::Refused;
use super::plan::MOST_PARTS;
use super::step::Step;
use crate::homes::BuildingId;
use crate::web::{Form, Refusal};

/// The first part is promised within so many days: later is no promise.
const SOON: u64 = 62;

/// A promise, or a plan in parts.
#[derive(Clone, Debug)]
pub(super) struct PlanDraft {
    pub(super) many: u32,
    pub(super) first: NaiveDate,
    pub(super) note: String,
}

impl PlanDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form, today: NaiveDate) -> Option<Self> {
        let many = form.value("parts").parse().ok().filter(|many| (1..=MOST_PARTS).contains(many));
        if many.is_none() {
            form.refuse("parts", Refused::Parts.said());
        }
        let latest = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let first = form.value("first").parse().ok().filter(|first| (today..=latest).contains(first));
        if first.is_none() {
            form.refuse("first", Refused::First.said());
        }
        let note = form.text("note", 500);
        if form.failed() { None } else { Some(Self { many: many?, first: first?, note }) }
    }
}

/// Letters to be printed.
#[derive(Clone, Debug)]
pub(super) struct BatchDraft {
    pub(super) step: Step,
    pub(super) building: Option<String>,
}

impl BatchDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let step = form.word("step");
        let typed = form.value("building").to_owned();
        if !typed.is_empty() && typed.parse::<BuildingId>().is_err() {
            form.refuse("building", "forms.refused.choice");
        }
        let building = Some(typed).filter(|id| !id.is_empty());
        if form.failed() { None } else { Some(Self { step: step?, building }) }
    }
}
