//! Moves: on one day somebody leaves some premises and somebody comes (a sale, a tenant, a death).
//!
//! One transaction ends and begins the holdings, writes the move with its number, tells both sides and asks for the act. Whoever leaves
//! holds the premises up to the day before and sees nothing of them from the day itself, by the company's calendar; whoever comes holds
//! them from that day on, which may lie ahead. What both sides were told before stays proved, and the history of the premises names them.
//! A death ends the owner's holding without a successor. For three days a move can be undone, unless something stands on it by then.

mod act;
mod draft;
pub(in crate::homes) mod kind;
mod letters;
pub(in crate::homes) mod pages;

use chrono::TimeDelta;
use serde_json::json;

pub use act::MakeAct;
use draft::{Comes, MoveDraft};
pub use kind::MoveId;
use kind::MoveKind;

use super::holders::{contact_from, known_or_new, save};
pub(in crate::homes) use super::rows::{Move, Side};
use super::{
    Contact, ContactId, Done, Holding, HoldingId, PremisesId, Refused, Share, our_premises, people, refresh_words, store,
    unless_taken,
};
use crate::audit;
use crate::clock::{self, Moment};
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::homes::forms::ContactDraft;
use crate::jobs;
use crate::numbers;
use crate::web::Routes;
use crate::web::actor::{Acting, People, Staff};
use crate::who::{CompanyId, Holds, PersonId, Reach};

/// How long a move can be undone.
const UNDONE_WITHIN: TimeDelta = TimeDelta::days(3);

/// The addresses of moves.
pub(super) fn routes(routes: &mut Routes<'_>) {
    use pages::{mine, show, undo, wizard};
    routes
        .get("/staff/homes/premises/{premises}/moves/new", wizard::new)
        .post("/staff/homes/premises/{premises}/moves", wizard::create)
        .get("/staff/homes/moves/{move}", show::show)
        .get("/staff/homes/moves/{move}/act", show::act)
        .get("/staff/homes/moves/{move}/undo", undo::ask)
        .post("/staff/homes/moves/{move}/undo", undo::undo)
        .get("/home/moves", mine::index)
        .get("/home/moves/{move}", mine::show)
        .get("/home/moves/{move}/act", mine::act);
}

/// Who enters a move, and how far they see.
pub(super) struct Entering<'a> {
    by: audit::By,
    person: PersonId,
    reach: &'a Reach,
}

/// Does a move, whole.
pub(in crate::homes) fn do_move(
    tx: &mut Tx<'_>,
    who: &Staff<People>,
    config: &Config,
    of: PremisesId,
    draft: &MoveDraft,
) -> Done<MoveId> {
    enter(tx, &Entering { by: audit::by(who), person: who.person(), reach: who.reach() }, config, of, draft)
}

/// A move of the demo's, entered as staff enter theirs: somebody's holding ends, and `buyer` comes where one is named.
///
/// # Errors
/// When it is refused, or the database fails.
pub fn settle_move(
    tx: &mut Tx<'_>,
    config: &Config,
    author: (CompanyId, PersonId),
    holding: (PremisesId, HoldingId),
    (day, buyer): (chrono::NaiveDate, Option<&str>),
) -> Done<MoveId> {
    let reach = Reach::whole(author.0);
    let by = audit::By { person: Some(author.1), ..audit::By::portal(Some(author.0)) };
    let card = |name: &str| ContactDraft { name: name.to_owned(), ident: None, phone: None, email: None };
    let draft = MoveDraft {
        kind: if buyer.is_some() { MoveKind::Sale } else { MoveKind::Death },
        day,
        leaves: vec![holding.1],
        comes: buyer.map(|name| Comes::New(card(name))),
        share: Share::new(1, 1),
        family: Vec::new(),
        place: store::moves::next_place(tx, author.0, holding.0)?,
    };
    enter(tx, &Entering { by, person: author.1, reach: &reach }, config, holding.0, &draft)
}

fn enter(tx: &mut Tx<'_>, who: &Entering<'_>, config: &Config, of: PremisesId, draft: &MoveDraft) -> Done<MoveId> {
    let (company, now) = (who.reach.company(), tx.now());
    store::places::one(tx, who.reach, of)?;
    our_premises(tx, company, of)?;
    if store::moves::next_place(tx, company, of)? != draft.place {
        return Err(Failure::Refused(Refused::MovedMeanwhile));
    }
    let today = clock::today(now);
    let number = numbers::next(tx, company, "move", chrono::Datelike::year(&today))?;
    let new = Move {
        id: MoveId::fresh(now),
        company_id: company,
        premises_id: of,
        place: draft.place,
        number,
        kind: draft.kind,
        day: draft.day,
        author_id: who.person,
        created_at: now,
        undone_at: None,
    };
    unless_taken(store::moves::add(tx, &new), Refused::MovedMeanwhile)?;
    for id in &draft.leaves {
        leave(tx, who, &new, *id)?;
    }
    come(tx, who, &new, draft)?;
    refresh_words(tx, company, of)?;
    jobs::enqueue(tx, &MakeAct { company, of: new.id })?;
    letters::tell(tx, config, &new)?;
    let details = json!({ "premises": of, "kind": draft.kind, "day": draft.day, "number": new.number });
    audit::by(&who.by).did("homes.moved", ("move", new.id)).with(details).record(tx)?;
    Ok(new.id)
}

