//! A checklist is filled in by whoever does the job; some of it now, the rest later.

use serde_json::json;

use super::check::thousandths;
use crate::audit;
use crate::db::{Failure, Tx};
use crate::dispatch::deed::Clock;
use crate::dispatch::doing::{at_work, told};
use crate::dispatch::kind::JobId;
use crate::dispatch::moving::Done;
use crate::dispatch::refused::Refused;
use crate::dispatch::store::plans as store;
use crate::web::actor::{Acting, Technician};

/// What was found, by the place of its check, as it was typed.
pub(in crate::dispatch) type Found = Vec<(i32, String)>;

/// Notes what was found. What was left empty stays as it was.
pub(in crate::dispatch) fn fill(tx: &mut Tx<'_>, who: &Technician, id: JobId, (found, clock): (&Found, Clock)) -> Done<()> {
    let of = at_work(tx, who, id)?;
    let at = told(tx, who, id, clock)?.at;
    let (mut noted, mut outside) = (0, 0);
    for check in store::checks(tx, of.company_id, id)? {
        let typed = found.iter().find(|(place, _)| *place == check.place).map_or("", |(_, typed)| typed.as_str());
        let value = match (typed, check.is_number) {
            ("", _) => continue,
            (typed, true) => thousandths(typed),
            ("yes", false) => Some(1),
            ("no", false) => Some(0),
            _ => None,
        };
        let value = value.ok_or(Failure::Refused(Refused::Found))?;
        store::found(tx, (of.company_id, id, check.place), value, (who.person(), at))?;
        noted += 1;
        outside += i32::from(check.line().is_outside(value));
    }
    let details = json!({ "checks": noted, "outside": outside });
    Ok(audit::by(who).did("dispatch.checked", ("job", id)).with(details).record(tx)?)
}
