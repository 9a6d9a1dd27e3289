//! Houses that go from one company to another (*үйді тапсыру*, *передача дома*).
//!
//! ```text
//! packing ─▶ ready ─▶ accepted
//!    ▲         ├─▶ refused (why)      cancelled ◀─ packing, ready
//!    └─ stale ─┘
//! ```
//! The old company hands all documents of a house to the new one within ten working days (Law on housing relations, art. 51-4(8)): an archive
//! in open formats, signed, in which every entry has its digest. The operator begins it; the job packs it; the new company's administrator
//! takes it over or says why not. Only what was signed is taken: where the register has changed since, the archive is made anew first.
//! From the day on the house belongs to the new company with everybody who holds something in it; the old one reads what it had and writes
//! nothing. A company outside this installation gets the file, and takes it in with a portal of its own.

mod act;
mod arriving;
mod forms;
mod jobs;
mod letters;
mod naming;
mod packing;
pub mod pages;
mod rows;
mod store;
mod term;

use diesel::QueryResult;
use serde_json::json;

pub use jobs::{Pack, warn_of_late};
pub use naming::namings;
pub use rows::{Handover, HandoverId, State};

use crate::audit;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::files::Shelf;
use crate::homes::{self, BuildingId};
use crate::parcel::Opened;
use crate::web::actor::{Acting, Admin, Operator, Recent, Staff};
use crate::web::{Refusal, Routes, Said};
use crate::who::{CompanyId, PersonId};
use forms::Draft;

/// Where archives stand, each beside its hand-over.
pub const SHELF: Shelf = Shelf("handover");

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{act, arrivals, given, operator, staff};
    routes
        .get("/operator/handovers", operator::index)
        .get("/operator/handovers/new", operator::new)
        .post("/operator/handovers", operator::create)
        .get("/operator/handovers/{handover}", operator::show)
        .get("/operator/handovers/{handover}/cancellation", operator::ask_cancelling)
        .post("/operator/handovers/{handover}/cancellation", operator::cancel)
        .post("/operator/handovers/{handover}/delivery", operator::deliver)
        .get("/operator/handovers/{handover}/act.pdf", act::print::<Operator>)
        .post("/operator/handovers/{handover}/archive", given::ask::<Operator>)
        .get("/operator/handovers/{handover}/archive/{sealed}", given::give::<Operator>)
        .get("/staff/handovers", staff::index)
        .get("/staff/handovers/arrivals/new", arrivals::new)
        .post("/staff/handovers/arrivals", arrivals::look)
        .get("/staff/handovers/arrivals/{arrival}", arrivals::show)
        .post("/staff/handovers/arrivals/{arrival}", arrivals::take)
        .get("/staff/handovers/{handover}", staff::show)
        .get("/staff/handovers/{handover}/acceptance", staff::ask_accepting)
        .post("/staff/handovers/{handover}/acceptance", staff::accept)
        .get("/staff/handovers/{handover}/refusal", staff::ask_refusing)
        .post("/staff/handovers/{handover}/refusal", staff::refuse)
        .get("/staff/handovers/{handover}/act.pdf", act::print::<Staff<Admin>>)
        .post("/staff/handovers/{handover}/archive", given::ask::<Staff<Admin>>)
        .get("/staff/handovers/{handover}/archive/{sealed}", given::give::<Staff<Admin>>);
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// One of the houses is being handed over already, or was.
    OnTheWay,
    /// It was accepted, refused or cancelled meanwhile.
    Over,
    /// The register has changed since the archive was made; it is being made anew.
    Stale,
    /// The new company's register stands against it.
    Register(homes::Refused),
    /// The archive itself.
    Parcel(crate::parcel::Refused),
    /// The archive was signed by another installation, and nobody has said that its key was compared.
    Stranger,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::OnTheWay => "handover.refused.on_the_way".into(),
            Self::Over => "handover.refused.over".into(),
            Self::Stale => "handover.refused.stale".into(),
            Self::Register(refused) => refused.said(),
            Self::Parcel(refused) => refused.said(),
            Self::Stranger => "handover.refused.stranger".into(),
        }
    }
}

type Done<T> = Result<T, Failure<Refused>>;

