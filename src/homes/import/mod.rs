//! The import of the resident sheet: a file of another program, or one typed by hand, becomes the register.
//!
//! ```text
//! uploaded ─▶ rehearsing ─▶ rehearsed ─▶ importing ─▶ done
//!                  └─▶ unreadable              └─▶ failed    done ─▶ undoing ─▶ undone
//! ```
//! The file is kept as it came, until thirty days after the end ([`forgetting`]). A rehearsal compares it with the register and says how much would be new, changed, unchanged and
//! refused, with reasons, and gives the refused rows back in a workbook of the same layout. Only then a person has it written: in one
//! transaction, after the same comparison with the register as it then is. An import adds and changes; it erases nothing, it ends a holding
//! that the sheet does not name only when a person has said so ([`missing`]), and the same file a second time changes nothing. What is
//! strange ([`suspicion`]) is written only after somebody has said that they looked at it; if other things are strange or missing by then,
//! the rehearsal stands again.

mod apply;
mod changes;
mod columns;
mod compared;
mod forgetting;
mod jobs;
mod labels;
pub(super) mod layout;
mod minors;
mod missing;
mod no_sheet;
mod outcome;
mod people;
mod places;
mod plan;
mod reading;
mod register;
mod report;
mod store;
mod suspicion;
#[cfg(test)]
mod tests;
pub(super) mod undo;
mod upload;
mod wish;
mod words;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

pub(super) use changes::{Changed, Shown};
pub(super) use columns::title_key;
pub use forgetting::forget;
pub use jobs::{Rehearse, Run};
pub(super) use report::{Gone, Odd, RefusedRow, Report, Tally, Warned, sentence};
pub(super) use store::{Row, State, list, one};
pub(super) use suspicion::{Oddity, Suspect, When};
pub use undo::{Leaning, Obstacle, Touched, Undo};
pub use upload::keep;

use crate::audit;
use crate::clock;
use crate::db::{Failure, Tx};
use crate::files::{self, Kept, Shelf};
use crate::text::Locale;
use crate::web::actor::{Acting, Register, Staff};
use crate::web::{Refusal, Said};
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// An import.
    ImportId,
}

/// Where uploaded sheets stand, each beside its import.
pub(super) const SHEETS: Shelf = Shelf("homes.imports");
/// Where the workbooks of refused rows stand.
pub(super) const REFUSED: Shelf = Shelf("homes.imports.refused");
/// Where the workbooks of all changes stand.
pub(super) const DIFF: Shelf = Shelf("homes.imports.diff");

/// On whose behalf an import is: what its jobs, which have no actor, need of the person who asked for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct By {
    company: CompanyId,
    person: PersonId,
    name: String,
    address: String,
    locale: String,
}

impl By {
    /// A member of staff who keeps the register.
    pub(super) fn staff(who: &Staff<Register>) -> Self {
        Self {
            company: who.company(),
            person: who.person(),
            name: who.name().to_owned(),
            address: who.address().to_owned(),
            locale: who.locale().code().to_owned(),
        }
    }

    fn locale(&self) -> Locale {
        Locale::from_code(&self.locale).unwrap_or_default()
    }
}

impl audit::Author for By {
    fn by(&self) -> audit::By {
        audit::By { company: Some(self.company), ..audit::By::account(self.person, &self.name, &self.address) }
    }
}

/// Why an import is not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It was not rehearsed, or somebody has begun it already.
    NotRehearsed,
    /// Nobody has said that they looked at so many strange changes.
    NotLooked(usize),
    /// The day on which holdings are to end lies ahead.
    EndsLater,
    /// Some of those holdings begin only on that day.
    EndsBefore(NaiveDate),
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotRehearsed => "homes.import.refused.not_rehearsed".into(),
            Self::NotLooked(many) => Said::new("homes.import.refused.not_looked").with("count", many),
            Self::EndsLater => "homes.import.refused.ends_later".into(),
            Self::EndsBefore(day) => Said::new("homes.import.refused.ends_before").with("day", day.format("%d.%m.%Y")),
        }
    }
}

/// What a person says of a rehearsed import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The last day of those whom the sheet does not name; they hold on unless it is given.
    pub(super) ending: Option<NaiveDate>,
    /// They have looked at what is strange.
    pub(super) looked: bool,
}

/// Takes a file and asks for its rehearsal.
pub(super) fn begin(tx: &mut Tx<'_>, by: &By, file: &Kept) -> QueryResult<ImportId> {
    let id = ImportId::fresh(tx.now());
    let kept = files::add(tx, by.company, SHEETS, &id.to_string(), file, Some(by.person))?;
    store::add(tx, by.company, id, by.person, kept)?;
    let job = crate::jobs::enqueue(tx, &Rehearse { by: by.clone(), import: id })?;
    store::aim(tx, by.company, id, &Report { job, ..Report::default() })?;
    Ok(id)
}

/// An import of the demo's: begun as staff begin theirs.
///
/// # Errors
/// When the database fails.
pub fn begin_for(tx: &mut Tx<'_>, (company, person): (CompanyId, PersonId), file: &Kept) -> QueryResult<ImportId> {
    let by = By { company, person, name: String::new(), address: String::new(), locale: Locale::Ru.code().to_owned() };
    begin(tx, &by, file)
}

/// Has a rehearsed import written.
pub(super) fn ask(tx: &mut Tx<'_>, by: &By, id: ImportId, choice: Choice) -> Result<(), Failure<Refused>> {
    let row = one(tx, by.company, id)?;
    if row.state == State::Rehearsed {
        let now = tx.now();
        let today = clock::today(now);
        may_ask(&row.report, choice, today).map_err(Failure::Refused)?;
    }
    if !store::move_on(tx, by.company, id, &[State::Rehearsed], State::Importing)? {
        return Err(Failure::Refused(Refused::NotRehearsed));
    }
    let job = crate::jobs::enqueue(tx, &Run { by: by.clone(), import: id, ending: choice.ending })?;
    store::aim(tx, by.company, id, &Report { job, ..row.report })?;
    Ok(())
}

/// Whether a rehearsal may be written with that choice.
fn may_ask(report: &Report, choice: Choice, today: NaiveDate) -> Result<(), Refused> {
    if let Some(day) = choice.ending {
        if day > today {
            return Err(Refused::EndsLater);
        }
        if let Some(since) = report.missing_since.filter(|since| *since > day) {
            return Err(Refused::EndsBefore(since));
        }
    }
    let odd = report.odd_when(choice.ending.is_some());
    if odd > 0 && !choice.looked { Err(Refused::NotLooked(report.odd.all)) } else { Ok(()) }
}
