//! Entries and their postings: written, read, taken back by others, never changed.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{ledger_entries, ledger_postings};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::ledger::account::{Account, AccountId};
use crate::ledger::entry::{Entry, EntryId};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

#[derive(Insertable)]
#[diesel(table_name = ledger_entries)]
struct NewEntry<'a> {
    id: EntryId,
    company_id: CompanyId,
    day: NaiveDate,
    document_kind: &'a str,
    document_id: &'a str,
    document_number: &'a str,
    reason: &'a str,
    reverses_id: Option<EntryId>,
    author_id: Option<PersonId>,
    created_at: crate::clock::Moment,
}

#[derive(Insertable)]
#[diesel(table_name = ledger_postings)]
struct NewPosting {
    company_id: CompanyId,
    entry_id: EntryId,
    account_id: AccountId,
    day: NaiveDate,
    amount: i64,
}

fn write(tx: &mut Tx<'_>, entries: &[NewEntry<'_>], postings: &[NewPosting]) -> QueryResult<()> {
    for some in entries.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(ledger_entries::table).values(some).execute(c))?;
    }
    for some in postings.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(ledger_postings::table).values(some).execute(c))?;
    }
    Ok(())
}

pub(in crate::ledger) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    entries: &[Entry],
    accounts: &HashMap<Account, AccountId>,
) -> QueryResult<Vec<EntryId>> {
    let now = tx.now();
    let (mut rows, mut postings) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in entries {
        let id = EntryId::fresh(now);
        rows.push(NewEntry {
            id,
            company_id: company,
            day: entry.day,
            document_kind: entry.document.kind,
            document_id: &entry.document.id,
            document_number: &entry.document.number,
            reason: &entry.reason,
            reverses_id: None,
            author_id: author,
            created_at: now,
        });
        for (account, sum) in entry.sums() {
            let account_id = *accounts.get(account).ok_or(diesel::result::Error::NotFound)?;
            postings.push(NewPosting { company_id: company, entry_id: id, account_id, day: entry.day, amount: sum.0 });
        }
    }
    write(tx, &rows, &postings)?;
    Ok(rows.iter().map(|row| row.id).collect())
}

/// The entries that stand on a document and were neither taken back nor take another back.
///
/// # Errors
/// When the database fails.
pub fn of_document(conn: &mut Conn, company: CompanyId, kind: &str, ids: &[String]) -> QueryResult<Vec<EntryId>> {
    let other = diesel::alias!(ledger_entries as other);
    let mut all = Vec::new();
    for some in ids.chunks(256) {
        let rows: Vec<EntryId> = ledger_entries::table
            .left_join(other.on(other.field(ledger_entries::reverses_id).eq(ledger_entries::id.nullable())))
            .filter(ledger_entries::company_id.eq(company))
            .filter(ledger_entries::document_kind.eq(kind))
            .filter(ledger_entries::document_id.among(some))
            .filter(ledger_entries::reverses_id.is_null())
            .filter(other.field(ledger_entries::id).nullable().is_null())
            .select(ledger_entries::id)
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

pub(in crate::ledger) fn take_back(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    entries: &[EntryId],
    (day, reason): (NaiveDate, &str),
) -> QueryResult<()> {
    let now = tx.now();
    for some in entries.chunks(256) {
        let of: Vec<(EntryId, String, String, String)> = ledger_entries::table
            .filter(ledger_entries::company_id.eq(company))
            .filter(ledger_entries::id.among(some))
            .select((
                ledger_entries::id,
                ledger_entries::document_kind,
                ledger_entries::document_id,
                ledger_entries::document_number,
            ))
            .load(&mut **tx)?;
        if of.len() != some.len() {
            return Err(diesel::result::Error::NotFound);
        }
        let theirs: Vec<(EntryId, AccountId, i64)> = ledger_postings::table
            .filter(ledger_postings::company_id.eq(company))
            .filter(ledger_postings::entry_id.among(some))
            .select((ledger_postings::entry_id, ledger_postings::account_id, ledger_postings::amount))
            .load(&mut **tx)?;
        let opposite: HashMap<EntryId, EntryId> = some.iter().map(|id| (*id, EntryId::fresh(now))).collect();
        let rows: Vec<NewEntry<'_>> = of
            .iter()
            .filter_map(|(id, kind, document, number)| {
                Some(NewEntry {
                    id: *opposite.get(id)?,
                    company_id: company,
                    day,
                    document_kind: kind,
                    document_id: document,
                    document_number: number,
                    reason,
                    reverses_id: Some(*id),
                    author_id: author,
                    created_at: now,
                })
            })
            .collect();
        let postings: Vec<NewPosting> = theirs
            .into_iter()
            .filter_map(|(id, account_id, amount)| {
                let entry_id = *opposite.get(&id)?;
                Some(NewPosting { company_id: company, entry_id, account_id, day, amount: -amount })
            })
            .collect();
        write(tx, &rows, &postings)?;
    }
    Ok(())
}

/// Whether something was written since a moment that stands on other kinds of document than these two: a payment after bills, whatever was spent.
///
/// # Errors
/// When the database fails.
pub fn others_since(conn: &mut Conn, company: CompanyId, but: [&str; 2], since: crate::clock::Moment) -> QueryResult<bool> {
    let [one, other] = but;
    let others = ledger_entries::table
        .filter(ledger_entries::company_id.eq(company))
        .filter(ledger_entries::document_kind.ne(one))
        .filter(ledger_entries::document_kind.ne(other))
        .filter(ledger_entries::created_at.ge(since));
    Ok(others.select(ledger_entries::id).first::<EntryId>(conn).optional()?.is_some())
}
