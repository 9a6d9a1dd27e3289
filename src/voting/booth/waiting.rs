//! What waits for somebody: open meetings in which a unit of theirs has no ballot yet.

use diesel::QueryResult;

use super::{booth_store, buildings_of, voices_in, words};
use crate::clock::Moment;
use crate::db::Conn;
use crate::text;
use crate::voting::meeting::State;
use crate::web::actor::{Acting, Resident};

/// A meeting in which somebody has yet to vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Where it is voted.
    pub href: String,
    /// What it is about, in their language.
    pub title: String,
    /// For which units, as people say them.
    pub units: String,
    /// Until when, in words.
    pub closes: String,
}

/// What waits for a resident, the first to close first.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut Conn, who: &Resident, now: Moment) -> QueryResult<Vec<Waiting>> {
    let company = who.company();
    let today = booth_store::voices::today(conn, company, now)?;
    let powers = booth_store::voices::powers(conn, who, today)?;
    let meetings = booth_store::meetings::present(conn, who, &buildings_of(who, &powers))?;
    let open: Vec<_> = meetings
        .into_iter()
        .map(|(meeting, _)| meeting)
        .filter(|of| of.state == State::Open && of.by_portal && of.closes_at.is_some_and(|at| now < at))
        .collect();
    let ids: Vec<_> = open.iter().map(|of| of.id).collect();
    let voices = voices_in(conn, who, &powers, &ids, today)?;
    let premises: Vec<_> = voices.iter().map(|voice| voice.unit.premises_id).collect();
    if premises.is_empty() {
        return Ok(Vec::new());
    }
    let ballots = booth_store::voices::ballots(conn, company, &ids, &premises)?;
    let mut all = Vec::new();
    for of in open {
        let questions = super::store::meetings::questions(conn, company, of.id)?;
        let missing = voices.iter().filter(|voice| {
            voice.meeting() == of.id
                && voice.present(&ballots).is_none()
                && questions.iter().any(|question| question.asks(&voice.unit))
        });
        let units = words::labels(who.locale(), missing);
        if !units.is_empty() {
            let closes = of.closes_at.map(|at| text::when(who.locale(), at, now, who.zone())).unwrap_or_default();
            all.push(Waiting { href: format!("/votes/{}", of.id), title: of.title(who.locale()).to_owned(), units, closes });
        }
    }
    Ok(all)
}
