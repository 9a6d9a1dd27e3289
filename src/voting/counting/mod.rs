//! The count: from the ballots that count, and once more from the chain of events; only if both say the same does it stand.
//!
//! Nothing is counted while something is open: a dispute between co-owners must be decided first. A meeting in which too few of its main
//! roll took part decides nothing.

mod lint;
pub(in crate::voting) mod pages;
mod recount;
mod results;
mod settle;

use std::collections::HashMap;

use diesel::QueryResult;
use serde_json::json;

pub(in crate::voting) use lint::{Finding, Looked, lint};
pub(in crate::voting) use recount::{Fault, replay};
pub(in crate::voting) use results::{Counted, Results};
pub use settle::{settle_close, settle_count, settle_signers};

use super::chain::Event;
use super::meeting::{MeetingId, State, Step};
use super::rows::{EventRow, Meeting, Unit};
use super::store;
use crate::audit;
use crate::clock::Moment;
use crate::db::{Conn, Failure, Tx};
use crate::homes;
use crate::web::actor::{Secretary, Staff};
use crate::web::{Refusal, Routes, Said};

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{show, signers};
    routes
        .get("/staff/votes/{meeting}/count", show::show)
        .post("/staff/votes/{meeting}/count", show::count)
        .get("/staff/votes/{meeting}/signers", signers::edit)
        .post("/staff/votes/{meeting}/signers", signers::save);
}

/// The pages as the tests look at them.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn crate::web::Shown>)> {
    vec![
        ("voting/counting/show", Box::new(pages::show::Show::sample())),
        ("voting/counting/signers", Box::new(pages::signers::Edit::sample())),
    ]
}

/// Why it is not counted, or not signed or published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) enum Refused {
    /// The meeting is not where this can be done.
    NotNow,
    /// So many ballots wait for a decision.
    Disputed(i64),
    /// So many sheets were entered that a second person has not read yet.
    Unread(i64),
    /// The chain is not as it was sealed, or cannot be read: where, if it can be said.
    Chain(Fault),
    /// The chain gives another count than the ballots.
    Differs,
    /// The check before signing found errors.
    Unsound,
    /// The protocol is being made.
    NotMade,
    /// The building is not the company's any more.
    Home(homes::Refused),
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotNow => "voting.counting.refused.not_now".into(),
            Self::Disputed(many) => Said::new("voting.counting.refused.disputed").with("many", many),
            Self::Unread(many) => Said::new("voting.counting.refused.unread").with("many", many),
            Self::Chain(Fault::Broken(place) | Fault::Unreadable(place)) => {
                Said::new("voting.counting.refused.broken").with("place", place)
            }
            Self::Chain(Fault::NoBeginning | Fault::Stranger) | Self::Differs => "voting.counting.refused.differs".into(),
            Self::Unsound => "voting.counting.refused.unsound".into(),
            Self::NotMade => "voting.counting.refused.not_made".into(),
            Self::Home(refused) => refused.said(),
        }
    }
}

pub(in crate::voting) type Done<T> = Result<T, Failure<Refused>>;

pub(in crate::voting) fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

/// The building must be the company's still.
pub(in crate::voting) fn ours(tx: &mut Tx<'_>, of: &Meeting) -> Done<()> {
    homes::ours(tx, of.company_id, of.building_id).map_err(|failure| match failure {
        Failure::Refused(refused) => Failure::Refused(Refused::Home(refused)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// The same for units that were read already.
pub(in crate::voting) fn results_among(conn: &mut Conn, of: &Meeting, units: &[Unit]) -> QueryResult<Results> {
    let questions = store::meetings::questions(conn, of.company_id, of.id)?;
    let ballots = store::ballots::counting(conn, of.company_id, of.id)?;
    Ok(Results::of(questions, units, &ballots))
}

/// Goes through the chain and counts by it; whether that gives the same, and where the chain ended when voting was over.
pub(in crate::voting) fn agrees(lines: &[EventRow], units: &[Unit], results: &Results) -> Result<bool, Fault> {
    let replayed = replay(lines.iter().map(|row| (row.line.as_str(), row.hash.as_str())))?;
    let electorate: HashMap<&str, _> =
        units.iter().map(|unit| (unit.label.as_str(), (unit.kind, unit.entrance.as_str()))).collect();
    let outcomes_agree = replayed.outcomes.as_ref().is_none_or(|chained| *chained == results.outcomes());
    Ok(replayed.tallies(&electorate)? == results.tallies() && outcomes_agree)
}

/// Counts a meeting whose voting is over.
pub(in crate::voting) fn count(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<State> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    let now = tx.now();
    enter(tx, &audit::by(who), &of, now)
}

fn enter(tx: &mut Tx<'_>, by: &audit::By, of: &Meeting, now: Moment) -> Done<State> {
    ours(tx, of)?;
    let company = of.company_id;
    if of.state != State::Counting {
        return no(Refused::NotNow);
    }
    // from here on nobody else writes to this chain, and paper that was entered before is there
    let next = store::events::hold(tx, company, of.id, now)?;
    let open = super::open_matters(tx, company, of.id)?;
    if open.disputes > 0 {
        return no(Refused::Disputed(open.disputes));
    }
    if open.entries > 0 {
        return no(Refused::Unread(open.entries));
    }
    let units = store::electorate::units(tx, company, of.id)?;
    let results = results_among(tx, of, &units)?;
    let lines = store::counting::chain(tx, company, of.id)?;
    match agrees(&lines, &units, &results) {
        Ok(true) => {}
        Ok(false) => return no(Refused::Differs),
        Err(fault) => return no(Refused::Chain(fault)),
    }
    let quorum = results.quorum();
    let Some(state) = of.state.after(Step::Count { quorum }) else { return no(Refused::NotNow) };
    for counted in &results.questions {
        store::counting::result(tx, company, counted.question.id, counted.verdict.outcome)?;
    }
    store::events::write(tx, next, Event::Counted { outcomes: results.outcomes() })?;
    let is = Meeting { state, updated_at: now, ..of.clone() };
    if !store::meetings::save(tx, State::Counting, &is)? {
        return no(Refused::NotNow);
    }
    super::protocol::begin(tx, &is)?;
    let details = json!({ "number": of.number, "quorum": quorum });
    by.clone().did("voting.counted", ("meeting", of.id)).with(details).record(tx)?;
    Ok(state)
}