fn unless<T>(done: Result<T, Failure<homes::Refused>>) -> Done<T> {
    done.map_err(|failure| match failure {
        Failure::Refused(refused) => Failure::Refused(Refused::Register(refused)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// A hand-over of the demo's.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The old company.
    pub from: CompanyId,
    /// The new one.
    pub to: CompanyId,
    /// The houses.
    pub houses: Vec<BuildingId>,
    /// The owners' decision.
    pub ground: String,
    /// Its day.
    pub ground_day: chrono::NaiveDate,
    /// The last day of the old contract.
    pub day: chrono::NaiveDate,
}

/// Begins a hand-over as the operator would: for the demo.
///
/// # Errors
/// When it is refused, or the database fails.
pub fn settle(tx: &mut Tx<'_>, config: &Config, author: PersonId, of: Settled) -> Done<HandoverId> {
    let Settled { from, to, houses: buildings, ground, ground_day, day } = of;
    let draft = Draft { from, to: Some(to), to_name: String::new(), ground, ground_day, day, buildings };
    enter(tx, &audit::By { person: Some(author), ..audit::By::portal(None) }, config, author, &draft)
}

/// Begins a hand-over, and asks for its archive.
fn begin(tx: &mut Tx<'_>, who: &Operator, config: &Config, draft: &Draft) -> Done<HandoverId> {
    enter(tx, &audit::by(who), config, who.person(), draft)
}

fn enter(tx: &mut Tx<'_>, by: &audit::By, config: &Config, author: PersonId, draft: &Draft) -> Done<HandoverId> {
    let now = tx.now();
    let new = Handover {
        id: HandoverId::fresh(now),
        company_id: draft.from,
        to_company_id: draft.to,
        to_name: draft.to_name.clone(),
        ground: draft.ground.clone(),
        ground_day: draft.ground_day,
        day: draft.day,
        due_on: term::due(draft.day),
        state: State::Packing,
        reason: String::new(),
        content: String::new(),
        author_id: author,
        created_at: now,
        packed_at: None,
        ended_at: None,
        late_told_at: None,
    };
    store::add(tx, &new)?;
    for id in &draft.buildings {
        unless(homes::ours(tx, draft.from, *id))?;
    }
    store::add_buildings(tx, &new, &draft.buildings)
        .map_err(|error| if crate::db::taken(&error) { Failure::Refused(Refused::OnTheWay) } else { error.into() })?;
    crate::jobs::enqueue(tx, &Pack { company: new.company_id, of: new.id })?;
    letters::tell_admins(tx, config, &new, letters::News::Begun)?;
    let details = json!({ "ground": draft.ground, "day": draft.day, "houses": draft.buildings.len() });
    for company in [Some(draft.from), draft.to].into_iter().flatten() {
        by.clone().within(company).did("handover.begun", ("handover", new.id)).with(details.clone()).record(tx)?;
    }
    Ok(new.id)
}

/// A line in the chains of both companies.
fn note(tx: &mut Tx<'_>, of: &Handover, line: impl Fn(CompanyId) -> audit::Line) -> QueryResult<()> {
    [Some(of.company_id), of.to_company_id].into_iter().flatten().try_for_each(|company| line(company).record(tx))
}

/// Ends a hand-over before it was accepted.
fn cancel(tx: &mut Tx<'_>, who: &Operator, config: &Config, id: HandoverId) -> Done<()> {
    let of = store::one(tx, id)?;
    end(tx, &of, State::Cancelled, "")?;
    letters::tell_admins(tx, config, &of, letters::News::Cancelled)?;
    let by = audit::by(who);
    Ok(note(tx, &of, |company| by.clone().within(company).did("handover.cancelled", ("handover", id)))?)
}

fn end(tx: &mut Tx<'_>, of: &Handover, to: State, reason: &str) -> Done<()> {
    if !store::end(tx, of.id, to, reason)? {
        return Err(Failure::Refused(Refused::Over));
    }
    Ok(store::free_buildings(tx, of.id)?)
}

/// The new company does not take the houses, and says why.
fn refuse(tx: &mut Tx<'_>, who: &Staff<Admin>, config: &Config, id: HandoverId, reason: &str) -> Done<()> {
    let of = store::coming(tx, who.company(), id)?;
    end(tx, &of, State::Refused, reason)?;
    letters::tell_admins(tx, config, &of, letters::News::Refused)?;
    let by = audit::by(who);
    let line = |company| by.clone().within(company).did("handover.refused", ("handover", id)).with(json!({ "reason": reason }));
    Ok(note(tx, &of, line)?)
}

/// The new company takes the houses over, as the archive says, by somebody who has just proved who they are: of two who do it at once one does.
fn accept(tx: &mut Tx<'_>, who: &Recent<Staff<Admin>>, config: &Config, id: HandoverId, parcel: &Opened) -> Done<homes::Taken> {
    let of = store::coming(tx, who.company(), id)?;
    end(tx, &of, State::Accepted, "")?;
    let buildings = store::buildings(tx, &of)?;
    let there = homes::handed(tx, of.company_id, &buildings)?;
    if packing::content(&there) != parcel.manifest.about.content {
        return Err(Failure::Refused(Refused::Stale));
    }
    let handed = arriving::read(parcel, who.company(), who.person()).map_err(|no| Failure::Refused(Refused::Parcel(no)))?;
    let accounts = homes::accounts_in(tx, of.company_id, &there)?;
    let taken = unless(homes::take_in(tx, who.company(), handed, &accounts))?;
    give_away(tx, &of, &buildings)?;
    let present = there.holders(tx.today());
    let told = accounts.iter().filter(|(card, _)| present.contains(card)).map(|(_, person)| *person).collect();
    letters::tell_residents(tx, config, &of, told)?;
    letters::tell_admins(tx, config, &of, letters::News::Accepted)?;
    let by = audit::by(&**who);
    let details = json!({ "houses": taken.buildings, "premises": taken.premises, "people": taken.people });
    note(tx, &of, |company| by.clone().within(company).did("handover.accepted", ("handover", id)).with(details.clone()))?;
    Ok(taken)
}

fn give_away(tx: &mut Tx<'_>, of: &Handover, buildings: &[BuildingId]) -> QueryResult<()> {
    let today = tx.today();
    homes::give_away(tx, of.company_id, buildings, today).map(drop)
}

/// The archive was given to a company outside: the house is the old company's no longer.
fn deliver(tx: &mut Tx<'_>, who: &Operator, config: &Config, id: HandoverId) -> Done<()> {
    let of = store::one(tx, id)?;
    if of.to_company_id.is_some() || of.state != State::Ready {
        return Err(Failure::Refused(Refused::Over));
    }
    end(tx, &of, State::Accepted, "")?;
    let buildings = store::buildings(tx, &of)?;
    give_away(tx, &of, &buildings)?;
    letters::tell_admins(tx, config, &of, letters::News::Accepted)?;
    let by = audit::by(who);
    Ok(note(tx, &of, |company| by.clone().within(company).did("handover.delivered", ("handover", id)))?)
}
