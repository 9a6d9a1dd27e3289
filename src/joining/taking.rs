//! Taking an invitation: what its bearer sees, and how it makes them a holder, once.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::card::{Candidate, card};
use super::rows::{Invitation, InvitationId, State};
use super::store::houses::{Company, Place};
use super::{Actor, Done, Refused, guardian, line, store};
use crate::clock::{self, Moment};
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::homes::{self, Entry, HoldingId};
use crate::web::secrets;
use crate::who::PersonId;

const PURPOSE: &str = "join ticket";
/// How long the page of an invitation stays open after its code was typed.
const TICKET_LIVES: TimeDelta = TimeDelta::hours(2);

/// That somebody knew a code or had a letter: carried in the address of the next page, so that the code is in no address and no log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) invitation: InvitationId,
    /// It came out of a mailbox: the address that the invitation was mailed to is theirs.
    pub(super) mailed: bool,
}

/// A ticket for somebody who knows the code of an invitation, or had it by mail.
pub fn ticket(config: &Config, invitation: InvitationId, mailed: bool, now: Moment) -> String {
    let until = (now + TICKET_LIVES).and_utc().timestamp();
    secrets::sealed(&config.secret, PURPOSE, &format!("{invitation}|{}|{until}", u8::from(mailed)))
}

impl Ticket {
    /// Reads a ticket of ours that has not run out.
    pub(super) fn read(config: &Config, text: &str, now: Moment) -> Option<Self> {
        let text = secrets::unseal(&config.secret, PURPOSE, text)?;
        let mut parts = text.split('|');
        let (invitation, mailed, until) = (parts.next()?.parse().ok()?, parts.next()? == "1", parts.next()?.parse::<i64>().ok()?);
        (now.and_utc().timestamp() < until).then_some(Self { invitation, mailed })
    }
}

/// Why an invitation can no longer be used; `None` while it can.
pub(super) fn closed(of: &Invitation, now: Moment) -> Option<Refused> {
    match of.state(now) {
        State::Waiting => None,
        State::Used => Some(Refused::Used),
        State::Expired => Some(Refused::Expired),
        State::Revoked => Some(Refused::Revoked),
    }
}

/// What the bearer of an invitation is shown: where it leads and who manages the house, nobody's name.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) invitation: Invitation,
    pub(super) place: Place,
    pub(super) company: Company,
}

pub(super) fn shown(conn: &mut Conn, ticket: Ticket) -> QueryResult<Option<Shown>> {
    let Some(invitation) = store::invitations::sealed(conn, ticket.invitation)? else { return Ok(None) };
    let place = store::houses::place(conn, invitation.company_id, invitation.premises_id)?;
    let company = store::houses::company(conn, invitation.company_id)?;
    Ok(Some(Shown { invitation, place, company }))
}

/// Somebody who comes in.
#[derive(Clone, Debug)]
pub struct Comer {
    /// Their account.
    pub who: Actor,
    /// Their address, which was proved.
    pub email: Option<String>,
    /// Their phone, as they say.
    pub phone: Option<String>,
}

/// Makes somebody a holder by an invitation; of many who try at once, one.
///
/// # Errors
/// [`Refused`] when it is used, over or taken back, when they hold the premises already, or are too young for it.
pub fn take(tx: &mut Tx<'_>, id: InvitationId, comer: &Comer) -> Done<HoldingId> {
    let now = tx.now();
    let invitation = store::invitations::sealed(tx, id)?.ok_or(Failure::Refused(Refused::Unknown))?;
    if let Some(refused) = closed(&invitation, now) {
        return Err(Failure::Refused(refused));
    }
    if !store::invitations::use_up(tx, &invitation, comer.who.person)? {
        return Err(Failure::Refused(Refused::Used));
    }
    let holding = enter(tx, &invitation, comer, now)?;
    store::invitations::note_holding(tx, &invitation, holding)?;
    let details = serde_json::json!({ "premises": invitation.premises_id, "holds": invitation.holds, "holding": holding, "way": invitation.way });
    line(invitation.company_id, &comer.who).did("joining.entered", ("invitation", id)).with(details).record(tx)?;
    Ok(holding)
}

fn enter(tx: &mut Tx<'_>, of: &Invitation, comer: &Comer, now: Moment) -> Done<HoldingId> {
    let here = homes::holders_of(tx, of.company_id, of.premises_id, now)?;
    let same: Vec<_> = here.iter().filter(|(held, _)| held.holds == of.holds).collect();
    if same.iter().any(|(_, contact)| contact.person_id == Some(comer.who.person) && of.contact_id != Some(contact.id)) {
        return Err(Failure::Refused(Refused::Yours));
    }
    let people: Vec<PersonId> = same.iter().filter_map(|(_, contact)| contact.person_id).collect();
    let came_in = store::invitations::came_in(tx, &people)?;
    let candidates: Vec<Candidate<'_>> = same
        .iter()
        .map(|(_, contact)| Candidate { contact, came_in: contact.person_id.is_some_and(|person| came_in.contains(&person)) })
        .collect();
    let known = card(of.contact_id, &candidates, comer.who.person, &comer.who.name);
    let ident = candidates.iter().find(|one| Some(one.contact.id) == known).and_then(|one| one.contact.ident.as_deref());
    let minor = guardian::is_minor(ident, of.minor, clock::today(now));
    let consent = minor && store::invitations::consented(tx, of.company_id, of.id)?.is_some();
    guardian::may_enter(minor, of.holds, consent).map_err(Failure::Refused)?;
    let entry = Entry {
        premises: of.premises_id,
        card: known,
        person: comer.who.person,
        name: comer.who.name.clone(),
        email: comer.email.clone(),
        phone: comer.phone.clone(),
        holds: of.holds,
        since: Some(clock::today(now)),
    };
    entered(homes::enter(tx, of.company_id, &entry)).map(|(holding, _)| holding)
}

/// The register's refusal, as one who comes in understands it.
pub(super) fn entered<T>(done: Result<T, Failure<homes::Refused>>) -> Done<T> {
    done.map_err(|failure| match failure {
        Failure::Refused(homes::Refused::HandedOver) => Failure::Refused(Refused::HandedOver),
        Failure::Refused(_) => Failure::Refused(Refused::Yours),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}
