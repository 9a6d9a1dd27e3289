//! What technicians do. Each act names the version it was decided on, and sees only what is theirs or theirs to take.

use diesel::QueryResult;
use serde_json::json;

use super::deed::{Clock, DeedId, Told, believed};
use super::job::Step;
use super::kind::{Confirmed, JobId, MaterialId, Offered, Unit, What, Why};
use super::moving::{Doer, Done, happened, keep, loose, put};
use super::refused::Refused;
use super::rows::{Job, Material};
use super::stage::Stage;
use super::store;
use super::store::one::Placed;
use super::store::round::Hands;
use super::{AFTER, BEFORE, DOOR, LATE};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::files::{self, Kept, Shelf};
use crate::homes;
use crate::team;
use crate::web::actor::{Acting, Technician};
use crate::who::CompanyId;

/// So many wrong codes, and it is confirmed by name only.
pub(super) const TRIES: i32 = 5;

/// What a technician wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) step: Step,
    /// Why it pauses or is given back, in words.
    pub(super) words: String,
}

/// Upon what something was decided, and when it was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Basis {
    /// The version of the job that was seen.
    pub(super) version: i32,
    /// The key of the deed that came before it on the same device: then what that one led to was seen.
    pub(super) after: String,
    pub(super) clock: Clock,
}

/// Pictures that come with an act.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pictures<'a> {
    /// Taken in just now.
    Fresh(&'a [Kept]),
    /// So many that wait with a deed.
    Waiting(DeedId, usize),
}

impl Pictures<'_> {
    pub(super) fn many(self) -> usize {
        match self {
            Self::Fresh(all) => all.len(),
            Self::Waiting(_, many) => many,
        }
    }
}

/// Who asks, with what the team knows of them.
///
/// # Errors
/// When the database fails.
pub(super) fn hands(conn: &mut Conn, who: &Technician, now: Moment) -> QueryResult<Hands> {
    let crew = team::crew(conn, who.company(), now.date())?;
    let own = crew.into_iter().find(|one| one.person == who.person());
    let (firm, skills) = own.map(|one| (one.firm.map(|(id, _)| id), one.skills)).unwrap_or_default();
    Ok(Hands { reach: who.reach().clone(), person: who.person(), firm, skills })
}

/// A job of theirs.
pub(super) fn theirs(conn: &mut Conn, who: &Technician, id: JobId, now: Moment) -> QueryResult<Placed> {
    let hands = hands(conn, who, now)?;
    store::round::one(conn, &hands, id)
}

/// A house that was handed over has another company now.
pub(super) fn ask_house(tx: &mut Tx<'_>, company: CompanyId, building: homes::BuildingId) -> Done<()> {
    match homes::ours(tx, company, building) {
        Ok(()) => Ok(()),
        Err(Failure::Refused(_)) => Err(Failure::Refused(Refused::HandedOver)),
        Err(Failure::Broken(broken)) => Err(Failure::Broken(broken)),
    }
}

/// The version of the job that was seen when something was decided.
pub(super) fn seen(tx: &mut Tx<'_>, who: &Technician, basis: &Basis) -> QueryResult<i32> {
    if basis.after.is_empty() {
        return Ok(basis.version);
    }
    Ok(store::deeds::led_to(tx, who.company(), who.person(), &basis.after)?.unwrap_or(basis.version))
}

/// When something was done by our clock.
pub(super) fn told(tx: &mut Tx<'_>, who: &Technician, id: JobId, clock: Clock) -> QueryResult<Told> {
    let (now, company) = (tx.now(), who.company());
    let last = if clock.done.is_some() { store::deeds::last_stage(tx, company, id)? } else { None };
    Ok(believed(clock, now, last))
}

