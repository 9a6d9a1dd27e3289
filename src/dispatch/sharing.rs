//! Somebody fell ill: their day goes to others in one act.

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

use super::booking::Roster;
use super::directing::place;
use super::kind::Offered;
use super::moving::{Doer, Done, loose};
use super::rows::Job;
use super::stage::Stage;
use super::store::one::Placed;
use super::{store, windows};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Tx;
use crate::team::Crew;
use crate::web::actor::{Dispatcher, Staff};
use crate::who::PersonId;

/// What became of somebody's day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shared {
    /// Given to somebody else.
    pub(super) moved: u64,
    /// Nobody had room: they wait for a dispatcher.
    pub(super) loose: u64,
}

/// Somebody fell ill: all that is planned for their day goes to others in one act, each at its time where somebody has room then, and to the
/// dispatchers' own list where nobody has.
pub(super) fn share_out(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    (of, day): (PersonId, NaiveDate),
    to: Option<PersonId>,
) -> Done<Shared> {
    store::time::hold(tx, who.company())?;
    let all = store::round::of_day(tx, who.company(), of, day)?;
    let mut shared = Shared::default();
    let doer = Doer::of(who, tx.now());
    for placed in all
        .into_iter()
        .filter(|(job, _)| job.is_open && job.stage != Stage::OnSite && who.reach().has(&job.building_id.to_string()))
    {
        let heir = heir(tx, &placed, (of, day), to)?;
        let was = &placed.0;
        let mut from = Job { day: Some(day), window_at: was.window_at, ..loose(was) };
        let mut name = String::new();
        if let Some((one, start)) = heir {
            (from.assignee_id, from.offered_to, from.firm_id) = (Some(one.person), Offered::One, one.firm.map(|(id, _)| id));
            (from.starts_at, from.offered_at, name) = (start, Some(tx.now()), one.name);
            shared.moved += 1;
        } else {
            shared.loose += 1;
        }
        place(tx, config, &doer, (was, from), &name)?;
    }
    let details = json!({ "day": day, "moved": shared.moved, "left": shared.loose });
    audit::by(who).did("dispatch.shared_out", ("technician", of)).with(details).record(tx)?;
    Ok(shared)
}

/// Who takes one of the jobs over, and when: at the same time if somebody can, else within the window that the resident was told.
fn heir(
    tx: &mut Tx<'_>,
    (of, at): &Placed,
    (ill, day): (PersonId, NaiveDate),
    to: Option<PersonId>,
) -> QueryResult<Option<(Crew, Option<Moment>)>> {
    store::time::release(tx, of.company_id, of.id)?;
    let now = tx.now();
    let roster = Roster::read(tx, of.company_id, (day, 1), Some(of.id))?;
    let fitting = |one: &&&Crew| one.person != ill && one.is_there(day) && to.is_none_or(|to| one.person == to);
    for one in roster.candidates(of, at.complex).iter().filter(fitting) {
        let Some(start) = of.starts_at else { return Ok(Some(((*one).clone(), None))) };
        let (shift, busy) = (roster.shift(one, day), roster.busy(one.person));
        let same = windows::fit(start, of.lasts, &shift, busy, start).filter(|found| *found == start);
        let other = || of.window_at.and_then(|window| windows::fit(window, of.lasts, &shift, busy, now));
        let Some(start) = same.or_else(other) else { continue };
        if store::time::claim(tx, (of.company_id, of.id), one.person, &windows::cells(start, of.lasts))? {
            return Ok(Some(((*one).clone(), Some(start))));
        }
        store::time::release(tx, of.company_id, of.id)?;
    }
    Ok(None)
}
