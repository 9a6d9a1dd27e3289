//! Balances: sums of postings, read off one index.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{ledger_accounts, ledger_entries, ledger_postings};
use crate::db::{Conn, Listed, sum};
use crate::homes::PremisesId;
use crate::ledger::account::{Fund, Kind};
use crate::money::Tiyn;
use crate::who::CompanyId;

/// What lies in an account of premises: positive is owed by them, negative paid ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What the account holds.
    pub kind: Kind,
    /// Of which money.
    pub fund: Fund,
    /// How much.
    pub amount: Tiyn,
}

/// The accounts of these premises that are not empty.
///
/// # Errors
/// When the database fails.
pub fn of_premises(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<HashMap<PremisesId, Vec<Balance>>> {
    let mut all: HashMap<PremisesId, Vec<Balance>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(Option<PremisesId>, Kind, Fund, Option<i64>)> = ledger_accounts::table
            .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
            .filter(ledger_accounts::company_id.eq(company))
            .filter(ledger_postings::company_id.eq(company))
            .filter(ledger_accounts::premises_id.among(some.iter().map(|id| Some(*id))))
            .group_by((ledger_accounts::premises_id, ledger_accounts::kind, ledger_accounts::fund))
            .select((ledger_accounts::premises_id, ledger_accounts::kind, ledger_accounts::fund, sum(ledger_postings::amount)))
            .load(conn)?;
        for (premises, kind, fund, amount) in rows {
            let (Some(premises), Some(amount)) = (premises, amount.filter(|amount| *amount != 0)) else { continue };
            all.entry(premises).or_default().push(Balance { kind, fund, amount: Tiyn(amount) });
        }
    }
    Ok(all)
}

/// What premises owed of charges at the end of a day, in tiyn.
///
/// # Errors
/// When the database fails.
pub fn receivable_on(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    day: NaiveDate,
) -> QueryResult<HashMap<PremisesId, i64>> {
    let mut all = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(Option<PremisesId>, Option<i64>)> = ledger_accounts::table
            .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
            .filter(ledger_accounts::company_id.eq(company))
            .filter(ledger_postings::company_id.eq(company))
            .filter(ledger_accounts::premises_id.among(some.iter().map(|id| Some(*id))))
            .filter(ledger_accounts::kind.eq(Kind::Receivable))
            .filter(ledger_postings::day.le(day))
            .group_by(ledger_accounts::premises_id)
            .select((ledger_accounts::premises_id, sum(ledger_postings::amount)))
            .load(conn)?;
        all.extend(rows.into_iter().filter_map(|(id, sum)| Some((id?, sum?))));
    }
    Ok(all)
}

/// A posting to an account of premises, with the document it stands on.
#[derive(Clone, Debug, Queryable)]
pub struct Movement {
    /// Whose.
    pub premises: Option<PremisesId>,
    /// What the account holds.
    pub kind: Kind,
    /// Of which money.
    pub fund: Fund,
    /// When.
    pub day: NaiveDate,
    /// How much: positive is charged, negative credited. In tiyn.
    pub amount: i64,
    /// On which kind of document.
    pub document: String,
    /// Its number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// All that moved on the accounts of these premises, oldest first.
///
/// # Errors
/// When the database fails.
pub fn movements(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<Vec<Movement>> {
    let mut all = Vec::new();
    for some in ids.chunks(256) {
        let rows: Vec<Movement> = ledger_accounts::table
            .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
            .inner_join(ledger_entries::table.on(ledger_entries::id.eq(ledger_postings::entry_id)))
            .filter(ledger_accounts::company_id.eq(company))
            .filter(ledger_postings::company_id.eq(company))
            .filter(ledger_accounts::premises_id.among(some.iter().map(|id| Some(*id))))
            .order((ledger_postings::day, ledger_entries::id))
            .select((
                ledger_accounts::premises_id,
                ledger_accounts::kind,
                ledger_accounts::fund,
                ledger_postings::day,
                ledger_postings::amount,
                ledger_entries::document_kind,
                ledger_entries::document_number,
                ledger_entries::reason,
            ))
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// All accounts of a kind and fund together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnover {
    /// What they hold.
    pub kind: Kind,
    /// Of which money.
    pub fund: Fund,
    /// What they hold in all; a credit balance is negative.
    pub amount: Tiyn,
}

/// The trial balance: what all accounts hold, by kind and fund. Its sum is nothing.
///
/// # Errors
/// When the database fails.
pub fn trial(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Turnover>> {
    let rows: Vec<(Kind, Fund, Option<i64>)> = ledger_accounts::table
        .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
        .filter(ledger_accounts::company_id.eq(company))
        .filter(ledger_postings::company_id.eq(company))
        .group_by((ledger_accounts::kind, ledger_accounts::fund))
        .select((ledger_accounts::kind, ledger_accounts::fund, sum(ledger_postings::amount)))
        .load(conn)?;
    let mut all: Vec<Turnover> =
        rows.into_iter().map(|(kind, fund, amount)| Turnover { kind, fund, amount: Tiyn(amount.unwrap_or_default()) }).collect();
    all.sort_by_key(|row| (row.kind, row.fund));
    Ok(all)
}
