//! What residents do about requests: send, join, write, say whether it is fixed, rate.

use std::collections::BTreeSet;

use diesel::QueryResult;

use super::category;
use super::checking::look_again;
use super::coming::{Coming, ask_house, begin_own};
use super::kind::{MessageId, RequestId, Tag, Wait};
use super::moving::{Doer, Done, answered, happened, keep, note_missed, put};
use super::refused::Refused;
use super::rows::{Happening, Message, Request};
use super::state::{Stage, State};
use super::{DRAFTS, INTERNAL, SHELF, THREAD, news, store};
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::files::{self, Kept, Shelf};
use crate::homes::PremisesId;
use crate::web::actor::{Acting, Resident};
use crate::who::PersonId;

/// The most pictures that a request has.
pub const PICTURES: usize = 8;

fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

/// Puts the pictures that a form kept onto the request.
pub(super) fn take_pictures(tx: &mut Tx<'_>, of: &Request, draft: &str) -> QueryResult<()> {
    if !draft.is_empty() {
        files::move_all(tx, of.company_id, (DRAFTS, draft), (SHELF, &of.id.to_string()))?;
    }
    Ok(())
}

/// Adds pictures of the thread, or of staff among themselves, as many as there is room for.
pub(super) fn add_pictures(tx: &mut Tx<'_>, of: &Request, (shelf, pictures): (Shelf, &[Kept]), by: PersonId) -> QueryResult<()> {
    let subject = of.id.to_string();
    let there = files::on_shelf(tx, of.company_id, shelf, std::slice::from_ref(&subject))?;
    let room = (3 * PICTURES).saturating_sub(there.get(&subject).map_or(0, Vec::len));
    for picture in pictures.iter().take(room) {
        files::add(tx, of.company_id, shelf, &subject, picture, Some(by))?;
    }
    Ok(())
}

/// Sends a request; `draft` names the shelf on which its pictures were kept meanwhile.
pub(super) fn report(tx: &mut Tx<'_>, config: &Config, who: &Resident, of: &Coming, draft: &str) -> Done<Request> {
    let new = begin_own(tx, config, &Doer::resident(who), of)?;
    take_pictures(tx, &new, draft)?;
    store::thread::read(tx, new.company_id, new.id, who.person())?;
    Ok(new)
}

/// From which of somebody's premises a request concerns them: those in its building.
fn from_which(who: &Resident, of: &Request) -> Option<PremisesId> {
    let building = of.building_id.to_string();
    let entrance = of.entrance_id.map(|id| id.to_string());
    let there = || who.homes().iter().filter(|home| home.building == building);
    let same_door = there().find(|home| home.entrance.is_some() && home.entrance == entrance);
    let own = there().find(|home| of.premises_id.is_some_and(|id| home.premises == id.to_string()));
    own.or(same_door).or_else(|| there().next()).and_then(|home| home.premises.parse().ok())
}

/// «This is mine too.»
pub(super) fn join(tx: &mut Tx<'_>, who: &Resident, id: RequestId, draft: &str) -> Done<Request> {
    let of = store::house::one(tx, who, id)?;
    if !of.open_to_house {
        return no(Refused::Private);
    }
    if !of.is_open {
        return no(Refused::State(of.state));
    }
    ask_house(tx, of.company_id, of.building_id)?;
    let Some(from) = from_which(who, &of).filter(|_| of.reporter_id != Some(who.person())) else { return no(Refused::Joined) };
    if !store::changing::join(tx, of.company_id, of.id, (who.person(), from))? {
        return no(Refused::Joined);
    }
    take_pictures(tx, &of, draft)?;
    happened(tx, &of, &Doer::resident(who), Happening::Joined, "")?;
    Ok(of)
}

/// Whether somebody is one of those who asked.
pub(super) fn belongs(tx: &mut Tx<'_>, who: &Resident, of: &Request) -> QueryResult<bool> {
    if of.reporter_id == Some(who.person()) {
        return Ok(true);
    }
    Ok(store::one::joiners(tx, of.id)?.iter().any(|(person, _)| *person == who.person()))
}

fn ours(tx: &mut Tx<'_>, who: &Resident, id: RequestId) -> Done<Request> {
    let of = store::house::one(tx, who, id)?;
    if !belongs(tx, who, &of)? {
        return no(Refused::NotYours);
    }
    ask_house(tx, of.company_id, of.building_id)?;
    Ok(of)
}

/// Writes into the thread. What waited for the resident is in work again; what is over begins anew as a linked request, whose id it gives.
pub(super) fn say(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Resident,
    id: RequestId,
    text: &str,
    pictures: &[Kept],
) -> Done<RequestId> {
    let of = ours(tx, who, id)?;
    let doer = Doer::resident(who);
    if !of.is_open {
        let next = begin_own(tx, config, &doer, &following(who, &of, text))?;
        happened(tx, &next, &doer, Happening::Linked, &of.number)?;
        add_pictures(tx, &next, (THREAD, pictures), who.person())?;
        return Ok(next.id);
    }
    write(tx, &of, &doer, text, false)?;
    add_pictures(tx, &of, (THREAD, pictures), who.person())?;
    store::changing::asked(tx, of.company_id, of.id)?;
    store::thread::read(tx, of.company_id, of.id, who.person())?;
    news::for_staff(tx, config, &of, "requests.news.written", &doer)?;
    if of.state() == State::Waiting(Wait::Resident) {
        let next = of.state().start().map_err(Failure::Refused)?;
        put(tx, config, &doer, &of, &next)?;
    }
    Ok(of.id)
}

