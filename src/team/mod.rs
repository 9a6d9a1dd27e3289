//! The team: who works for a company, at which duties, where, and who stands in while somebody is away.
//!
//! A duty may be narrowed to a *zone*: complexes and buildings. Everything its holder sees and does stays within it; two duties cannot be
//! narrowed, because what they answer for is the company itself ([`duties::narrowed`]). While somebody is away their substitute has their
//! duties in their zone besides the own ones, from the first day to the last; an administrator's own duty is not lent. Whoever leaves is out
//! at once: their sessions end in the same moment. A company always keeps one administrator. Technicians have skills, and may belong to a
//! service firm: then they are asked only for the jobs given to that firm.

mod absence;
mod appointment;
mod crew;
mod duties;
mod forms;
mod hand;
mod leaning;
mod letters;
mod naming;
pub mod pages;
mod posting;
mod skill;
mod store;

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::QueryResult;

pub use absence::AbsenceId;
pub use appointment::AppointmentId;
pub use crew::{Crew, crew, firms};
pub use duties::key as duty_key;
pub use hand::Hand;
pub use leaning::leaning;
pub use naming::namings;
pub use posting::{FirmCard, Place, Posting, membership_of, open_firm, plan_absence, post};
pub use skill::{FirmId, Skill};

use crate::accounts;
use crate::audit;
use crate::db::{Conn, Failure, Tx, taken};
use crate::homes::{self, BuildingId};
use crate::text::alphabetical;
use crate::web::actor::{Admin, Staff};
use crate::web::{Refusal, Routes, Said};
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};
use forms::{AbsenceDraft, FirmDraft, WorkDraft};
use store::firms::Firm;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{absences, appointment as offer, ending, firms, index, invite, member, work};
    routes
        .get("/staff/team", index::show)
        .get("/staff/team/firms", firms::index)
        .get("/staff/team/firms/new", firms::new)
        .post("/staff/team/firms", firms::create)
        .get("/staff/team/firms/{firm}/edit", firms::edit)
        .post("/staff/team/firms/{firm}", firms::save)
        .get("/staff/team/new", invite::new)
        .post("/staff/team", invite::create)
        .post("/staff/team/appointments/{appointment}/revocation", invite::revoke)
        .get("/appointments/{offer}", offer::show)
        .post("/appointments/{offer}", offer::take)
        .get("/staff/team/{member}", member::show)
        .get("/staff/team/{member}/edit", work::edit)
        .post("/staff/team/{member}", work::save)
        .get("/staff/team/{member}/absences/new", absences::new)
        .post("/staff/team/{member}/absences", absences::create)
        .post("/staff/team/{member}/absences/{absence}/ending", absences::end)
        .get("/staff/team/{member}/ending", ending::ask)
        .post("/staff/team/{member}/ending", ending::end);
}

/// The staff who have a duty where these premises lie, and who stands in for them on that day: whom a capability tells what waits there.
///
/// # Errors
/// When the database fails.
pub fn entrusted(
    conn: &mut Conn,
    company: CompanyId,
    of: homes::PremisesId,
    duty: Duty,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    store::entrusted::at(conn, company, of, duty, today)
}

/// The same of a building: for what concerns all of it.
///
/// # Errors
/// When the database fails.
pub fn entrusted_at(
    conn: &mut Conn,
    company: CompanyId,
    of: BuildingId,
    duty: Duty,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    store::entrusted::in_building(conn, company, of, duty, today)
}

/// Whoever may be given work in a building today.
///
/// # Errors
/// When the database fails.
pub fn hands(conn: &mut Conn, company: CompanyId, of: BuildingId, today: NaiveDate) -> QueryResult<Vec<Hand>> {
    store::entrusted::hands(conn, company, of, today)
}

/// Why the team is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A company keeps one administrator at least.
    LastAdmin,
    /// This duty answers for the whole company.
    NotNarrowed,
    /// A zone without a place is no zone.
    EmptyZone,
    /// They do not work here any more.
    Left,
    /// Nobody stands in for themselves.
    Oneself,
    /// They are away already in those days.
    AwayAlready,
    /// Who stands in is away themselves.
    SubstituteAway,
    /// There is a firm of that name.
    NameTaken,
    /// Somebody of that address works here in that role already.
    WorksHere,
    /// The link was used, taken back or has run out.
    Offer,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::LastAdmin => "team.refused.last_admin",
            Self::NotNarrowed => "team.refused.not_narrowed",
            Self::EmptyZone => "team.refused.empty_zone",
            Self::Left => "team.refused.left",
            Self::Oneself => "team.refused.oneself",
            Self::AwayAlready => "team.refused.away_already",
            Self::SubstituteAway => "team.refused.substitute_away",
            Self::NameTaken => "team.refused.name_taken",
            Self::WorksHere => "team.refused.works_here",
            Self::Offer => "team.refused.offer",
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

/// Of two administrators who dismiss one another at the same moment, one waits here and then finds that they are the last.
fn keep_an_admin(tx: &mut Tx<'_>, who: &Staff<Admin>, but: MembershipId) -> Done<()> {
    store::members::hold_company(tx, who.company())?;
    if store::members::other_admins(tx, who.company(), but)? == 0 {
        return Err(Failure::Refused(Refused::LastAdmin));
    }
    Ok(())
}

/// Whether the places and the firm are the company's own; others are as if they were not there.
fn ours(tx: &mut Tx<'_>, who: &Staff<Admin>, draft: &WorkDraft) -> QueryResult<()> {
    let wanted: HashSet<String> =
        draft.zone.iter().flat_map(|zone| zone.complexes.iter().chain(&zone.buildings)).cloned().collect();
    if homes::named(tx, who.company(), &wanted)?.len() != wanted.len() {
        return Err(diesel::result::Error::NotFound);
    }
    draft.firm.map_or(Ok(()), |firm| store::firms::one(tx, who.company(), firm).map(drop))
}

