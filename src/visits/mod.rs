//! Visits of support: the operator looks at the portal as a named person, because somebody asked for help.
//!
//! A visit has a person of one company, a reason in words and half an hour at most; it begins with the operator's own password and
//! ends by a button, by signing out, or by itself. It only looks: the one gate every request passes
//! (`web/visiting.rs`) refuses to write, unless an administrator of that company granted it to that operator beforehand, for a stated time, and
//! some doors stay closed even then. Nobody visits as an operator. The company sees it all: its administrators are told at once, who
//! looked as whom, when, why and at what stands at `/staff/support`, and each person sees at `/profile/support` who looked as them.
//! What is done as somebody else stands in the company's trail with both names.

mod forms;
mod grants;
mod jobs;
mod letters;
mod naming;
pub mod pages;
mod store;

pub use jobs::close_over;
pub use naming::namings;
pub use store::past::{Past, remember};

use chrono::TimeDelta;
use diesel::QueryResult;
use serde_json::json;

use crate::accounts::{self, Known};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx, taken};
use crate::web::actor::{Acting, Member, Operator, Recent};
use crate::web::identify::seats;
use crate::web::visit::VisitId;
use crate::web::{Refusal, Routes, Said, Visit};
use crate::who::{CompanyId, Role};
use forms::Ask;

/// How long a visit lasts at most.
pub(crate) const LONGEST: TimeDelta = TimeDelta::minutes(30);

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{begin, desk, granting, own};
    routes
        .get("/operator/companies/{company}/visit", begin::ask)
        .post("/operator/companies/{company}/visit", begin::begin)
        .post(crate::web::visiting::END, begin::end)
        .get("/staff/support", desk::show)
        .get("/staff/support/grants/new", granting::ask)
        .post("/staff/support/grants", granting::grant)
        .post("/staff/support/grants/{grant}/withdrawal", granting::withdraw)
        .get("/profile/support", own::show);
}

/// Why the operator does not visit, or may not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody with that address or number is anything in the company.
    Nobody,
    /// The person runs the installation.
    Operator,
    /// The operator began another visit at the same moment.
    Busy,
    /// There is a grant already.
    Granted,
    /// Not one of those who run the installation.
    NoOperator,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Nobody => "visits.refused.nobody",
            Self::Operator => "visits.refused.operator",
            Self::Busy => "visits.refused.busy",
            Self::Granted => "visits.refused.granted",
            Self::NoOperator => "visits.refused.no_operator",
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

/// What the unique index has to say.
fn unless_taken<T>(done: QueryResult<T>, refused: Refused) -> Done<T> {
    done.map_err(|error| if taken(&error) { Failure::Refused(refused) } else { error.into() })
}

/// Whom the operator means, if they are anything in the company.
fn known_there(conn: &mut Conn, company: CompanyId, login: &str, now: Moment) -> QueryResult<Option<(Known, bool)>> {
    let Some(known) = accounts::known_by(conn, login)? else { return Ok(None) };
    let seats = seats(conn, known.id, now)?;
    let here: Vec<Role> = seats.iter().filter(|seat| seat.company == Some(company)).map(|seat| seat.role).collect();
    Ok((!here.is_empty()).then(|| (known, here.contains(&Role::Staff))))
}

/// Begins a visit and tells the company; an earlier one of the same operator ends by it. The answer says whether the person works
/// there, which is where one then looks first.
fn begin(tx: &mut Tx<'_>, config: &Config, who: &Recent<Operator>, company: CompanyId, ask: &Ask) -> Done<(VisitId, bool)> {
    let now = tx.now();
    store::company_name(tx, company)?;
    let Some((known, works)) = known_there(tx, company, &ask.login, now)? else { return Err(Failure::Refused(Refused::Nobody)) };
    if known.operator {
        return Err(Failure::Refused(Refused::Operator));
    }
    for earlier in store::visits::open_of(tx, who.person())? {
        jobs::close(tx, &earlier, now)?;
    }
    let id = VisitId::fresh(now);
    let new = store::visits::NewVisit {
        id,
        company_id: company,
        operator_id: who.person(),
        person_id: known.id,
        reason: ask.reason.clone(),
        began_at: now,
        until: now + LONGEST,
    };
    unless_taken(store::visits::add(tx, &new), Refused::Busy)?;
    letters::tell(tx, config, &new, (who.name(), &known.name))?;
    let details = json!({ "person": known.id, "until": new.until });
    audit::by(&**who).within(company).did("visits.begun", ("visit", id)).with(details).record(tx)?;
    Ok((id, works))
}

/// Ends a visit before its time.
fn end(tx: &mut Tx<'_>, who: &Member, visit: &Visit) -> QueryResult<()> {
    let now = tx.now();
    if !store::visits::end(tx, visit.company(), visit.id(), now)? {
        return Ok(());
    }
    audit::by(who).did("visits.ended", ("visit", visit.id())).record(tx)
}
