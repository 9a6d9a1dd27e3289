//! Changes that somebody should look at before they are written: more often than not such a sheet is of another house, has a column
//! slipped, or tells of a sale, which has a page of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::changes::Shown;
use super::labels::Labels;
use super::outcome::Plan;
use super::register::Register;
use crate::homes::forms::share_of;
use crate::homes::holding::HoldingId;
use crate::homes::place::PremisesId;
use crate::homes::rows::Holding;
use crate::homes::shares;
use crate::web::Said;
use crate::who::Holds;

/// What is strange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Oddity {
    /// Another name and another ИИН where somebody holds the premises in the same way: a move, rather than a correction.
    OtherPerson,
    /// The account number of other premises.
    Account,
    /// An area that changes by half or more.
    Area,
    /// Shares that made one whole and no longer do.
    Shares,
    /// Premises that had an owner and would have none.
    NoOwner,
}

impl Oddity {
    /// The key of its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::OtherPerson => "homes.import.odd.other_person",
            Self::Account => "homes.import.odd.account",
            Self::Area => "homes.import.odd.area",
            Self::Shares => "homes.import.odd.shares",
            Self::NoOwner => "homes.import.odd.no_owner",
        }
    }
}

/// Whether it depends on what becomes of those who are missing from the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// It does not.
    Always,
    /// Only when they hold on.
    Kept,
    /// Only when their holdings end.
    Ended,
}

/// A change to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Suspect {
    pub(crate) odd: Oddity,
    pub(crate) when: When,
    /// The premises, if the register has them.
    pub(crate) premises: Option<PremisesId>,
    pub(crate) place: Said,
    pub(crate) before: Shown,
    pub(crate) after: Shown,
}

impl Suspect {
    /// Whether it comes true, if those who are missing are ended or not.
    pub(crate) fn applies(&self, ended: bool) -> bool {
        match self.when {
            When::Always => true,
            When::Kept => !ended,
            When::Ended => ended,
        }
    }
}

/// Everything strange about a plan, in the order of the register's list.
pub(super) fn suspects(register: &Register, plan: &Plan, labels: &Labels<'_>) -> Vec<Suspect> {
    let mut all = areas(plan, labels);
    all.extend(accounts(register, plan, labels));
    for (premises, touch) in touched(register, plan) {
        all.extend(touch.suspects(premises, labels));
    }
    all.sort_by(|one, other| {
        let order = |of: &Suspect| of.premises.map(|id| labels.order(id)).unwrap_or_default();
        (order(one), one.premises, one.odd).cmp(&(order(other), other.premises, other.odd))
    });
    all
}

fn suspect(labels: &Labels<'_>, odd: Oddity, premises: PremisesId, (before, after): (Shown, Shown)) -> Suspect {
    Suspect { odd, when: When::Always, premises: Some(premises), place: labels.premises(premises), before, after }
}

fn areas(plan: &Plan, labels: &Labels<'_>) -> Vec<Suspect> {
    let changes = plan.changed_premises.iter().filter_map(|change| {
        let (before, after) = (change.before.area?, change.after.area?);
        let by_half = (after - before).abs().saturating_mul(2) >= before;
        by_half.then(|| suspect(labels, Oddity::Area, change.before.id, (Shown::Area(before), Shown::Area(after))))
    });
    changes.collect()
}

fn accounts(register: &Register, plan: &Plan, labels: &Labels<'_>) -> Vec<Suspect> {
    let given = plan.premises.iter().map(|of| (of.id, None, of.account.as_ref(), false));
    let changed =
        plan.changed_premises.iter().map(|of| (of.after.id, of.before.account.as_ref(), of.after.account.as_ref(), true));
    let given: Vec<_> = given.chain(changed).filter(|(_, had, has, _)| has.is_some() && had != has).collect();
    if given.is_empty() {
        return Vec::new();
    }
    let owners: HashMap<&str, PremisesId> =
        register.premises.iter().filter_map(|of| Some((of.account.as_deref()?, of.id))).collect();
    let moved = given.into_iter().filter_map(|(id, _, account, known)| {
        let account = account?;
        let from = owners.get(account.as_str()).filter(|from| **from != id)?;
        let shown = (Shown::Said(labels.premises(*from)), Shown::Text(account.clone()));
        Some(Suspect { premises: known.then_some(id), ..suspect(labels, Oddity::Account, id, shown) })
    });
    moved.collect()
}