/// The job as it was when the act was decided upon.
fn decided(tx: &mut Tx<'_>, who: &Technician, id: JobId, version: i32) -> Done<Job> {
    let now = tx.now();
    let hands = hands(tx, who, now)?;
    let (of, _) = match store::round::one(tx, &hands, id) {
        // it was theirs to take a moment ago
        Err(diesel::result::Error::NotFound) if is_gone(tx, &hands, id)? => return Err(Failure::Refused(Refused::Taken)),
        found => found?,
    };
    ask_house(tx, of.company_id, of.building_id)?;
    if of.version != version {
        return Err(Failure::Refused(Refused::Changed));
    }
    Ok(of)
}

/// Whether it was on offer to them and another one has taken it.
fn is_gone(tx: &mut Tx<'_>, who: &Hands, id: JobId) -> QueryResult<bool> {
    let reach = &crate::who::Reach::whole(who.reach.company());
    let Ok((of, _)) = store::one::within(tx, reach, id) else { return Ok(false) };
    let mine = match of.offered_to {
        Offered::Firm => of.firm_id.is_some() && of.firm_id == who.firm,
        Offered::Trade => who.firm.is_none() && of.skill.is_none_or(|skill| who.skills.contains(&skill)),
        Offered::One | Offered::Nobody => false,
    };
    Ok(mine && of.assignee_id.is_some_and(|by| by != who.person))
}

/// Takes a step; what it must bring is looked at first.
pub(super) fn act(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Technician,
    (id, basis): (JobId, &Basis),
    act: &Act,
    pictures: Pictures<'_>,
) -> Done<Job> {
    let version = seen(tx, who, basis)?;
    let was = decided(tx, who, id, version)?;
    match act.step {
        Step::Pause(Why::Access) if pictures.many() == 0 => return Err(Failure::Refused(Refused::Photo)),
        Step::Finish if store::plans::unchecked(tx, was.company_id, id)? > 0 => {
            return Err(Failure::Refused(Refused::Unchecked));
        }
        Step::Pause(Why::Other) | Step::GiveBack if act.words.is_empty() => return Err(Failure::Refused(Refused::Words)),
        _ => {}
    }
    let told = told(tx, who, id, basis.clock)?;
    let doer = Doer::of(who, told.at);
    let from = match act.step {
        Step::Accept => Job { assignee_id: doer.person, ..was.clone() },
        Step::GiveBack => loose(&was),
        _ => was.clone(),
    };
    let is = put(tx, config, &doer, (&was, from), act.step)?;
    if act.step == Step::GiveBack {
        happened(tx, &is, &doer, What::GivenBack, &act.words)?;
        super::news::given_back(tx, config, &is, &doer, &act.words)?;
    }
    if told.ahead != 0 {
        happened(tx, &is, &doer, What::Skewed, &told.ahead.to_string())?;
    }
    let shelf = match act.step {
        Step::Pause(Why::Access) => DOOR,
        Step::Finish => AFTER,
        _ => BEFORE,
    };
    shelve(tx, who, &is, shelf, pictures)?;
    let details = json!({ "stage_was": was.stage, "stage_is": is.stage, "words": act.words });
    audit::by(who).did("dispatch.moved", ("job", id)).with(details).record(tx)?;
    Ok(is)
}

fn shelve(tx: &mut Tx<'_>, who: &Technician, of: &Job, shelf: Shelf, pictures: Pictures<'_>) -> QueryResult<()> {
    let subject = of.id.to_string();
    match pictures {
        Pictures::Fresh(all) => {
            for picture in all {
                files::add(tx, of.company_id, shelf, &subject, picture, Some(who.person()))?;
            }
        }
        Pictures::Waiting(deed, _) => {
            files::move_all(tx, of.company_id, (LATE, &deed.to_string()), (shelf, &subject))?;
        }
    }
    Ok(())
}

/// A job that its technician is at, or has just done: what was used and how it looks can still be added.
pub(super) fn at_work(tx: &mut Tx<'_>, who: &Technician, id: JobId) -> Done<Job> {
    let now = tx.now();
    let (of, _) = theirs(tx, who, id, now)?;
    let mine = of.assignee_id == Some(who.person());
    if !mine || !matches!(of.stage, Stage::Accepted | Stage::OnTheWay | Stage::OnSite | Stage::Paused | Stage::Done) {
        return Err(Failure::Refused(Refused::Stage(of.stage)));
    }
    Ok(of)
}

