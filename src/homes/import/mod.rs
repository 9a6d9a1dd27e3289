//! The import of the resident sheet: a file of another program, or one typed by hand, becomes the register.
//!
//! ```text
//! uploaded ─▶ rehearsing ─▶ rehearsed ─▶ importing ─▶ done
//!                  └─▶ unreadable              └─▶ failed
//! ```
//! The file is kept as it came. A rehearsal compares it with the register and says how much would be new, changed, unchanged and
//! refused, with reasons, and gives the refused rows back in a workbook of the same layout. Only then a person has it written: in one
//! transaction, after the same comparison with the register as it then is. An import adds and changes; it ends and erases nothing, and
//! the same file a second time changes nothing.

mod apply;
mod columns;
mod jobs;
mod people;
mod places;
mod plan;
mod reading;
mod register;
mod report;
mod store;
#[cfg(test)]
mod tests;
mod upload;
mod wish;
mod words;

use diesel::QueryResult;
use serde::{Deserialize, Serialize};

pub(super) use columns::title_key;
pub use jobs::{Rehearse, Run};
pub(super) use report::{Changed, RefusedRow, Report, Shown, Tally, Warned, sentence};
pub(super) use store::{Row, State, list, one};
pub(super) use upload::keep;

use crate::audit;
use crate::db::{Failure, Tx};
use crate::files::{self, Kept, Shelf};
use crate::text::Locale;
use crate::web::actor::{Acting, People, Staff};
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
    pub(super) fn staff(who: &Staff<People>) -> Self {
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
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotRehearsed => "homes.import.refused.not_rehearsed".into(),
        }
    }
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

/// Has a rehearsed import written.
pub(super) fn ask(tx: &mut Tx<'_>, by: &By, id: ImportId) -> Result<(), Failure<Refused>> {
    let row = one(tx, by.company, id)?;
    if !store::move_on(tx, by.company, id, &[State::Rehearsed], State::Importing)? {
        return Err(Failure::Refused(Refused::NotRehearsed));
    }
    let job = crate::jobs::enqueue(tx, &Run { by: by.clone(), import: id })?;
    store::aim(tx, by.company, id, &Report { job, ..row.report })?;
    Ok(())
}