/// Whose holdings of some premises change, and how.
#[derive(Default)]
struct Touch<'a> {
    before: Vec<&'a Holding>,
    new: Vec<&'a Holding>,
    changed: HashMap<HoldingId, &'a Holding>,
    missing: HashSet<HoldingId>,
}

/// The premises of the register at which something of that kind changes.
fn touched<'a>(register: &'a Register, plan: &'a Plan) -> BTreeMap<PremisesId, Touch<'a>> {
    let mut all: BTreeMap<PremisesId, Touch<'a>> = BTreeMap::new();
    let fresh: HashSet<PremisesId> = plan.premises.iter().map(|of| of.id).collect();
    for holding in plan.holdings.iter().filter(|of| !fresh.contains(&of.premises_id)) {
        all.entry(holding.premises_id).or_default().new.push(holding);
    }
    for change in &plan.changed_holdings {
        all.entry(change.after.premises_id).or_default().changed.insert(change.after.id, &change.after);
    }
    for holding in &plan.missing {
        all.entry(holding.premises_id).or_default().missing.insert(holding.id);
    }
    if !all.is_empty() {
        for holding in &register.holdings {
            if let Some(touch) = all.get_mut(&holding.premises_id) {
                touch.before.push(holding);
            }
        }
    }
    all
}

impl Touch<'_> {
    fn suspects(&self, premises: PremisesId, labels: &Labels<'_>) -> Vec<Suspect> {
        let mut all: Vec<Suspect> =
            [Holds::Owner, Holds::Tenant].into_iter().filter_map(|way| self.other_person(way, premises, labels)).collect();
        let sold = !all.is_empty();
        let names = |holdings: &[&Holding]| Shown::people(holdings.iter().map(|of| labels.person(of.contact_id)));
        let before = self.owners(false, false);
        if !before.is_empty() && self.owners(true, true).is_empty() {
            let shown = (names(&before), Shown::Nothing);
            all.push(Suspect { when: When::Ended, ..suspect(labels, Oddity::NoOwner, premises, shown) });
        }
        if let Some((when, said)) = self.shares() {
            // a sale is told as one thing, not as two
            if !(sold && when == When::Kept) {
                let whole = Shown::Text("1".to_owned());
                all.push(Suspect { when, ..suspect(labels, Oddity::Shares, premises, (whole, Shown::Said(said))) });
            }
        }
        all
    }

    fn other_person(&self, way: Holds, premises: PremisesId, labels: &Labels<'_>) -> Option<Suspect> {
        let left: Vec<_> = self.before.iter().filter(|of| of.holds == way && self.missing.contains(&of.id)).collect();
        let come: Vec<_> = self.new.iter().filter(|of| of.holds == way).collect();
        if left.is_empty() || come.is_empty() {
            return None;
        }
        let before = Shown::people(left.iter().map(|of| labels.person(of.contact_id)));
        let after = Shown::people(come.iter().map(|of| labels.person(of.contact_id)));
        Some(suspect(labels, Oddity::OtherPerson, premises, (before, after)))
    }

    /// The owners before, or after with or without those who are missing.
    fn owners(&self, after: bool, ended: bool) -> Vec<&Holding> {
        let stay = self.before.iter().filter(|of| !(after && ended && self.missing.contains(&of.id)));
        let stay = stay.map(|of| if after { self.changed.get(&of.id).unwrap_or(of) } else { of });
        let come = self.new.iter().filter(|_| after);
        stay.chain(come).filter(|of| of.holds == Holds::Owner).copied().collect()
    }

    fn shares(&self) -> Option<(When, Said)> {
        let doubt = |owners: &[&Holding]| shares::doubt(&owners.iter().map(|of| share_of(of)).collect::<Vec<_>>());
        let before = self.owners(false, false);
        if before.is_empty() || doubt(&before).is_some() {
            return None;
        }
        let (kept, ended) = (doubt(&self.owners(true, false)), doubt(&self.owners(true, true)));
        match (kept, ended) {
            (Some(said), Some(_)) => Some((When::Always, said)),
            (Some(said), None) => Some((When::Kept, said)),
            (None, Some(said)) => Some((When::Ended, said)),
            (None, None) => None,
        }
    }
}
