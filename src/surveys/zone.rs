//! Whoever works in a zone of the company asks that zone, and sees and touches only what asks nobody outside it.

use diesel::QueryResult;

use super::kind::SurveyId;
use super::ready::Refused;
use super::rows::Survey;
use super::store;
use crate::db::{Conn, Failure};
use crate::homes::{self, Scope};
use crate::who::Reach;

/// Refuses an audience that goes beyond the zone.
pub(super) fn ask(conn: &mut Conn, reach: &Reach, scopes: &[Scope]) -> Result<(), Failure<Refused>> {
    if homes::within(conn, reach, scopes)? { Ok(()) } else { Err(Failure::Refused(Refused::OutsideZone)) }
}

/// One survey with its audience: outside the zone it is not there.
pub(super) fn with_scopes(conn: &mut Conn, reach: &Reach, id: SurveyId) -> QueryResult<(Survey, Vec<Scope>)> {
    let found = store::desk::one(conn, reach.company(), id)?;
    let scopes = store::desk::scopes(conn, reach.company(), id)?;
    if homes::within(conn, reach, &scopes)? { Ok((found, scopes)) } else { Err(diesel::result::Error::NotFound) }
}

/// One survey.
pub(super) fn one(conn: &mut Conn, reach: &Reach, id: SurveyId) -> QueryResult<Survey> {
    with_scopes(conn, reach, id).map(|(found, _)| found)
}
