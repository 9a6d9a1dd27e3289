//! The way back: what was new goes, in the order in which things lean on one another; what was changed is as it was.

use std::collections::HashSet;

use diesel::prelude::*;

use super::Written;
use crate::db::schema::{buildings, contact_words, contacts, entrances, holdings, home_words, premises};
use crate::db::{BATCH, Listed, Tx};
use crate::homes::place::PremisesId;
use crate::homes::store;
use crate::who::CompanyId;

/// Deletes rows of a table by their ids, those of one company; adds how many there were not.
macro_rules! remove {
    ($tx:expr, $company:expr, $table:ident, $ids:expr, $lacking:ident) => {
        for some in $ids.chunks(BATCH) {
            let mine = $table::table.filter($table::company_id.eq($company)).filter($table::id.among(some.to_vec()));
            $lacking += some.len() - diesel::delete(mine).execute(&mut **$tx)?.min(some.len());
        }
    };
}

/// Undoes what was written; `words` are those of premises that are found otherwise afterwards. Gives how many things were not there
/// any more as they were left: none of it may stand then.
pub(in crate::homes::import::undo) fn restore(
    tx: &mut Tx<'_>,
    company: CompanyId,
    written: &Written,
    words: Vec<(String, PremisesId)>,
    refound: &[PremisesId],
) -> QueryResult<usize> {
    let mut lacking = holdings_back(tx, company, written)?;
    lacking += contacts_back(tx, company, written)?;
    let gone: Vec<PremisesId> = written.premises.iter().map(|(id, ..)| *id).collect();
    for some in gone.chunks(BATCH).chain(refound.chunks(BATCH)) {
        let mine = home_words::table.filter(home_words::company_id.eq(company)).filter(home_words::premises_id.among(some));
        diesel::delete(mine).execute(&mut **tx)?;
    }
    lacking += premises_back(tx, company, written, &gone)?;
    remove!(tx, company, entrances, written.entrances, lacking);
    let houses: Vec<_> = written.buildings.iter().map(|(id, _)| *id).collect();
    remove!(tx, company, buildings, houses, lacking);
    store::people::add_words(tx, words, company)?;
    Ok(lacking)
}

fn holdings_back(tx: &mut Tx<'_>, company: CompanyId, written: &Written) -> QueryResult<usize> {
    let mut lacking = 0;
    let new: Vec<_> = written.holdings.iter().map(|(id, _)| *id).collect();
    remove!(tx, company, holdings, new, lacking);
    for (before, _) in &written.changed_holdings {
        let mine = holdings::table.filter(holdings::company_id.eq(company)).filter(holdings::id.eq(before.id));
        let shares = (holdings::share_of.eq(before.share_of), holdings::share_in.eq(before.share_in));
        lacking += 1 - diesel::update(mine).set(shares).execute(&mut **tx)?.min(1);
    }
    for some in written.ended.chunks(BATCH) {
        let Some((_, day)) = some.first() else { continue };
        let ids: Vec<_> = some.iter().map(|(id, _)| *id).collect();
        let mine = holdings::table
            .filter(holdings::company_id.eq(company))
            .filter(holdings::id.among(ids))
            .filter(holdings::until.eq(*day));
        let reopened = diesel::update(mine).set(holdings::until.eq(None::<chrono::NaiveDate>)).execute(&mut **tx)?;
        lacking += some.len() - reopened.min(some.len());
    }
    Ok(lacking)
}

fn contacts_back(tx: &mut Tx<'_>, company: CompanyId, written: &Written) -> QueryResult<usize> {
    let mut lacking = 0;
    let new: Vec<_> = written.contacts.iter().map(|(id, ..)| *id).collect();
    for some in new.chunks(BATCH) {
        let mine =
            contact_words::table.filter(contact_words::company_id.eq(company)).filter(contact_words::contact_id.among(some));
        diesel::delete(mine).execute(&mut **tx)?;
    }
    remove!(tx, company, contacts, new, lacking);
    for (before, ..) in &written.changed_contacts {
        lacking += 1 - store::people::save_contact(tx, before)?.min(1);
    }
    store::contacts::remember(tx, company, &written.changed_contacts.iter().map(|(before, ..)| before).collect::<Vec<_>>())?;
    Ok(lacking)
}

fn premises_back(tx: &mut Tx<'_>, company: CompanyId, written: &Written, gone: &[PremisesId]) -> QueryResult<usize> {
    let mut lacking = 0;
    remove!(tx, company, premises, gone, lacking);
    // two that had swapped their account numbers give them up before they get their own again
    let changed: Vec<PremisesId> = written.changed_premises.iter().map(|(before, _)| before.id).collect();
    let known: HashSet<PremisesId> = changed.iter().copied().collect();
    debug_assert_eq!(known.len(), changed.len(), "each is changed once");
    for some in changed.chunks(BATCH) {
        let mine = premises::table.filter(premises::company_id.eq(company)).filter(premises::id.among(some));
        diesel::update(mine).set(premises::account.eq(None::<String>)).execute(&mut **tx)?;
    }
    for (before, _) in &written.changed_premises {
        lacking += 1 - store::places::save(tx, before)?.min(1);
    }
    store::buildings::changed(tx, company, written.premises.iter().map(|(_, kind, _)| (*kind, -1)))?;
    Ok(lacking)
}
