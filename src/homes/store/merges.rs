//! Merges: the state of two cards read and written.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::{self, Moment};
use crate::db::schema::{contact_words, contacts, holdings, merges, move_sides, people, representatives};
use crate::db::{Conn, Listed, Tx};
use crate::homes::forms::share_of;
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::merging::state::{Beside, Card, State};
use crate::homes::merging::{Merge, MergeId};
use crate::homes::rows::{Contact, Holding, Representative, Side};
use crate::homes::{PremisesId, Share, store};
use crate::who::{CompanyId, Holds, PersonId};

/// Takes hold of both cards, so that whoever else means one of them waits and then finds it changed; `false` when one was merged before.
/// The card that goes is said to have gone into `gone_into`.
pub(in crate::homes) fn take(
    tx: &mut Tx<'_>,
    company: CompanyId,
    both: [ContactId; 2],
    gone: (ContactId, Option<ContactId>),
) -> QueryResult<bool> {
    let mut both = both;
    both.sort_unstable();
    for id in both {
        let expected = if id == gone.0 { gone.1 } else { None };
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::id.eq(id));
        let taken = match expected {
            Some(into) => {
                let open = mine.filter(contacts::merged_into.eq(into));
                diesel::update(open).set(contacts::merged_into.eq(into)).execute(&mut **tx)?
            }
            None => {
                let open = mine.filter(contacts::merged_into.is_null());
                diesel::update(open).set(contacts::merged_into.eq(None::<ContactId>)).execute(&mut **tx)?
            }
        };
        if taken != 1 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Two cards with all that hangs on them, as they stand now.
pub(in crate::homes) fn state(conn: &mut Conn, company: CompanyId, kept: ContactId, gone: ContactId) -> QueryResult<State> {
    let both = [kept, gone];
    let mut card = |id: ContactId| -> QueryResult<Card> {
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::id.eq(id));
        let (contact, merged_into) = mine.select((Contact::as_select(), contacts::merged_into)).first(conn)?;
        Ok(Card { contact, merged_into })
    };
    let (kept, gone) = (card(kept)?, card(gone)?);
    let held: Vec<Holding> = holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::contact_id.among(both))
        .order(holdings::id)
        .select(Holding::as_select())
        .load(conn)?;
    let ids: Vec<HoldingId> = held.iter().map(|holding| holding.id).collect();
    let powers = representatives::table
        .filter(representatives::company_id.eq(company))
        .filter(representatives::contact_id.among(both).or(representatives::holding_id.among(&ids)))
        .order(representatives::id)
        .select(Representative::as_select())
        .load(conn)?;
    let sides = move_sides::table
        .filter(move_sides::company_id.eq(company))
        .filter(move_sides::contact_id.among(both))
        .order((move_sides::move_id, move_sides::holding_id))
        .select(Side::as_select())
        .load(conn)?;
    Ok(State { kept, gone, holdings: held, powers, sides })
}

/// What else decides whether two cards may be one.
pub(in crate::homes) fn beside(conn: &mut Conn, of: &State, now: Moment) -> QueryResult<Beside> {
    let company = of.kept.contact.company_id;
    let accounts = [of.kept.contact.person_id, of.gone.contact.person_id];
    let used: Vec<PersonId> = people::table
        .filter(people::id.among(accounts.into_iter().flatten()))
        .filter(people::password.is_not_null())
        .select(people::id)
        .load(conn)?;
    let used = |account: Option<PersonId>| account.is_some_and(|id| used.contains(&id));
    let owned = of.holdings.iter().filter(|holding| holding.holds == Holds::Owner && holding.until.is_none());
    let owned: Vec<PremisesId> = owned.map(|holding| holding.premises_id).collect();
    let others: Vec<Holding> = holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.among(owned))
        .filter(holdings::contact_id.ne_all([of.kept.contact.id, of.gone.contact.id]))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::until.is_null())
        .select(Holding::as_select())
        .load(conn)?;
    let mut shares: HashMap<PremisesId, Vec<Share>> = HashMap::new();
    for holding in others {
        shares.entry(holding.premises_id).or_default().extend(share_of(&holding));
    }
    let today = clock::today(now);
    let yesterday = today.pred_opt().unwrap_or(today);
    Ok(Beside { came_in: (used(accounts[0]), used(accounts[1])), others: shares, yesterday })
}

