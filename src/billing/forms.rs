//! What an accountant types, and how it becomes something true.

pub(super) mod adjustment;

use chrono::NaiveDate;

use super::tariff::{Basis, Rate, Rates};
use crate::homes::BuildingId;
use crate::ledger::Fund;
use crate::meters::Resource;
use crate::web::Form;

/// A tariff to be set.
#[derive(Clone, Debug)]
pub(super) struct TariffDraft {
    pub(super) building: Option<BuildingId>,
    pub(super) since: NaiveDate,
    pub(super) rates: Rates,
    pub(super) decision: String,
    pub(super) decided_on: NaiveDate,
    pub(super) metered: Metered,
}

/// What a tariff says of meters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Metered {
    /// The rates of the second, third and fourth tariff of a meter.
    pub(super) zones: [Rate; 3],
    /// So many thousandths of the unit for a person in a month, where nothing is known.
    pub(super) norm: i64,
}

fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let day = form.value(field).parse().ok();
    if day.is_none() {
        form.refuse(field, "billing.refused.date");
    }
    day
}

/// «2026-12» as browsers send a month, or the first day of one.
pub(super) fn month(typed: &str) -> Option<NaiveDate> {
    format!("{typed}-01").parse().or_else(|_| typed.parse()).ok()
}

fn rate(form: &mut Form, field: &str, required: bool) -> Rate {
    let typed = form.value(field).to_owned();
    if typed.is_empty() && !required {
        return Rate(0);
    }
    Rate::parse(&typed).unwrap_or_else(|| {
        form.refuse(field, "billing.refused.rate");
        Rate(0)
    })
}

impl TariffDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let typed = form.value("building").to_owned();
        let building = typed.parse().ok();
        if building.is_none() && !typed.is_empty() {
            form.refuse("building", "forms.refused.choice");
        }
        let since = month(form.value("since"));
        if since.is_none() {
            form.refuse("since", "billing.refused.month");
        }
        let rates = Rates {
            flats: rate(form, "flats", true),
            commercial: rate(form, "commercial", false),
            spaces: rate(form, "spaces", false),
        };
        if rates == Rates::default() {
            form.refuse("flats", "billing.refused.rate");
        }
        let zones = ["second", "third", "fourth"].map(|field| rate(form, field, false));
        // a rate has four decimals, a thousandth three
        let norm = rate(form, "norm", false).0 / 10;
        let decision = form.text("decision", 300);
        let decided_on = day(form, "decided_on");
        let metered = Metered { zones, norm };
        if form.failed() {
            None
        } else {
            Some(Self { building, since: since?, rates, decision, decided_on: decided_on?, metered })
        }
    }
}

/// A service to be charged for, with its first tariff.
#[derive(Clone, Debug)]
pub(super) struct ServiceDraft {
    pub(super) names: (String, String),
    pub(super) fund: Fund,
    pub(super) basis: Basis,
    pub(super) resource: Option<Resource>,
    pub(super) tariff: TariffDraft,
}

impl ServiceDraft {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let names = (form.text("name_kk", 80), form.text("name_ru", 80));
        let (fund, basis) = (form.word("fund"), form.word::<Basis>("basis"));
        let metered = basis.is_some_and(Basis::is_metered);
        let resource: Option<Resource> = if metered { form.word("resource") } else { None };
        let tariff = TariffDraft::read(form);
        if form.failed() { None } else { Some(Self { names, fund: fund?, basis: basis?, resource, tariff: tariff? }) }
    }
}
