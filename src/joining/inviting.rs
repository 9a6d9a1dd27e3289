//! Inviting: by a letter with a link, by a code on a screen, by letters on paper, many at once; and taking it back.

use chrono::TimeDelta;

use super::code::Code;
use super::forms::{Area, RunDraft};
use super::jobs::Print;
use super::rows::{Invitation, InvitationId, Run, RunId, RunState, Way};
use super::store::houses::Target;
use super::{Actor, Done, Refused, guardian, letters, line, store};
use crate::clock;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::homes::{self, ContactId, Holding, PremisesId};
use crate::mail::outbox;
use crate::text::Locale;
use crate::web::actor::{Register, Staff};
use crate::web::secrets;
use crate::who::{CompanyId, Holds};

/// Who invites.
#[derive(Clone, Debug)]
pub struct Inviter {
    /// The person.
    pub who: Actor,
    /// Whether as one who lives there, not as staff.
    pub resident: bool,
}

/// An invitation, as somebody wishes it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Into which premises.
    pub premises: PremisesId,
    /// As what.
    pub holds: Holds,
    /// The card that it is for.
    pub card: Option<ContactId>,
    /// Whom it is for.
    pub name: Option<String>,
    /// Where it is mailed; without an address it is a code to be passed on.
    pub email: Option<String>,
    /// In which language.
    pub locale: Locale,
    /// Whether it is for somebody under 18.
    pub minor: bool,
    /// Which of the holders consents for them.
    pub guardian: Option<ContactId>,
    /// How many days it can be used.
    pub days: i64,
}

/// An invitation that was made.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Which one.
    pub id: InvitationId,
    /// Its code, to be shown this once; none when it was mailed.
    pub code: Option<Code>,
}

/// Makes an invitation, and mails it if there is an address.
///
/// # Errors
/// [`Refused`] when somebody under 18 is to be what they cannot be.
pub fn write(tx: &mut Tx<'_>, config: &Config, company: CompanyId, by: &Inviter, wish: &Wish) -> Done<Sent> {
    let now = tx.now();
    super::taking::entered(homes::our_premises(tx, company, wish.premises))?;
    let here = homes::holders_of(tx, company, wish.premises, now)?;
    // a holder who is invited at the address that the register has of them is that holder
    let theirs = |held: &Holding, contact: &homes::Contact| {
        wish.email.is_some() && contact.email == wish.email && held.holds == wish.holds
    };
    let meant = here.iter().find(|(_, contact)| Some(contact.id) == wish.card);
    let card = meant.or_else(|| here.iter().find(|(held, contact)| theirs(held, contact))).map(|(_, contact)| contact);
    if card.is_some_and(|card| card.died_on.is_some()) {
        return Err(Failure::Refused(Refused::Died));
    }
    let minor = guardian::is_minor(card.and_then(|card| card.ident.as_deref()), wish.minor, clock::today(now));
    let consents = wish.guardian.filter(|id| here.iter().any(|(held, contact)| answers_for(held, contact, *id, now)));
    guardian::may_enter(minor, wish.holds, consents.is_some()).map_err(Failure::Refused)?;
    let (code, token) = (Code::fresh(), secrets::random_text());
    let (way, secret) = match wish.email {
        Some(_) => (Way::Mail, secrets::fingerprint(&token)),
        None => (Way::Screen, code.kept(&config.secret)),
    };
    let invitation = Invitation {
        name: wish.name.clone(),
        email: wish.email.clone(),
        holds: wish.holds,
        contact_id: card.map(|card| card.id),
        locale: wish.locale.code().to_owned(),
        minor,
        by_resident: by.resident,
        ..blank(company, wish.premises, way, secret, &by.who, now, wish.days)
    };
    store::invitations::add(tx, std::slice::from_ref(&invitation))?;
    if let Some(guardian) = consents.filter(|_| minor) {
        store::invitations::consent(tx, &invitation, guardian, guardian::WORDING, by.who.person)?;
    }
    if way == Way::Mail {
        let (place, sender) = (store::houses::place(tx, company, wish.premises)?, store::houses::company(tx, company)?);
        outbox::post(tx, &letters::invitation(config, &invitation, &place, &sender, &token))?;
    }
    let details = serde_json::json!({ "premises": wish.premises, "holds": wish.holds, "way": way, "minor": minor });
    line(company, &by.who).did("joining.invited", ("invitation", invitation.id)).with(details).record(tx)?;
    Ok(Sent { id: invitation.id, code: (way == Way::Screen).then_some(code) })
}

