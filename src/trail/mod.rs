//! The trail as people read it: every act of staff and operator on people's data, by whom, on what, when and from where.
//!
//! A company's chain is read by whoever looks after its portal or answers for personal data; the installation's (sign-ins, passwords,
//! the operator's own acts) by the operator. Nothing here changes a line: what capabilities record through [`crate::audit`] is only told,
//! each act in the words of its capability ([`acts`]). An export is itself an act: it is recorded first, and the file is then given to
//! nobody but the one who asked. Chains are gone through every night and whenever somebody asks; a broken one is told to the
//! administrators at once, stands in `/healthz` and `/metrics`, in the log, and on top of the list.

mod acts;
mod details;
mod export;
mod finding;
mod jobs;
mod letters;
pub mod pages;
mod reads;
mod store;
mod told;
mod wanted;

use diesel::QueryResult;
use serde_json::json;

pub use jobs::{CheckChain, check_all};

use crate::audit::{self, Naming, checks};
use crate::db::{Conn, Tx};
use crate::web::Routes;
use crate::web::actor::{Auditor, Operator, Staff};
use crate::who::CompanyId;
use export::Ask;
use reads::Reads;

/// How every capability's things are named.
pub(crate) struct Namings(Vec<Naming>);

/// The addresses of this capability; `namings` are those of all.
pub fn routes(routes: &mut Routes<'_>, namings: Vec<Naming>) {
    use pages::{check, exports, list};
    routes
        .keep(Namings(namings))
        .get("/staff/audit", list::show::<Staff<Auditor>>)
        .post("/staff/audit/exports", exports::ask::<Staff<Auditor>>)
        .get("/staff/audit/exports/{export}", exports::give::<Staff<Auditor>>)
        .get("/staff/audit/check", check::show::<Staff<Auditor>>)
        .post("/staff/audit/check", check::ask::<Staff<Auditor>>)
        .get("/operator/audit", list::show::<Operator>)
        .post("/operator/audit/exports", exports::ask::<Operator>)
        .get("/operator/audit/exports/{export}", exports::give::<Operator>)
        .get("/operator/audit/check", check::show::<Operator>)
        .post("/operator/audit/check", check::ask::<Operator>);
}

/// Every chain there may be: those of all companies, and the installation's.
///
/// # Errors
/// When the database fails.
pub fn chains(conn: &mut Conn) -> QueryResult<Vec<Option<CompanyId>>> {
    Ok(store::companies(conn)?.into_iter().map(Some).chain([None]).collect())
}

/// The chain's name as the subject of a line about it.
fn chain_name(who: &impl Reads) -> String {
    who.chain().map_or_else(|| "installation".to_owned(), |company| company.to_string())
}

/// Has a chain gone through, unless that is being done; `false` then.
fn ask_check(tx: &mut Tx<'_>, who: &impl Reads) -> QueryResult<bool> {
    let now = tx.now();
    if checks::last(tx, who.chain(), 1)?.first().is_some_and(|check| jobs::is_under_way(check, now)) {
        return Ok(false);
    }
    let check = checks::begin(tx, who.chain(), who.name())?;
    crate::jobs::enqueue(tx, &CheckChain { company: who.chain(), check })?;
    audit::by(who).did("trail.check_asked", ("chain", chain_name(who))).record(tx)?;
    Ok(true)
}

/// Notes that somebody takes lines away in a file, and gives what the file is to hold.
fn begin_export(tx: &mut Tx<'_>, who: &impl Reads, format: export::Format, query: String) -> QueryResult<Ask> {
    let until = audit::head(tx, who.chain())?.map_or(0, |(place, _)| place);
    let details = json!({ "format": format.word(), "filter": export::readable(&query) });
    audit::by(who).did("trail.exported", ("chain", chain_name(who))).with(details).record(tx)?;
    Ok(Ask { person: who.person(), company: who.chain(), format, query, until, at: tx.now() })
}
