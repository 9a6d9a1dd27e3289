//! Accounts, opened when they are first written to.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::db::schema::ledger_accounts;
use crate::db::{BATCH, Listed, Tx};
use crate::homes::PremisesId;
use crate::ledger::account::{Account, AccountId, Fund, Kind};
use crate::on_each;
use crate::who::CompanyId;

type Row = (AccountId, Kind, Fund, String, Option<PremisesId>);

/// The ids of these accounts; those that are not there yet are opened. Two who open the same one at once find the one row.
pub(in crate::ledger) fn open<'a>(
    tx: &mut Tx<'_>,
    company: CompanyId,
    wanted: impl Iterator<Item = &'a Account>,
) -> QueryResult<HashMap<Account, AccountId>> {
    let wanted: HashSet<&Account> = wanted.collect();
    let mut known = find(tx, company, wanted.iter().copied())?;
    let mut missing: Vec<&Account> = wanted.into_iter().filter(|account| !known.contains_key(*account)).collect();
    if missing.is_empty() {
        return Ok(known);
    }
    // in one order, so that two who open many do not wait for each other crosswise
    missing.sort();
    let now = tx.now();
    let rows: Vec<_> = missing
        .iter()
        .map(|of| {
            (
                ledger_accounts::id.eq(AccountId::fresh(now)),
                ledger_accounts::company_id.eq(company),
                ledger_accounts::kind.eq(of.kind),
                ledger_accounts::fund.eq(of.fund),
                ledger_accounts::subject.eq(&of.subject),
                ledger_accounts::premises_id.eq(of.premises),
                ledger_accounts::created_at.eq(now),
            )
        })
        .collect();
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(ledger_accounts::table).values(some).on_conflict_do_nothing().execute(c))?;
    }
    known.extend(find(tx, company, missing.into_iter())?);
    Ok(known)
}

fn find<'a>(
    tx: &mut Tx<'_>,
    company: CompanyId,
    wanted: impl Iterator<Item = &'a Account>,
) -> QueryResult<HashMap<Account, AccountId>> {
    let mut by_kind: HashMap<(Kind, Fund), Vec<&str>> = HashMap::new();
    for account in wanted {
        by_kind.entry((account.kind, account.fund)).or_default().push(&account.subject);
    }
    let mut found = HashMap::new();
    for ((kind, fund), subjects) in by_kind {
        for some in subjects.chunks(256) {
            let rows: Vec<Row> = ledger_accounts::table
                .filter(ledger_accounts::company_id.eq(company))
                .filter(ledger_accounts::kind.eq(kind))
                .filter(ledger_accounts::fund.eq(fund))
                .filter(ledger_accounts::subject.among(some.iter().map(|subject| (*subject).to_owned())))
                .select((
                    ledger_accounts::id,
                    ledger_accounts::kind,
                    ledger_accounts::fund,
                    ledger_accounts::subject,
                    ledger_accounts::premises_id,
                ))
                .load(&mut **tx)?;
            found.extend(
                rows.into_iter().map(|(id, kind, fund, subject, premises)| (Account { kind, fund, premises, subject }, id)),
            );
        }
    }
    Ok(found)
}
