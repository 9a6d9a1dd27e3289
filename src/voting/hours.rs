//! Voting begins and ends by the clock: each once, with its line in the chain, by the job that comes round every minute. When that is late,
//! the first ballot opens the meeting instead; and no ballot is taken after the end, whatever state the meeting is in.

use diesel::{OptionalExtension as _, QueryResult};

use super::chain::Event;
use super::meeting::{MeetingId, State, Step};
use super::rows::Meeting;
use super::store;
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Never, Tx};
use crate::web::Error;
use crate::who::CompanyId;

/// How many of each are brought on in one round.
const ROUND: i64 = 200;

/// What another room does when the voting of a meeting is over, in the transaction that closes it: to mail the head of the chain to those who
/// voted, it enqueues a job here.
pub(in crate::voting) type AtClosing = fn(&mut Tx<'_>, &Meeting) -> QueryResult<()>;

/// The rooms that have something to do then.
const AT_CLOSING: &[AtClosing] = &[super::proof::closed];

/// Opens and closes what is due.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn keep_hours(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    let due = app.db.read(move |conn| store::desk::due(conn, now, ROUND)).await?;
    for (company, meeting) in due {
        app.db.write::<_, Never>(move |tx| Ok(keep(tx, company, meeting, now)?)).await?;
    }
    Ok(())
}

/// Brings a meeting to the state of this hour.
pub(in crate::voting) fn keep(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, now: Moment) -> QueryResult<()> {
    let Some(of) = store::desk::known(tx, company, id).optional()? else { return Ok(()) };
    let mut is = of;
    if is.state == State::Notified && is.opens_at.is_some_and(|opens| opens <= now) {
        let Some(open) = stepped(tx, is, Step::Open, Event::Opened, now)? else { return Ok(()) };
        is = open;
    }
    if is.state == State::Open && is.closes_at.is_some_and(|closes| closes <= now) {
        // it was over at its hour, however late that is noted: no vote was taken in between
        let over = Meeting { closed_at: is.closes_at, ..is };
        if let Some(closed) = stepped(tx, over, Step::Close, Event::Closed, now)? {
            for told in AT_CLOSING {
                told(tx, &closed)?;
            }
        }
    }
    Ok(())
}

/// Takes a step with its line in the chain; `None` when somebody was quicker.
fn stepped(tx: &mut Tx<'_>, from: Meeting, step: Step, event: Event, now: Moment) -> QueryResult<Option<Meeting>> {
    let Some(state) = from.state.after(step) else { return Ok(None) };
    let is = Meeting { state, updated_at: now, ..from.clone() };
    if !store::meetings::save(tx, from.state, &is)? {
        return Ok(None);
    }
    let next = store::events::hold(tx, is.company_id, is.id, now)?;
    store::events::write(tx, next, event)?;
    Ok(Some(is))
}
