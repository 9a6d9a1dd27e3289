//! An appointment: somebody is asked to work for the company, by a letter, and comes by its link.
//!
//! The link proves the address it went to. Whoever has come in before under that address takes the appointment up signed in; whoever has
//! not chooses a password on the way. The code stands only in the letter; it works once, for two weeks, and can be taken back.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::duties::Zone;
use super::forms::{InviteDraft, WorkDraft};
use super::store::appointments::Appointment;
use super::{Done, Refused, duties, letters, ours, store};
use crate::accounts;
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx, taken};
use crate::mail::outbox;
use crate::text::Locale;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::secrets;
use crate::who::{PersonId, Role};

crate::ids! {
    /// That somebody is asked to work for the company.
    AppointmentId,
}

/// How long a letter's link works.
pub(super) const LIVES: TimeDelta = TimeDelta::days(14);

fn spoken<T: ToString>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn read<T: std::str::FromStr>(words: &str) -> Vec<T> {
    words.split(' ').filter_map(|word| word.parse().ok()).collect()
}

/// What was offered, as it was typed.
pub(super) fn offered(of: &Appointment) -> WorkDraft {
    let mut zone = Zone::default();
    for place in of.places.split(' ').filter(|place| !place.is_empty()) {
        match place.split_once(':') {
            Some(("complex", id)) => zone.complexes.push(id.to_owned()),
            Some((_, id)) => zone.buildings.push(id.to_owned()),
            None => {}
        }
    }
    WorkDraft {
        duties: read(&of.duties),
        zone: Some(zone).filter(|zone| !zone.is_empty()),
        skills: read(&of.skills),
        firm: of.firm_id,
    }
}

/// Asks somebody, by a letter.
pub(super) fn invite(tx: &mut Tx<'_>, app: &Config, who: &Staff<Admin>, draft: &InviteDraft) -> Done<()> {
    let work = &draft.work;
    let entrusted = if draft.role == Role::Staff { work.duties.as_slice() } else { &[] };
    duties::narrowed(entrusted, work.zone.as_ref()).map_err(Failure::Refused)?;
    ours(tx, who, work)?;
    if store::members::works_here(tx, who.company(), &draft.email, draft.role)? {
        return Err(Failure::Refused(Refused::WorksHere));
    }
    let (now, token) = (tx.now(), secrets::random_text());
    let complexes = work.zone.iter().flat_map(|zone| zone.complexes.iter().map(|id| format!("complex:{id}")));
    let buildings = work.zone.iter().flat_map(|zone| zone.buildings.iter().map(|id| format!("building:{id}")));
    let places: Vec<String> = complexes.chain(buildings).collect();
    let new = Appointment {
        id: AppointmentId::fresh(now),
        company_id: who.company(),
        role: draft.role,
        name: draft.name.clone(),
        email: draft.email.clone(),
        locale: draft.locale.code().to_owned(),
        duties: spoken(entrusted),
        places: spoken(&places),
        skills: if draft.role == Role::Technician { spoken(&work.skills) } else { String::new() },
        firm_id: work.firm.filter(|_| draft.role == Role::Technician),
        code: secrets::fingerprint(&token),
        invited_by: who.person(),
        created_at: now,
        expires_at: now + LIVES,
        used_at: None,
        revoked_at: None,
    };
    store::appointments::add(tx, &new)?;
    let company = store::members::company_names(tx, who.company())?;
    outbox::post(tx, &letters::offer(app, &new, &company, &token))?;
    let details = serde_json::json!({ "role": new.role, "duties_is": new.duties });
    Ok(audit::by(who).did("team.invited", ("appointment", new.id)).with(details).record(tx)?)
}

/// Takes an offer back.
pub(super) fn revoke(tx: &mut Tx<'_>, who: &Staff<Admin>, id: AppointmentId) -> QueryResult<()> {
    store::appointments::revoke(tx, who.company(), id)?;
    audit::by(who).did("team.invitation_revoked", ("appointment", id)).record(tx)
}

/// An offer as its reader sees it.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) appointment: Appointment,
    /// The company's name in Kazakh, Russian and English.
    pub(super) company: [String; 3],
    /// Whether somebody has come in before under the address that the letter went to.
    pub(super) known: Option<PersonId>,
}

impl Offer {
    pub(super) fn company(&self, locale: Locale) -> &str {
        let [kk, ru, en] = &self.company;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
    }
}

/// The offer that a code opens, while it is open.
pub(super) fn opened(conn: &mut Conn, code: &str, now: Moment) -> QueryResult<Option<Offer>> {
    let Some((appointment, (kk, ru, en))) = store::appointments::by_code(conn, code)? else { return Ok(None) };
    if appointment.used_at.is_some() || appointment.revoked_at.is_some() || appointment.expires_at <= now {
        return Ok(None);
    }
    let known = store::members::came_in(conn, &appointment.email)?;
    Ok(Some(Offer { appointment, company: [kk, ru, en], known }))
}

/// Takes an offer up: gives where to go next. Whoever has no password yet chooses one first.
pub(super) fn take_up(tx: &mut Tx<'_>, offer: &Offer, address: &str) -> Done<String> {
    let of = &offer.appointment;
    if !store::appointments::use_up(tx, of.id)? {
        return Err(Failure::Refused(Refused::Offer));
    }
    let person = match offer.known {
        Some(person) => person,
        None => accounts::person_for(tx, &of.email, &of.name)?,
    };
    let work = offered(of);
    let membership = match accounts::appoint(tx, of.company_id, person, of.role, &work.duties) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::WorksHere)),
        made => made?,
    };
    store::zones::set(tx, of.company_id, membership, work.zone.as_ref())?;
    store::firms::set_skills(tx, of.company_id, membership, &work.skills)?;
    store::firms::set_firm(tx, of.company_id, membership, work.firm)?;
    audit::By::account(person, &of.name, address)
        .within(of.company_id)
        .did("team.came", ("membership", membership))
        .with(serde_json::json!({ "role": of.role, "duties_is": of.duties }))
        .record(tx)?;
    if offer.known.is_some() {
        return Ok("/".to_owned());
    }
    accounts::speak(tx, person, Locale::from_code(&of.locale).unwrap_or_default())?;
    Ok(accounts::password_path(tx, person, address)?)
}
