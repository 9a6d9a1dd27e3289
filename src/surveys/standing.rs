//! How somebody stands to a survey: which of their homes it asks, once for them or once for each, and what their answer weighs.

use super::kind::{Breakdown, Per, SurveyId};
use super::rows::Survey;
use crate::homes::{Scope, reaches};
use crate::web::identify::Home;
use crate::who::{CompanyId, Holds, PersonId};

/// The homes that an audience reaches, each premises once, by the strongest way in which it is held.
pub(super) fn asked_homes(company: CompanyId, homes: &[Home], scopes: &[Scope]) -> Vec<Home> {
    let mut all: Vec<Home> =
        homes.iter().filter(|home| scopes.iter().any(|scope| reaches(scope, company, home))).cloned().collect();
    all.sort_by_key(|home| home.holds);
    let mut seen = Vec::new();
    all.retain(|home| {
        let new = !seen.contains(&home.premises);
        seen.push(home.premises.clone());
        new
    });
    all
}

/// Who or what may answer once: the person, or each of these premises.
pub(super) fn units(of: &Survey, person: PersonId, homes: &[Home]) -> Vec<String> {
    match of.per {
        Per::Person if homes.is_empty() => Vec::new(),
        Per::Person => vec![person.to_string()],
        Per::Unit => homes.iter().map(|home| home.premises.clone()).collect(),
    }
}

/// To which group of the breakdown an answer belongs that is given for this home.
pub(super) fn group(by: Breakdown, home: &Home) -> String {
    name(by, &home.building, home.entrance.as_deref(), home.holds)
}

/// The name of a group.
pub(super) fn name(by: Breakdown, building: &str, entrance: Option<&str>, holds: Holds) -> String {
    match by {
        Breakdown::Nothing => String::new(),
        Breakdown::House => building.to_owned(),
        Breakdown::Entrance => entrance.unwrap_or_default().to_owned(),
        Breakdown::Role => holds.word().to_owned(),
    }
}

/// A survey as a list of a resident shows it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The survey.
    pub survey: Survey,
    /// How many answers the reader may still give.
    pub waiting: usize,
    /// Whether the reader took part.
    pub took_part: bool,
}

impl Standing {
    /// Out of who answered what already.
    pub(super) fn of(survey: Survey, person: PersonId, homes: &[Home], answered: &[(SurveyId, String, PersonId)]) -> Self {
        let mine: Vec<_> = answered.iter().filter(|(id, ..)| *id == survey.id).collect();
        let units = units(&survey, person, homes);
        Self {
            waiting: units.iter().filter(|unit| mine.iter().all(|(_, done, _)| done != *unit)).count(),
            took_part: mine.iter().any(|(_, _, who)| *who == person),
            survey,
        }
    }
}