/// Ends the holding of somebody who leaves.
fn leave(tx: &mut Tx<'_>, who: &Entering<'_>, of: &Move, id: HoldingId) -> Done<()> {
    let (holding, contact) = store::people::holding(tx, who.reach, of.premises_id, id)?;
    if holding.since.is_some_and(|since| since > of.last_day()) {
        return Err(Failure::Refused(Refused::EndsBeforeBeginning));
    }
    if store::people::end_holding(tx, of.company_id, id, of.last_day())? == 0 {
        return Err(Failure::Refused(Refused::Ended));
    }
    if of.kind == MoveKind::Death && holding.holds == Holds::Owner {
        died(tx, of, &contact)?;
    }
    side(tx, of, &holding, contact.id, false)
}

/// Somebody has died, or has not: whoever has is told nothing any more and is not found by phone or address.
fn died(tx: &mut Tx<'_>, of: &Move, contact: &Contact) -> Done<()> {
    let on = store::moves::death(tx, of.company_id, contact.id)?.or(of.undone_at.is_none().then_some(of.day));
    save(tx, &Contact { died_on: on, ..contact.clone() })
}

fn side(tx: &mut Tx<'_>, of: &Move, holding: &Holding, contact_id: ContactId, comes: bool) -> Done<()> {
    let (company_id, move_id, holding_id, holds) = (of.company_id, of.id, holding.id, holding.holds);
    store::moves::add_side(tx, &Side { company_id, move_id, holding_id, contact_id, holds, comes })?;
    Ok(())
}

/// Begins the holdings of those who come.
fn come(tx: &mut Tx<'_>, who: &Entering<'_>, of: &Move, draft: &MoveDraft) -> Done<()> {
    let (Some(holds), Some(comes)) = (of.kind.brings(), &draft.comes) else { return Ok(()) };
    let contact = match comes {
        Comes::Known(id) => people::one(tx, who.reach, *id)?.id,
        Comes::New(card) => known_or_new(tx, of.company_id, card)?,
    };
    begin(tx, of, contact, holds, draft)?;
    for name in &draft.family {
        let card = ContactDraft { name: name.clone(), ident: None, phone: None, email: None };
        let card = contact_from(tx, of.company_id, &card);
        store::people::add_contact(tx, &card)?;
        people::remember(tx, &card)?;
        begin(tx, of, card.id, Holds::Family, draft)?;
    }
    Ok(())
}

fn begin(tx: &mut Tx<'_>, of: &Move, contact: ContactId, holds: Holds, draft: &MoveDraft) -> Done<()> {
    let share = draft.share.filter(|_| holds == Holds::Owner);
    let holding = Holding {
        id: HoldingId::fresh(tx.now()),
        company_id: of.company_id,
        premises_id: of.premises_id,
        contact_id: contact,
        holds,
        share_of: share.map(|share| share.of),
        share_in: share.map(|share| share.parts),
        since: Some(of.day),
        until: None,
        created_at: tx.now(),
    };
    unless_taken(store::people::add_holding(tx, &holding), Refused::HeldAlready)?;
    side(tx, of, &holding, contact, true)
}

/// Why a move cannot be undone any more, if so.
fn undoable(of: &Move, next_place: i32, now: Moment) -> Result<(), Refused> {
    if of.undone_at.is_some() {
        Err(Refused::UndoneAlready)
    } else if now > of.created_at + UNDONE_WITHIN {
        Err(Refused::TooLate)
    } else if next_place != of.place + 1 {
        Err(Refused::StoodUpon)
    } else {
        Ok(())
    }
}

/// Undoes a move: those who left hold on, those who came never did. Cards that it made stay.
pub(in crate::homes) fn undo_move(tx: &mut Tx<'_>, who: &Staff<People>, config: &Config, id: MoveId) -> Done<PremisesId> {
    let (company, now) = (who.company(), tx.now());
    let of = store::moves::one(tx, company, id)?;
    store::places::one(tx, who.reach(), of.premises_id)?;
    our_premises(tx, company, of.premises_id)?;
    let next = store::moves::next_place(tx, company, of.premises_id)?;
    undoable(&of, next, now).map_err(Failure::Refused)?;
    if store::moves::undo(tx, company, id)? == 0 {
        return Err(Failure::Refused(Refused::UndoneAlready));
    }
    // first those who came go: somebody may leave as a tenant and come as an owner
    let sides = store::moves::sides(tx, company, id)?;
    for (side, contact) in sides.iter().filter(|(side, _)| side.comes) {
        if store::moves::unbegin(tx, company, side.holding_id, contact.id, of.day)? == 0 {
            return Err(Failure::Refused(Refused::StoodUpon));
        }
    }
    for (side, contact) in sides.iter().filter(|(side, _)| !side.comes) {
        if of.kind == MoveKind::Death && side.holds == Holds::Owner {
            died(tx, &Move { undone_at: Some(now), ..of.clone() }, contact)?;
        }
        let reopened = store::moves::reopen(tx, company, side.holding_id, of.last_day());
        if unless_taken(reopened, Refused::StoodUpon)? == 0 {
            return Err(Failure::Refused(Refused::StoodUpon));
        }
    }
    refresh_words(tx, company, of.premises_id)?;
    letters::tell(tx, config, &Move { undone_at: Some(now), ..of.clone() })?;
    let details = json!({ "premises": of.premises_id, "number": of.number });
    audit::by(who).did("homes.move_undone", ("move", id)).with(details).record(tx)?;
    Ok(of.premises_id)
}
