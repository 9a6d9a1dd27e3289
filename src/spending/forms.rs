//! What an accountant types about spending, and how it becomes something true.

use chrono::NaiveDate;

use super::article::{Article, Source};
use crate::homes::BuildingId;
use crate::ledger::Fund;
use crate::money::Tiyn;
use crate::web::Form;

/// More than this no house pays at once: a billion tenge.
const MOST: Tiyn = Tiyn(100_000_000_000);

/// Something that was paid for.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) building: BuildingId,
    pub(super) fund: Fund,
    pub(super) article: Article,
    pub(super) source: Source,
    pub(super) day: NaiveDate,
    pub(super) amount: Tiyn,
    pub(super) what: String,
    pub(super) decision: String,
    pub(super) document: String,
    pub(super) is_shown: bool,
}

impl Draft {
    /// Reads the form; `None` when something in it is wrong. Nothing is paid tomorrow.
    pub(super) fn read(form: &mut Form, today: NaiveDate) -> Option<Self> {
        let (building, fund, article, source) =
            (form.word("building"), form.word("fund"), form.word("article"), form.word("source"));
        let amount = match Tiyn::parse(form.value("amount")) {
            Ok(amount) if amount > Tiyn::ZERO && amount <= MOST => Some(amount),
            Ok(_) => {
                form.refuse("amount", "money.refused.too_large");
                None
            }
            Err(refusal) => {
                form.refuse("amount", refusal.key());
                None
            }
        };
        let day: Option<NaiveDate> = form.value("day").parse().ok().filter(|day| *day <= today);
        if day.is_none() {
            form.refuse("day", "spending.refused.day");
        }
        let (what, decision, document) = (form.text("what", 300), form.text("decision", 300), form.text("document", 300));
        let is_shown = form.has("shown", "yes");
        if form.failed() {
            return None;
        }
        Some(Self {
            building: building?,
            fund: fund?,
            article: article?,
            source: source?,
            day: day?,
            amount: amount?,
            what,
            decision,
            document,
            is_shown,
        })
    }
}