/// What follows from a request that is over.
pub(super) fn following(who: &Resident, of: &Request, text: &str) -> Coming {
    Coming {
        company: of.company_id,
        building: of.building_id,
        entrance: of.entrance_id,
        premises: from_which(who, of),
        matter: of.matter,
        category: category::known(&of.category),
        spot: of.spot,
        floor: of.floor,
        place: of.place.clone(),
        text: text.to_owned(),
        open_to_house: of.open_to_house,
        anonymous: of.anonymous,
        reporter: Some(who.person()),
        name: who.name().to_owned(),
        phone: String::new(),
        entered_by: None,
        linked: Some(of.id),
    }
}

/// Adds a message.
pub(super) fn write(tx: &mut Tx<'_>, of: &Request, doer: &Doer, text: &str, internal: bool) -> QueryResult<()> {
    let message = Message {
        id: MessageId::fresh(tx.now()),
        company_id: of.company_id,
        request_id: of.id,
        author_id: doer.person,
        name: doer.name.clone(),
        by_staff: doer.by_staff,
        internal,
        text: text.to_owned(),
        created_at: tx.now(),
    };
    store::thread::add(tx, &message).map(drop)
}

/// How many premises have to say that it is fixed: one, and two where it is property of all and two asked.
fn needed(of: &Request, asked_from: usize) -> usize {
    if of.common { asked_from.clamp(1, 2) } else { 1 }
}

/// «It is fixed.» Gives whether it is closed by that.
pub(super) fn confirm(tx: &mut Tx<'_>, config: &Config, who: &Resident, id: RequestId) -> Done<bool> {
    let of = ours(tx, who, id)?;
    let next = of.state().close().map_err(Failure::Refused)?;
    let Some(from) = from_which(who, &of) else { return no(Refused::NotYours) };
    store::changing::confirm(tx, of.company_id, of.id, (who.person(), from))?;
    let doer = Doer::resident(who);
    happened(tx, &of, &doer, Happening::Confirmed, "")?;
    let mut asked_from: BTreeSet<PremisesId> = store::one::joiners(tx, of.id)?.into_iter().map(|(_, from)| from).collect();
    asked_from.extend(of.premises_id);
    let confirmed = store::one::confirmed(tx, of.id)?.len();
    if confirmed < needed(&of, asked_from.len()) {
        return Ok(false);
    }
    put(tx, config, &doer, &of, &next)?;
    Ok(true)
}

/// «It is not fixed.» It is in work again, and that it came back is counted.
pub(super) fn reopen(tx: &mut Tx<'_>, config: &Config, who: &Resident, id: RequestId, text: &str, pictures: &[Kept]) -> Done<()> {
    let was = ours(tx, who, id)?;
    let next = was.state().reopen().map_err(Failure::Refused)?;
    let doer = Doer::resident(who);
    store::changing::unconfirm(tx, was.company_id, was.id)?;
    write(tx, &was, &doer, text, false)?;
    add_pictures(tx, &was, (THREAD, pictures), who.person())?;
    let is = put(tx, config, &doer, &was, &next)?;
    let counted = Request { reopened: is.reopened + 1, asked_at: tx.now(), ..is.clone() };
    let is = keep(tx, &is, counted)?;
    happened(tx, &is, &doer, Happening::Reopened, "")?;
    Ok(news::for_staff(tx, config, &is, "requests.news.reopened", &doer)?)
}

/// Rates what is over. Low ratings have it looked at by somebody else.
pub(super) fn rate(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Resident,
    id: RequestId,
    (good, tags, words): (bool, &[Tag], &str),
) -> Done<()> {
    let of = ours(tx, who, id)?;
    if of.state != Stage::Closed {
        return no(Refused::State(of.state));
    }
    let tags: Vec<&str> = tags.iter().map(|tag| tag.word()).collect();
    if !store::changing::rate(tx, (of.company_id, of.id), who.person(), (good, &tags.join(" "), words))? {
        return no(Refused::Rated);
    }
    if !good {
        look_again(tx, config, who, &of, words)?;
    }
    Ok(())
}

/// Somebody of the staff answers; the first answer stops its clock.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    config: &Config,
    doer: &Doer,
    was: &Request,
    (text, internal): (&str, bool),
    pictures: &[Kept],
) -> Done<()> {
    ask_house(tx, was.company_id, was.building_id)?;
    write(tx, was, doer, text, internal)?;
    if let Some(person) = doer.person {
        let shelf = if internal { INTERNAL } else { THREAD };
        add_pictures(tx, was, (shelf, pictures), person)?;
        store::thread::read(tx, was.company_id, was.id, person)?;
    }
    if internal {
        return Ok(());
    }
    if was.answered_at.is_none() {
        let mut is = was.clone();
        note_missed(tx, &mut is)?;
        answered(&mut is, tx.now());
        keep(tx, was, is)?;
    }
    Ok(news::answered(tx, config, was, doer, text)?)
}
