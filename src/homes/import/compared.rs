//! A sheet beside the register at one moment: the plan, what is told of it, and the workbooks that go with it.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::ImportId;
use super::changes::diff_table;
use super::labels::Labels;
use super::outcome::Plan;
use super::plan::plan;
use super::reading::{Rows, Sheet};
use super::register::Register;
use super::report::Report;
use crate::clock::Moment;
use crate::db::Tx;
use crate::files::{self, Accepted, Kept, Kind, Shelf};
use crate::sheet::{Book, NotWritten, Table};
use crate::text::{Locale, t};
use crate::who::CompanyId;

/// What a sheet means beside the register.
pub(super) struct Compared {
    pub(super) plan: Plan,
    pub(super) report: Report,
    /// The workbook of refused rows.
    pub(super) refused: Option<Kept>,
    /// The workbook of all changes.
    pub(super) diff: Option<Kept>,
    /// Where the company's trail ended.
    pub(super) head: i64,
}

impl Compared {
    /// Compares; with all changes as a table, if it is wanted in a language.
    pub(super) fn of(
        read: &(Sheet, Rows),
        register: &Register,
        now: Moment,
        ending: Option<NaiveDate>,
        diff: Option<Locale>,
    ) -> (Self, Option<Table>) {
        let (sheet, rows) = read;
        let plan = plan(register, rows.clone(), now, ending);
        let labels = Labels::of(register, &plan);
        let (report, whole) = Report::of(sheet, register, &plan, &labels);
        let table = diff.map(|locale| diff_table(&plan, &labels, &whole.suspects, &whole.changes, locale));
        let head = register.head.as_ref().map_or(0, |(place, _)| *place);
        (Self { plan, report, refused: None, diff: None, head }, table.filter(|table| !table.rows.is_empty()))
    }

    /// Whether something is to be written that nobody has looked at.
    pub(super) fn needs_another_look(&self, looked_at: &Report) -> bool {
        let ending = self.plan.ended.is_some();
        self.report.print != looked_at.print && (ending || self.report.odd_when(ending) > 0)
    }
}

/// A table as a workbook.
///
/// # Errors
/// When it cannot be written.
pub(super) fn book(table: Table, name: &'static str, locale: Locale, now: Moment) -> Result<Accepted, NotWritten> {
    Ok(Accepted::made(&t(locale, name), Kind::Xlsx, Book::new(now).with(table).xlsx()?))
}

/// The workbook of the last comparison stands on the shelf, and no other.
pub(super) fn keep_book(
    tx: &mut Tx<'_>,
    company: CompanyId,
    import: ImportId,
    shelf: Shelf,
    book: Option<&Kept>,
) -> QueryResult<()> {
    files::remove_all(tx, company, shelf, &import.to_string())?;
    if let Some(book) = book {
        files::add(tx, company, shelf, &import.to_string(), book, None)?;
    }
    Ok(())
}
