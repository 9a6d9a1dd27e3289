//! Sheets of a meeting as they were given out, entered and confirmed before: for the demo.

use super::entering::{self, Entered, From, Hand};
use super::issuing;
use super::rows::Reading;
use super::{Refused, store};
use crate::db::{Failure, Tx};
use crate::homes::{ContactId, PremisesId};
use crate::voting::choice::Choices;
use crate::voting::meeting::MeetingId;
use crate::who::{CompanyId, PersonId, Reach};

/// What became of the paper of a meeting so far.
#[derive(Clone, Debug)]
pub struct PastSheets {
    /// Who gave the sheets out and entered them: account and full name.
    pub first: (PersonId, String),
    /// Who confirmed them.
    pub second: (PersonId, String),
    /// Units whose sheets came back, whose vote it is, what they say, and whether a second person has read them.
    pub returned: Vec<(PremisesId, (ContactId, String), Choices, bool)>,
}

/// Gives every unit a sheet, and enters those that came back; gives how many became ballots.
///
/// # Errors
/// Why one of them is not taken, or the failure of the database.
pub fn settle_sheets(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, past: &PastSheets) -> Result<usize, Failure<Refused>> {
    let meeting = store::meetings::one(tx, &Reach::whole(company), id)?;
    let questions = store::meetings::questions(tx, company, id)?;
    let mut units = store::sheets::without(tx, company, id, None)?;
    units.retain(|unit| questions.iter().any(|question| question.asks(unit)));
    let sheets = issuing::number(tx, company, id, past.first.0, &units)?;
    store::sheets::add(tx, &sheets)?;
    let mut ballots = 0;
    let (first, second) = (hand(&past.first), hand(&past.second));
    for (premises, voter, choices, confirmed) in &past.returned {
        let Some(sheet) = store::sheets::of_unit(tx, company, id, *premises)? else { continue };
        let signed_on = Some(tx.today());
        let read = Reading { choices: choices.clone(), voter: Some(voter.clone()), signed_on, ..Reading::default() };
        let entered = entering::write(tx, &meeting, first, &From::Sheet(sheet), &read)?;
        if let (Entered::Waits(entry), true) = (entered, *confirmed) {
            entering::second(tx, &meeting, second, entry, &read)?;
            ballots += 1;
        }
    }
    Ok(ballots)
}

fn hand((person, name): &(PersonId, String)) -> Hand<'_> {
    Hand { person: *person, name }
}
