//! Meetings that are over, for the demo and for tests.

use crate::audit;
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::voting::chain::Event;
use crate::voting::meeting::{MeetingId, State, Step};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::who::{CompanyId, Reach};

/// Ends the voting of a meeting that is open; `false` when it is not.
///
/// # Errors
/// When the database fails.
pub fn settle_close(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, at: Moment) -> diesel::QueryResult<bool> {
    let of = store::meetings::one(tx, &Reach::whole(company), id)?;
    let Some(state) = of.state.after(Step::Close) else { return Ok(false) };
    let next = store::events::hold(tx, company, id, at)?;
    store::events::write(tx, next, Event::Closed)?;
    let is = Meeting { state, closed_at: Some(at), updated_at: at, ..of };
    let saved = store::meetings::save(tx, State::Open, &is)?;
    crate::voting::proof::closed(tx, &is)?;
    Ok(saved)
}

/// Counts a meeting whose voting is over, as a secretary would; `false` when that is refused.
///
/// # Errors
/// When the database fails.
pub fn settle_count(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, at: Moment) -> Result<bool, crate::db::Broken> {
    let of = store::meetings::one(tx, &Reach::whole(company), id)?;
    match super::enter(tx, &audit::By::portal(Some(company)), &of, at) {
        Ok(_) => Ok(true),
        Err(Failure::Refused(_)) => Ok(false),
        Err(Failure::Broken(broken)) => Err(broken),
    }
}

/// Names who signs as having called a meeting: name and what they own or are.
///
/// # Errors
/// When the database fails.
pub fn settle_signers(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, all: &[(&str, &str)]) -> diesel::QueryResult<()> {
    let all: Vec<(String, String)> = all.iter().map(|(name, unit)| ((*name).to_owned(), (*unit).to_owned())).collect();
    store::counting::set_callers(tx, company, id, &all)
}
