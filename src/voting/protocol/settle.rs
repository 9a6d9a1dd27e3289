//! Protocols that lie behind, for the demo and for tests.

use super::{CopyId, CopyRow, SIGNED, begin, copies};
use crate::clock::Moment;
use crate::db::Tx;
use crate::files::{self, Kept};
use crate::voting::meeting::{MeetingId, State, Step};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::who::{CompanyId, PersonId, Reach};

/// Signs and publishes the protocol of a meeting that was counted, as if it had been done then; `false` when it was not counted.
/// Nobody is told: it lies in the past.
///
/// # Errors
/// When the database fails.
pub fn settle_published(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, scan: Option<&Kept>) -> diesel::QueryResult<bool> {
    let of = store::meetings::one(tx, &Reach::whole(company), id)?;
    if of.state.after(Step::Sign).is_none() {
        return Ok(false);
    }
    if let Some(scan) = scan {
        files::add(tx, company, SIGNED, &id.to_string(), scan, None)?;
    }
    begin(tx, &Meeting { state: State::Signed, ..of.clone() })?;
    store::protocols::step(tx, &of, State::Published)
}

/// A copy that somebody asked for at a moment.
///
/// # Errors
/// When the database fails.
pub fn settle_copy(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    (person, name): (PersonId, &str),
    at: Moment,
) -> diesel::QueryResult<CopyId> {
    let of = store::meetings::one(tx, &Reach::whole(company), meeting)?;
    let zone = store::protocols::zone(tx, company)?;
    let new = CopyRow {
        id: CopyId::fresh(at),
        company_id: company,
        meeting_id: meeting,
        person_id: person,
        name: name.to_owned(),
        note: String::new(),
        asked_at: at,
        due_on: copies::due(at.and_utc().with_timezone(&zone).date_naive(), of.edition),
        given_at: None,
        given_by: None,
    };
    store::protocols::add_copy(tx, &new)?;
    Ok(new.id)
}
