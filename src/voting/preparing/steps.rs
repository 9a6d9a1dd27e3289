//! The steps of a meeting before its votes are taken. Each holds the meeting's row in the state it starts from: of two at once, one is done.

use diesel::QueryResult;
use serde_json::json;

use super::prepared::{Prepared, load};
use super::{Done, Refused, linter, ours, wording};
use crate::announcements::{self, AnnouncementId};
use crate::audit;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::homes::{Place, Scope};
use crate::voting::chain::{Event, Put};
use crate::voting::meeting::{MeetingId, State, Step};
use crate::voting::rows::{Meeting, Question};
use crate::voting::{electorate, law, store};
use crate::web::actor::{Secretary, Staff};
use crate::web::secrets;
use crate::who::Holds;

/// Holds a meeting in `from` and reads all of it.
fn held(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, from: State, refused: Refused) -> Done<Prepared> {
    let found = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, who.company(), found.building_id)?;
    if !store::preparing::hold(tx, who.company(), id, from)? {
        return Err(Failure::Refused(refused));
    }
    let now = tx.now();
    Ok(load(tx, who.reach(), id, now)?)
}

fn ready(of: &Prepared) -> Done<()> {
    linter::unready(of).map_or(Ok(()), |said| Err(Failure::Refused(Refused::Unready(said))))
}

/// Fixes the agenda, when nothing is missing: each question gets what today's law asks of it, and the meeting that edition.
pub(in crate::voting) fn fix(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<()> {
    let of = held(tx, who, id, State::Draft, Refused::NotDraft)?;
    ready(&of)?;
    let today = of.today();
    for question in &of.questions {
        store::preparing::save_question(tx, &by_law(question, today))?;
    }
    let edition = law::edition(today).unwrap_or(today);
    moved(tx, &Meeting { edition, ..of.meeting }, Step::Fix)?;
    Ok(audit::by(who).did("voting.fixed", ("meeting", id)).record(tx)?)
}

fn by_law(of: &Question, today: chrono::NaiveDate) -> Question {
    let Some(law) = law::rule(of.item, of.roll, today) else { return of.clone() };
    Question {
        base: law.rule.base,
        over_of: law.rule.over.0,
        over_in: law.rule.over.1,
        quorum_of: law.rule.quorum.0,
        quorum_in: law.rule.quorum.1,
        article: law.article.to_owned(),
        ..of.clone()
    }
}

/// Opens a fixed agenda again: nobody was told of it yet.
pub(in crate::voting) fn unfix(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<()> {
    let of = held(tx, who, id, State::Fixed, Refused::NotFixed)?;
    moved(tx, &of.meeting, Step::Unfix)?;
    Ok(audit::by(who).did("voting.unfixed", ("meeting", id)).record(tx)?)
}

/// Tells the owners: from here on nothing of the agenda changes, and who may vote is fixed. The state, the electorate, the first line of the
/// chain and the announcement are one transaction.
pub(in crate::voting) fn notify(tx: &mut Tx<'_>, who: &Staff<Secretary>, config: &Config, id: MeetingId) -> Done<AnnouncementId> {
    let of = held(tx, who, id, State::Fixed, Refused::NotFixed)?;
    ready(&of)?;
    let (now, company) = (tx.now(), who.company());
    let is = moved(tx, &Meeting { notified_at: Some(now), ..of.meeting.clone() }, Step::Notify)?;
    let fixed = electorate::fix(tx, &is, of.today(), &secrets::random_text())?;
    let questions = of.questions.iter().map(|question| Put::of(question, of.entrance(question))).collect();
    let (units, roll, names) = (fixed.units, fixed.roll_hash.clone(), fixed.names_hash.clone());
    let next = store::events::hold(tx, company, id, now)?;
    store::events::write(tx, next, Event::Notified { meeting: id, units, roll, names, questions })?;
    let told = announcements::publish_for(tx, who, wording::notice(config, &of), &owners(&is))?;
    let is = Meeting { announcement_id: Some(told), roll_hash: fixed.roll_hash, names_hash: fixed.names_hash, ..is };
    store::meetings::save(tx, State::Notified, &is)?;
    audit::by(who).did("voting.notified", ("meeting", id)).record(tx)?;
    Ok(told)
}

/// Calls it off. Owners who were told of it are told of that too; a draft goes quietly.
pub(in crate::voting) fn cancel(tx: &mut Tx<'_>, who: &Staff<Secretary>, config: &Config, id: MeetingId, why: &str) -> Done<()> {
    let was = store::meetings::one(tx, who.reach(), id)?.state;
    if was.after(Step::Cancel).is_none() {
        return Err(Failure::Refused(Refused::TooLate));
    }
    let of = held(tx, who, id, was, Refused::TooLate)?;
    moved(tx, &Meeting { cancelled_why: Some(why.to_owned()), ..of.meeting.clone() }, Step::Cancel)?;
    if was.public() {
        let next = store::events::hold(tx, who.company(), id, of.now)?;
        store::events::write(tx, next, Event::Cancelled { why: why.to_owned() })?;
        announcements::publish_for(tx, who, wording::cancellation(config, &of, why), &owners(&of.meeting))?;
    }
    Ok(audit::by(who).did("voting.cancelled", ("meeting", id)).with(json!({ "why": why })).record(tx)?)
}

/// The owners of the building's premises.
fn owners(of: &Meeting) -> Vec<Scope> {
    let place = Place::Building;
    vec![Scope { place, subject: of.building_id.to_string(), kind: None, holds: Some(Holds::Owner) }]
}

/// Takes a step and saves it.
fn moved(tx: &mut Tx<'_>, is: &Meeting, step: Step) -> QueryResult<Meeting> {
    let from = is.state;
    let to = from.after(step).ok_or(diesel::result::Error::NotFound)?;
    let is = Meeting { state: to, updated_at: tx.now(), ..is.clone() };
    // the row is held in `from`, so this finds it
    if store::meetings::save(tx, from, &is)? { Ok(is) } else { Err(diesel::result::Error::NotFound) }
}
