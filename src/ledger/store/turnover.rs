//! Turnover of a period, account by account: what was there before, what was written to either side, each in one statement.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{buildings, ledger_accounts, ledger_postings, premises};
use crate::db::{Conn, sum_if};
use crate::homes::Kind as Premises;
use crate::ledger::account::{Fund, Kind};
use crate::who::CompanyId;

/// What happened on an account in a period. In tiyn; a debit is positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// What was there before.
    pub opening: i64,
    /// What was written to its debit.
    pub debit: i64,
    /// What was written to its credit, as a positive sum.
    pub credit: i64,
}

impl Sides {
    /// What is there after.
    pub fn closing(&self) -> i64 {
        self.opening + self.debit - self.credit
    }

    fn of((opening, debit, credit): Sums) -> Self {
        let plain = |sum: Option<i64>| sum.unwrap_or_default();
        Self { opening: plain(opening), debit: plain(debit), credit: -plain(credit) }
    }

    /// Whether nothing was there and nothing happened.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

type Sums = (Option<i64>, Option<i64>, Option<i64>);

/// An account of premises.
#[derive(Clone, Debug)]
pub struct Personal {
    /// The house's address.
    pub address: String,
    /// What the premises are.
    pub premises: Premises,
    /// Their number.
    pub door: String,
    /// Their personal account.
    pub account: Option<String>,
    /// What the account holds.
    pub kind: Kind,
    /// Of which money.
    pub fund: Fund,
    /// What happened.
    pub sides: Sides,
}

macro_rules! sides {
    ($from:expr) => {
        (
            sum_if(ledger_postings::day.lt($from), ledger_postings::amount),
            sum_if(ledger_postings::day.ge($from).and(ledger_postings::amount.gt(0)), ledger_postings::amount),
            sum_if(ledger_postings::day.ge($from).and(ledger_postings::amount.lt(0)), ledger_postings::amount),
        )
    };
}

type Row = (String, String, Premises, String, Option<String>, Kind, Fund, Sums);

/// The accounts of premises, of all houses or one, in the register's order.
///
/// # Errors
/// When the database fails.
pub fn personal(
    conn: &mut Conn,
    company: CompanyId,
    building: Option<&str>,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Personal>> {
    let place = (buildings::address, premises::sort_key, premises::kind, premises::number, premises::account);
    let mut query = ledger_accounts::table
        .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
        .inner_join(premises::table.on(premises::id.nullable().eq(ledger_accounts::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(ledger_accounts::company_id.eq(company))
        .filter(ledger_postings::company_id.eq(company))
        .filter(ledger_postings::day.le(until))
        .group_by((place.0, place.1, place.2, place.3, place.4, ledger_accounts::kind, ledger_accounts::fund))
        .order((place.0, place.1, ledger_accounts::kind, ledger_accounts::fund))
        .select((place.0, place.1, place.2, place.3, place.4, ledger_accounts::kind, ledger_accounts::fund, sides!(from)))
        .into_boxed();
    if let Some(building) = building {
        query = query.filter(premises::building_id.eq(building.to_owned()));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let all = rows.into_iter().map(|(address, _, premises, door, account, kind, fund, sums)| Personal {
        address,
        premises,
        door,
        account,
        kind,
        fund,
        sides: Sides::of(sums),
    });
    Ok(all.filter(|of| !of.sides.is_empty()).collect())
}

/// The company's own accounts: kind, fund, subject, what happened. Those of premises are one line each kind and fund, without a subject.
///
/// # Errors
/// When the database fails.
pub fn general(
    conn: &mut Conn,
    company: CompanyId,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<(Kind, Fund, String, Sides)>> {
    let rows: Vec<(Kind, Fund, Option<String>, String, Sums)> = ledger_accounts::table
        .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
        .filter(ledger_accounts::company_id.eq(company))
        .filter(ledger_postings::company_id.eq(company))
        .filter(ledger_postings::day.le(until))
        .group_by((ledger_accounts::kind, ledger_accounts::fund, ledger_accounts::premises_id, ledger_accounts::subject))
        .select((
            ledger_accounts::kind,
            ledger_accounts::fund,
            ledger_accounts::premises_id,
            ledger_accounts::subject,
            sides!(from),
        ))
        .load(conn)?;
    let mut all: std::collections::BTreeMap<(Kind, Fund, String), Sides> = std::collections::BTreeMap::new();
    for (kind, fund, premises, subject, sums) in rows {
        let of = all.entry((kind, fund, if premises.is_some() { String::new() } else { subject })).or_default();
        let more = Sides::of(sums);
        *of = Sides { opening: of.opening + more.opening, debit: of.debit + more.debit, credit: of.credit + more.credit };
    }
    let all = all.into_iter().filter(|(_, sides)| !sides.is_empty());
    Ok(all.map(|((kind, fund, subject), sides)| (kind, fund, subject, sides)).collect())
}