/// Adds pictures.
pub(super) fn photograph(tx: &mut Tx<'_>, who: &Technician, id: JobId, after: bool, pictures: Pictures<'_>) -> Done<()> {
    let of = at_work(tx, who, id)?;
    shelve(tx, who, &of, if after { AFTER } else { BEFORE }, pictures)?;
    Ok(audit::by(who).did("dispatch.photographed", ("job", id)).with(json!({ "pictures": pictures.many() })).record(tx)?)
}

/// Something that is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Supply {
    pub(super) name: String,
    /// Thousandths of a unit.
    pub(super) quantity: i64,
    pub(super) unit: Unit,
    /// Tiyn for one unit.
    pub(super) price: i64,
    /// Whether it is free by warranty.
    pub(super) warranty: bool,
}

/// Notes what was used. Once the resident has confirmed, the list stays as they saw it.
pub(super) fn used(tx: &mut Tx<'_>, who: &Technician, id: JobId, (of, clock): (&Supply, Clock)) -> Done<()> {
    let job = at_work(tx, who, id)?;
    if job.confirmed_as.is_some() {
        return Err(Failure::Refused(Refused::Confirmed));
    }
    let at = told(tx, who, id, clock)?.at;
    let new = Material {
        id: MaterialId::fresh(tx.now()),
        company_id: job.company_id,
        job_id: id,
        name: of.name.clone(),
        quantity: of.quantity,
        unit: of.unit,
        price: of.price,
        warranty: of.warranty,
        author_id: who.person(),
        created_at: at,
    };
    store::one::add_material(tx, &new)?;
    let details = json!({ "material": new.name, "price": new.price, "warranty": new.warranty });
    Ok(audit::by(who).did("dispatch.used", ("job", id)).with(details).record(tx)?)
}

/// Takes it off the list again.
pub(super) fn unused(tx: &mut Tx<'_>, who: &Technician, id: JobId, of: MaterialId) -> Done<()> {
    let job = at_work(tx, who, id)?;
    if job.confirmed_as.is_some() {
        return Err(Failure::Refused(Refused::Confirmed));
    }
    if store::one::drop_material(tx, job.company_id, id, of)? == 0 {
        return Err(diesel::result::Error::NotFound.into());
    }
    Ok(audit::by(who).did("dispatch.unused", ("job", id)).record(tx)?)
}

/// The resident confirms, by the code on their page or by their name.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    who: &Technician,
    (id, clock): (JobId, Clock),
    (way, typed): (Confirmed, &str),
) -> Done<bool> {
    let was = at_work(tx, who, id)?;
    if was.confirmed_as.is_some() {
        return Err(Failure::Refused(Refused::Confirmed));
    }
    if !matches!(was.stage, Stage::OnSite | Stage::Done) {
        return Err(Failure::Refused(Refused::Stage(was.stage)));
    }
    let doer = Doer::of(who, told(tx, who, id, clock)?.at);
    let by = match way {
        Confirmed::Name => typed.to_owned(),
        Confirmed::Code if was.tries >= TRIES => return Err(Failure::Refused(Refused::CodeSpent)),
        Confirmed::Code if was.code.is_empty() || !crate::web::secrets::same(was.code.as_bytes(), typed.as_bytes()) => {
            // a wrong one is counted, and so it is written although the answer is no
            store::changing::mistyped(tx, &was)?;
            happened(tx, &was, &doer, What::Mistyped, "")?;
            return Ok(false);
        }
        Confirmed::Code => was.name.clone(),
    };
    let is = keep(tx, &was, Job { confirmed_as: Some(way), confirmed_by: by.clone(), ..was.clone() })?;
    happened(tx, &is, &doer, What::Confirmed, &by)?;
    audit::by(who).did("dispatch.confirmed", ("job", id)).with(json!({ "way": way })).record(tx)?;
    Ok(true)
}