/// Whether this holder may consent for a child: an owner or tenant of full age.
fn answers_for(held: &Holding, contact: &homes::Contact, wanted: ContactId, now: clock::Moment) -> bool {
    contact.id == wanted && held.holds != Holds::Family && !guardian::is_minor(contact.ident.as_deref(), false, clock::today(now))
}

/// An invitation as owner, for nobody in particular.
pub(super) fn blank(
    company: CompanyId,
    premises: PremisesId,
    way: Way,
    secret: String,
    by: &Actor,
    now: clock::Moment,
    days: i64,
) -> Invitation {
    Invitation {
        id: InvitationId::fresh(now),
        company_id: company,
        premises_id: premises,
        holds: Holds::Owner,
        contact_id: None,
        way,
        run_id: None,
        secret,
        name: None,
        email: None,
        locale: Locale::default().code().to_owned(),
        minor: false,
        author_id: by.person,
        by_resident: false,
        created_at: now,
        expires_at: now + TimeDelta::days(days),
        used_at: None,
        used_by: None,
        holding_id: None,
        revoked_at: None,
        revoked_by: None,
    }
}

/// Has letters printed.
pub(super) fn begin_run(tx: &mut Tx<'_>, who: &Staff<Register>, draft: &RunDraft) -> Done<RunId> {
    let (now, company, by) = (tx.now(), who.company(), Actor::of(who));
    let target = Target { area: draft.area, subject: draft.subject.clone(), only_new: draft.only_new };
    let most = i64::try_from(super::MOST_LETTERS).unwrap_or(i64::MAX);
    match store::houses::targets(tx, company, &target, now, most + 1)?.len() {
        0 => return Err(Failure::Refused(Refused::NoLetters)),
        many if many > super::MOST_LETTERS => return Err(Failure::Refused(Refused::TooManyLetters)),
        _ => {}
    }
    let run = Run {
        id: RunId::fresh(now),
        company_id: company,
        author_id: by.person,
        place: draft.area.word().to_owned(),
        subject_id: draft.subject.clone(),
        place_name: draft.name.clone(),
        only_new: draft.only_new,
        state: RunState::Printing,
        job_id: None,
        printed: 0,
        created_at: now,
        expires_at: now + TimeDelta::days(draft.days),
        ended_at: None,
    };
    store::runs::add(tx, &run)?;
    let job = crate::jobs::enqueue(
        tx,
        &Print { company, run: run.id, by: by.person, name: by.name.clone(), address: by.address.clone() },
    )?;
    store::runs::aim(tx, &run, job)?;
    let details = serde_json::json!({ "place": run.place, "subject": run.subject_id, "only_new": run.only_new });
    line(company, &by).did("joining.letters_asked", ("letter_run", run.id)).with(details).record(tx)?;
    Ok(run.id)
}

/// What a run is for.
pub(super) fn target_of(run: &Run) -> Target {
    Target { area: run.place.parse().unwrap_or(Area::Premises), subject: run.subject_id.clone(), only_new: run.only_new }
}

/// Takes an invitation back.
pub(super) fn revoke(tx: &mut Tx<'_>, company: CompanyId, by: &Actor, id: InvitationId) -> Done<()> {
    let now = tx.now();
    let invitation = store::invitations::one(tx, company, id)?;
    if !store::invitations::revoke(tx, company, id, by.person)? {
        return Err(Failure::Refused(super::taking::closed(&invitation, now).unwrap_or(Refused::Used)));
    }
    Ok(line(company, by).did("joining.revoked", ("invitation", id)).record(tx)?)
}

/// Takes back all that is open of a run, and its file with it.
pub(super) fn revoke_run(tx: &mut Tx<'_>, company: CompanyId, by: &Actor, id: RunId) -> Done<usize> {
    let (run, _) = store::runs::one(tx, company, id)?;
    let gone = store::invitations::revoke_run(tx, company, id, by.person)?;
    crate::files::remove_all(tx, company, super::SHELF, &id.to_string())?;
    if run.state == RunState::Done {
        store::runs::cleared(tx, company, id)?;
    }
    let details = serde_json::json!({ "codes": gone });
    line(company, by).did("joining.letters_revoked", ("letter_run", id)).with(details).record(tx)?;
    Ok(gone)
}
