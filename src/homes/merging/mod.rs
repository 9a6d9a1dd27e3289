//! Merging: one person whom the register has written down twice becomes one card.
//!
//! The card that goes stays behind as an empty one that says into which it went: proofs of what people were told point to the card they
//! were written for and are never rewritten, and an invitation that was made for it leads to the card that stayed. Holdings, powers of
//! attorney and sides of moves are the remaining card's. The state before is kept as it was for thirty days, and the merge can be undone to
//! exactly that, unless anything of it has changed since. Of two merges of one card at once one is done.

pub(in crate::homes) mod pages;
pub(in crate::homes) mod state;

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::QueryResult;
use serde_json::json;

pub(in crate::homes) use super::rows::Merge;
use super::{ContactId, Done, Refused, people, refresh_words, store, unless_taken};
use crate::audit;
use crate::clock::Moment;
use crate::db::{Broken, Conn, Db, Failure, Never, Tx};
use crate::web::Routes;
use crate::web::actor::{Acting, Register, Staff};
use crate::who::CompanyId;
use state::{Beside, Choice, State};

crate::ids! {
    /// That two cards became one.
    MergeId,
}

/// How long a merge can be undone.
const UNDONE_WITHIN: TimeDelta = TimeDelta::days(30);

/// Counts something by the cards on which it hangs.
pub type Count = fn(&mut Conn, CompanyId, &[ContactId]) -> QueryResult<HashMap<ContactId, i64>>;

/// What else hangs on cards, in another capability: shown before they are merged.
#[derive(Clone, Copy, Debug)]
pub struct Hanging {
    /// The key of its name.
    pub key: &'static str,
    /// How much of it hangs on each of some cards; cards on which nothing hangs may be left out.
    pub count: Count,
}

/// What hangs on cards, of all capabilities.
pub(in crate::homes) struct AllHanging(pub(in crate::homes) Vec<Hanging>);

/// The addresses of merges; `hanging` is what other capabilities hang on cards.
pub(super) fn routes(routes: &mut Routes<'_>, hanging: Vec<Hanging>) {
    use pages::{doubles, preview};
    routes
        .keep(AllHanging(hanging))
        .get("/staff/people/doubles", doubles::show)
        .get("/staff/people/merges/{merge}/undo", doubles::ask)
        .post("/staff/people/merges/{merge}/undo", doubles::undo)
        .get("/staff/people/{contact}/merging/{other}", preview::show)
        .post("/staff/people/{contact}/merging/{other}", preview::merge_both);
}

/// Two different cards that are both still there, with what else decides.
pub(in crate::homes) fn both(
    conn: &mut Conn,
    company: CompanyId,
    (kept, gone): (ContactId, ContactId),
    now: Moment,
) -> QueryResult<(State, Beside)> {
    let state = store::merges::state(conn, company, kept, gone)?;
    let live = kept != gone && state.kept.merged_into.is_none() && state.gone.merged_into.is_none();
    if !live {
        return Err(diesel::result::Error::NotFound);
    }
    let beside = store::merges::beside(conn, &state, now)?;
    Ok((state, beside))
}

/// Makes two cards one.
pub(in crate::homes) fn merge(
    tx: &mut Tx<'_>,
    who: &Staff<Register>,
    (kept, gone): (ContactId, ContactId),
    choice: Choice,
) -> Done<()> {
    let (company, now) = (who.company(), tx.now());
    // what is read below is read after whoever came first has finished
    if !store::merges::take(tx, company, [kept, gone], (gone, None))? {
        return Err(Failure::Refused(Refused::MergedMeanwhile));
    }
    let (before, beside) = both(tx, company, (kept, gone), now)?;
    let after = before.merged(choice, &beside).map_err(Failure::Refused)?;
    unless_taken(store::merges::write(tx, &after), Refused::IdentTaken)?;
    let new = Merge {
        id: MergeId::fresh(now),
        company_id: company,
        kept_id: kept,
        gone_id: gone,
        author_id: who.person(),
        before: written(&before)?,
        after: written(&after)?,
        created_at: now,
        undone_at: None,
    };
    store::merges::add(tx, &new)?;
    found_anew(tx, &before, &after)?;
    let details = json!({ "gone": before.gone.contact.name, "merge": new.id });
    Ok(audit::by(who).did("homes.contacts_merged", ("contact", kept)).with(details).record(tx)?)
}

fn written(state: &State) -> QueryResult<String> {
    serde_json::to_string(state).map_err(|error| diesel::result::Error::SerializationError(error.into()))
}

/// Both cards and all their premises are found by what is true now.
fn found_anew(tx: &mut Tx<'_>, from: &State, to: &State) -> QueryResult<()> {
    let company = to.kept.contact.company_id;
    for card in [&to.kept, &to.gone] {
        if card.merged_into.is_some() {
            store::merges::forget_words(tx, company, card.contact.id)?;
        } else {
            people::remember(tx, &card.contact)?;
        }
    }
    let held = from.holdings.iter().chain(&to.holdings).map(|holding| holding.premises_id);
    for premises in held.collect::<std::collections::BTreeSet<_>>() {
        refresh_words(tx, company, premises)?;
    }
    Ok(())
}

/// Undoes a merge: everything is as it was, to the letter. Refused when anything of it has changed since.
pub(in crate::homes) fn unmerge(tx: &mut Tx<'_>, who: &Staff<Register>, id: MergeId) -> Done<ContactId> {
    let company = who.company();
    let of = store::merges::one(tx, company, id)?;
    if of.undone_at.is_some() {
        return Err(Failure::Refused(Refused::UnmergedAlready));
    }
    let kept: Option<(State, State)> = serde_json::from_str(&of.before).ok().zip(serde_json::from_str(&of.after).ok());
    let Some((before, after)) = kept.filter(|_| tx.now() <= of.created_at + UNDONE_WITHIN) else {
        return Err(Failure::Refused(Refused::MergeTooOld));
    };
    if store::merges::undo(tx, company, id)? == 0 {
        return Err(Failure::Refused(Refused::UnmergedAlready));
    }
    let taken = store::merges::take(tx, company, [of.kept_id, of.gone_id], (of.gone_id, Some(of.kept_id)))?;
    if !taken || store::merges::state(tx, company, of.kept_id, of.gone_id)? != after {
        return Err(Failure::Refused(Refused::MergeStoodUpon));
    }
    unless_taken(store::merges::write(tx, &before), Refused::MergeStoodUpon)?;
    found_anew(tx, &after, &before)?;
    let details = json!({ "gone": before.gone.contact.name, "merge": id });
    audit::by(who).did("homes.merge_undone", ("contact", of.kept_id)).with(details).record(tx)?;
    Ok(of.kept_id)
}

/// Lets the states go that merges could be undone to. A task for the schedule, once a day.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, now: Moment) -> Result<(), Broken> {
    let before = now - UNDONE_WITHIN;
    db.write::<_, Never>(move |tx| Ok(store::merges::forget(tx, before)?)).await.map(drop).map_err(Broken::from)
}
