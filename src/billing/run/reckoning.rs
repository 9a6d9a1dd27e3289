//! Reckons the bills of a house from what is known; writes nothing.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::billing::adjusting::{self, Adjusted, Adjustment, Before, Charge};
use crate::billing::charge::{self, Charged, Line, Odd};
use crate::billing::metered::Metering;
use crate::billing::penalty::{self, Span};
use crate::billing::tariff::{self, Tariff};
use crate::billing::{Refused, law};
use crate::homes::{BuildingId, PremisesId};
use crate::ledger::{Account, Balance, Document, Entry, Fund, Kind, month};
use crate::money::Tiyn;

/// From which change on a bill is strange: half as much again, or half as much.
const LEAP: (i64, i64) = (3, 2);

/// The last bill before this one.
#[derive(Clone, Copy, Debug)]
pub(in crate::billing) struct Previous {
    pub(in crate::billing) due: i64,
    pub(in crate::billing) accrued: i64,
    /// What was owed, or paid ahead, when it was made.
    pub(in crate::billing) carried: i64,
    pub(in crate::billing) penalty_until: NaiveDate,
}

/// What is known of premises' accounts.
#[derive(Clone, Debug, Default)]
pub(in crate::billing) struct Known {
    pub(in crate::billing) balances: Vec<Balance>,
    pub(in crate::billing) previous: Option<Previous>,
    pub(in crate::billing) debts: penalty::Account,
}

impl Known {
    fn sum(&self, of: impl Fn(Kind) -> bool) -> i64 {
        self.balances.iter().filter(|balance| of(balance.kind)).map(|balance| balance.amount.0).sum()
    }
}

/// A house with its premises.
#[derive(Clone, Debug)]
pub(in crate::billing) struct House {
    pub(in crate::billing) building: BuildingId,
    pub(in crate::billing) all: Vec<Charged>,
    pub(in crate::billing) known: HashMap<PremisesId, Known>,
    pub(in crate::billing) metering: Metering,
    /// What is made good, of one's own premises or of all of the house.
    pub(in crate::billing) adjustments: Vec<(Option<PremisesId>, Adjustment)>,
    /// What was charged and made good before.
    pub(in crate::billing) before: HashMap<PremisesId, Before>,
}

/// A bill that is to be written. All sums in tiyn.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Reckoned<'a> {
    pub(in crate::billing) premises: PremisesId,
    pub(in crate::billing) lines: Vec<Line<'a>>,
    /// What is made good, of this month or earlier ones.
    pub(in crate::billing) adjusted: Vec<Adjusted>,
    pub(in crate::billing) odd: Vec<Odd>,
    /// What the last bill asked for.
    pub(in crate::billing) opening: i64,
    /// What has come since.
    pub(in crate::billing) paid: i64,
    pub(in crate::billing) accrued: i64,
    pub(in crate::billing) penalty: i64,
    pub(in crate::billing) spans: Vec<Span>,
    pub(in crate::billing) penalty_until: NaiveDate,
    pub(in crate::billing) accrued_before: Option<i64>,
    /// What was paid ahead and is used up by this bill.
    advance: i64,
}

impl Reckoned<'_> {
    /// What is to be paid; less than nothing is paid ahead.
    pub(in crate::billing) fn due(&self) -> i64 {
        self.opening - self.paid + self.accrued + self.penalty
    }

    /// What the books are told.
    ///
    /// # Errors
    /// When an amount is beyond all bounds.
    pub(in crate::billing) fn entry(&self, day: NaiveDate, document: Document) -> Result<Entry, crate::ledger::Refused> {
        let mut entry = Entry::new(day, document, "");
        let mut ahead = self.advance;
        for line in &self.lines {
            let tariff = line.tariff.0;
            let receivable = Account::receivable(tariff.fund, self.premises);
            entry.transfer(&receivable, &Account::own(Kind::Income, tariff.fund, tariff.service), line.amount)?;
            let used = ahead.min(line.amount.0);
            entry.transfer(&Account::advance(self.premises), &receivable, Tiyn(used))?;
            ahead -= used;
        }
        for of in &self.adjusted {
            let receivable = Account::receivable(of.fund, self.premises);
            let income = Account::own(Kind::Income, of.fund, of.service);
            if of.amount < Tiyn::ZERO {
                entry.transfer(&income, &receivable, Tiyn(of.amount.0.saturating_neg()))?;
            } else {
                entry.transfer(&receivable, &income, of.amount)?;
            }
        }
        let due = Account::penalty_due(self.premises);
        entry.transfer(&due, &Account::own(Kind::PenaltyIncome, Fund::Current, ""), Tiyn(self.penalty))?;
        Ok(entry)
    }
}