/// Turns one state into another, row by row.
pub(in crate::homes) fn write(tx: &mut Tx<'_>, to: &State) -> QueryResult<()> {
    // an ИИН is nobody's for a moment, so that it may change hands
    for card in [&to.kept, &to.gone] {
        diesel::update(contacts::table.find(card.contact.id)).set(contacts::ident.eq(None::<String>)).execute(&mut **tx)?;
    }
    for card in [&to.gone, &to.kept] {
        store::people::save_contact(tx, &card.contact)?;
        diesel::update(contacts::table.find(card.contact.id))
            .set(contacts::merged_into.eq(card.merged_into))
            .execute(&mut **tx)?;
    }
    // what has ended makes room for what has not
    let (ended, open): (Vec<_>, Vec<_>) = to.holdings.iter().partition(|holding| holding.until.is_some());
    for of in ended.into_iter().chain(open) {
        let (share, term) =
            ((holdings::share_of.eq(of.share_of), holdings::share_in.eq(of.share_in)), holdings::until.eq(of.until));
        let now_is = (holdings::contact_id.eq(of.contact_id), holdings::since.eq(of.since), term, share);
        diesel::update(holdings::table.find(of.id)).set(now_is).execute(&mut **tx)?;
    }
    for of in &to.powers {
        let now_is = (representatives::holding_id.eq(of.holding_id), representatives::contact_id.eq(of.contact_id));
        diesel::update(representatives::table.find(of.id)).set(now_is).execute(&mut **tx)?;
    }
    for of in &to.sides {
        let mine = move_sides::table.find((of.move_id, of.holding_id));
        diesel::update(mine).set(move_sides::contact_id.eq(of.contact_id)).execute(&mut **tx)?;
    }
    Ok(())
}

/// A card that was merged is found no more.
pub(in crate::homes) fn forget_words(tx: &mut Tx<'_>, company: CompanyId, id: ContactId) -> QueryResult<usize> {
    let mine = contact_words::table.filter(contact_words::company_id.eq(company)).filter(contact_words::contact_id.eq(id));
    diesel::delete(mine).execute(&mut **tx)
}

pub(in crate::homes) fn add(tx: &mut Tx<'_>, new: &Merge) -> QueryResult<usize> {
    diesel::insert_into(merges::table).values(new).execute(&mut **tx)
}

pub(in crate::homes) fn one(conn: &mut Conn, company: CompanyId, id: MergeId) -> QueryResult<Merge> {
    merges::table.filter(merges::company_id.eq(company)).filter(merges::id.eq(id)).select(Merge::as_select()).first(conn)
}

/// The merges of a company that can still be undone, the latest first, with the name of the card that stayed.
pub(in crate::homes) fn latest(
    conn: &mut Conn,
    company: CompanyId,
    since: Moment,
    limit: i64,
) -> QueryResult<Vec<(MergeId, Moment, String)>> {
    merges::table
        .inner_join(contacts::table.on(contacts::id.eq(merges::kept_id)))
        .filter(merges::company_id.eq(company))
        .filter(merges::undone_at.is_null())
        .filter(merges::created_at.ge(since))
        .order(merges::id.desc())
        .select((merges::id, merges::created_at, contacts::name))
        .limit(limit)
        .load(conn)
}

pub(in crate::homes) fn undo(tx: &mut Tx<'_>, company: CompanyId, id: MergeId) -> QueryResult<usize> {
    let now = tx.now();
    let mine = merges::table.filter(merges::company_id.eq(company)).filter(merges::id.eq(id)).filter(merges::undone_at.is_null());
    diesel::update(mine).set((merges::undone_at.eq(now), merges::before.eq(""), merges::after.eq(""))).execute(&mut **tx)
}

/// The states of merges that can be undone no more are let go.
pub(in crate::homes) fn forget(tx: &mut Tx<'_>, before: Moment) -> QueryResult<usize> {
    let old = merges::table.filter(merges::created_at.lt(before)).filter(merges::before.ne(""));
    diesel::update(old).set((merges::before.eq(""), merges::after.eq(""))).execute(&mut **tx)
}