/// Gives somebody other duties, another zone, other skills, another firm.
fn entrust(tx: &mut Tx<'_>, who: &Staff<Admin>, id: MembershipId, draft: &WorkDraft) -> Done<()> {
    let company = who.company();
    let before = store::members::one(tx, company, id)?;
    if before.until.is_some() {
        return Err(Failure::Refused(Refused::Left));
    }
    let duties: &[Duty] = if before.role == Role::Staff { &draft.duties } else { &[] };
    duties::narrowed(duties, draft.zone.as_ref()).map_err(Failure::Refused)?;
    ours(tx, who, draft)?;
    let had = store::members::duties(tx, &[id])?.remove(&id).unwrap_or_default();
    if had.contains(&Duty::Admin) && !duties.contains(&Duty::Admin) {
        keep_an_admin(tx, who, id)?;
    }
    store::members::set_duties(tx, company, id, duties)?;
    store::zones::set(tx, company, id, draft.zone.as_ref())?;
    if before.role == Role::Technician {
        store::firms::set_skills(tx, company, id, &draft.skills)?;
        store::firms::set_firm(tx, company, id, draft.firm)?;
    }
    let words = |all: &[Duty]| all.iter().map(|duty| duty.word()).collect::<Vec<_>>();
    let details = serde_json::json!({ "duties_was": words(&had), "duties_is": words(duties), "zoned": draft.zone.is_some() });
    Ok(audit::by(who).did("team.entrusted", ("membership", id)).with(details).record(tx)?)
}

/// Notes that somebody will be away, and who stands in.
fn send_away(tx: &mut Tx<'_>, who: &Staff<Admin>, id: MembershipId, draft: &AbsenceDraft) -> Done<()> {
    let company = who.company();
    store::members::hold_company(tx, company)?;
    let of = store::members::one(tx, company, id)?;
    if of.until.is_some() {
        return Err(Failure::Refused(Refused::Left));
    }
    if store::absences::overlaps(tx, company, id, draft.since, draft.until)? {
        return Err(Failure::Refused(Refused::AwayAlready));
    }
    if let Some(substitute) = draft.substitute {
        if substitute == id {
            return Err(Failure::Refused(Refused::Oneself));
        }
        let theirs = store::members::one(tx, company, substitute)?;
        if theirs.until.is_some() || theirs.role != of.role {
            return Err(Failure::Refused(Refused::Left));
        }
        if store::absences::overlaps(tx, company, substitute, draft.since, draft.until)? {
            return Err(Failure::Refused(Refused::SubstituteAway));
        }
    }
    store::absences::add(tx, company, id, draft)?;
    let details = serde_json::json!({ "since": draft.since, "until": draft.until, "substitute": draft.substitute });
    Ok(audit::by(who).did("team.sent_away", ("membership", id)).with(details).record(tx)?)
}

/// Somebody is back earlier, or does not go.
fn call_back(tx: &mut Tx<'_>, who: &Staff<Admin>, id: MembershipId, absence: AbsenceId, today: NaiveDate) -> QueryResult<()> {
    store::absences::end(tx, who.company(), id, absence, today)?;
    audit::by(who).did("team.called_back", ("membership", id)).with(serde_json::json!({ "absence": absence })).record(tx)
}

/// Ends somebody's work: their duties are over and every session of theirs with them.
fn dismiss(tx: &mut Tx<'_>, who: &Staff<Admin>, id: MembershipId) -> Done<()> {
    let company = who.company();
    let before = store::members::one(tx, company, id)?;
    if store::members::duties(tx, &[id])?.remove(&id).unwrap_or_default().contains(&Duty::Admin) {
        keep_an_admin(tx, who, id)?;
    }
    if !store::members::end(tx, company, id)? {
        return Err(Failure::Refused(Refused::Left));
    }
    store::absences::end_all(tx, company, id)?;
    accounts::end_sessions(tx, before.person)?;
    Ok(audit::by(who).did("team.dismissed", ("membership", id)).with(serde_json::json!({ "role": before.role })).record(tx)?)
}

fn add_firm(tx: &mut Tx<'_>, who: &Staff<Admin>, draft: &FirmDraft) -> Done<FirmId> {
    let id = FirmId::fresh(tx.now());
    let firm = firm(who, id, draft, tx.now());
    match store::firms::add(tx, &firm) {
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::NameTaken)),
        done => {
            done?;
            audit::by(who).did("team.firm_added", ("firm", id)).with(serde_json::json!({ "name": draft.name })).record(tx)?;
            Ok(id)
        }
    }
}

fn firm(who: &Staff<Admin>, id: FirmId, draft: &FirmDraft, now: crate::clock::Moment) -> Firm {
    Firm {
        id,
        company_id: who.company(),
        name: draft.name.clone(),
        sort_key: alphabetical::key(&draft.name),
        bin: draft.bin.clone(),
        phone: draft.phone.clone(),
        email: draft.email.clone(),
        created_at: now,
        ended_at: None,
    }
}

fn change_firm(tx: &mut Tx<'_>, who: &Staff<Admin>, id: FirmId, draft: &FirmDraft) -> Done<()> {
    store::firms::one(tx, who.company(), id)?;
    let firm = firm(who, id, draft, tx.now());
    match store::firms::save(tx, &firm) {
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::NameTaken)),
        done => {
            done?;
            Ok(audit::by(who)
                .did("team.firm_changed", ("firm", id))
                .with(serde_json::json!({ "name": draft.name }))
                .record(tx)?)
        }
    }
}