/// The bills of a house for a month, reckoned on a day.
///
/// # Errors
/// [`Refused::TooMuch`].
pub(in crate::billing) fn bills<'a>(
    tariffs: &'a [Tariff],
    house: &House,
    (of, today): (NaiveDate, NaiveDate),
) -> Result<Vec<Reckoned<'a>>, Refused> {
    let holding = tariff::holding(tariffs, house.building, of);
    let charges = charge::house(&holding, &house.all, &house.metering).ok_or(Refused::TooMuch)?;
    let nothing = Known::default();
    house
        .all
        .iter()
        .zip(charges)
        .map(|(charged, (lines, odd))| {
            let adjusted = adjusted(house, charged.id, &lines, of).ok_or(Refused::TooMuch)?;
            let known = house.known.get(&charged.id).unwrap_or(&nothing);
            Ok(bill(charged, (lines, adjusted), odd, known, (of, today)))
        })
        .collect()
}

/// What is made good to premises; `None` when an amount is beyond all bounds.
fn adjusted(house: &House, id: PremisesId, lines: &[Line<'_>], of: NaiveDate) -> Option<Vec<Adjusted>> {
    let mine: Vec<&Adjustment> =
        house.adjustments.iter().filter(|(of, _)| of.is_none_or(|of| of == id)).map(|(_, one)| one).collect();
    if mine.is_empty() {
        return Some(Vec::new());
    }
    let charge = |line: &Line<'_>| {
        let tariff = line.tariff.0;
        let (quantity, rate, amount) = (line.quantity, line.rate, line.amount);
        Charge { service: tariff.service, fund: tariff.fund, basis: tariff.basis, quantity, rate, amount }
    };
    let own: Vec<Charge> = lines.iter().map(charge).collect();
    let nothing = Before::default();
    adjusting::adjusted(&mine, of, &own, house.before.get(&id).unwrap_or(&nothing))
}

fn bill<'a>(
    of: &Charged,
    (lines, adjusted): (Vec<Line<'a>>, Vec<Adjusted>),
    mut odd: Vec<Odd>,
    known: &Known,
    (in_month, today): (NaiveDate, NaiveDate),
) -> Reckoned<'a> {
    let charged = lines.iter().map(|line| line.amount.0).chain(adjusted.iter().map(|of| of.amount.0));
    let accrued: i64 = charged.sum();
    let balance = known.sum(|_| true);
    let opening = known.previous.map_or(balance, |previous| previous.due);
    let accrued_before = known.previous.map(|previous| previous.accrued);
    if accrued_before.is_some_and(|before| accrued * LEAP.1 > before * LEAP.0 || accrued * LEAP.0 < before * LEAP.1) {
        odd.push(Odd::Leap);
    }
    let after = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
    let until = month::last(in_month).min(today);
    let from = known.previous.map_or(month::first(in_month), |previous| after(previous.penalty_until));
    let spans = if from <= until && !known.debts.charges.is_empty() {
        let charged_before = known.sum(|kind| kind == Kind::PenaltyDue);
        let account = penalty::Account { charged_before, ..known.debts.clone() };
        penalty::penalty(&account, (from, until), law::penalty_rate)
    } else {
        Vec::new()
    };
    Reckoned {
        premises: of.id,
        odd,
        opening,
        paid: opening - balance,
        accrued,
        penalty: penalty::total(&spans),
        spans,
        penalty_until: until.max(known.previous.map_or(until, |previous| previous.penalty_until)),
        accrued_before,
        advance: (-known.sum(|kind| kind == Kind::Advance)).clamp(0, accrued.max(0)),
        lines,
        adjusted,
    }
}
