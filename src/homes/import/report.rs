//! What people are told of an import: counts, the first changes, what was refused and why. Kept beside it as JSON.

use serde::{Deserialize, Serialize};

use chrono::NaiveDate;

use super::changes::{Changed, changes};
use super::columns::title_key;
use super::labels::Labels;
use super::layout::Head;
use super::outcome::{Met, Plan};
use super::reading::Sheet;
use super::register::Register;
use super::suspicion::{Suspect, suspects};
use crate::homes::place::PremisesId;
use crate::jobs::JobId;
use crate::sheet::{Refused, Table, refused_rows};
use crate::text::{Locale, t};
use crate::web::{Said, secrets};
use crate::who::Holds;

/// How many changes and refused rows a page shows; the rest is counted, and all refused rows are in the workbook.
pub(super) const SHOWN: usize = 50;
/// How many row numbers stand behind a warning.
const ROWS_NAMED: usize = 8;

/// How many things of a kind are new, changed and left as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) new: usize,
    pub(crate) changed: usize,
    pub(crate) unchanged: usize,
}

impl Tally {
    fn of(met: usize, new: usize, changed: usize) -> Self {
        Self { new, changed, unchanged: met.saturating_sub(new + changed) }
    }
}

/// A row that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusedRow {
    /// The row of the sheet, as Excel numbers it.
    pub(crate) row: usize,
    /// The title of the column, if one is to blame, and why.
    pub(crate) reasons: Vec<(Option<String>, Said)>,
}

/// Something to look at, and in which rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Warned {
    pub(crate) key: String,
    pub(crate) count: usize,
    /// The first of them, as Excel numbers them.
    pub(crate) rows: Vec<usize>,
}

/// Somebody of the register whom the sheet does not name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gone {
    pub(crate) premises: PremisesId,
    pub(crate) place: Said,
    pub(crate) name: String,
    pub(crate) holds: Holds,
}

/// How many changes are to be looked at, if those who are missing hold on and if they do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Odd {
    pub(crate) all: usize,
    pub(crate) kept: usize,
    pub(crate) ended: usize,
}

/// The whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    /// The job that is at it.
    pub(crate) job: Option<JobId>,
    /// Why nothing came of it.
    pub(crate) failed: Option<Said>,
    pub(crate) rows: Tally,
    pub(crate) refused_rows: usize,
    pub(crate) buildings: Tally,
    pub(crate) entrances: usize,
    pub(crate) premises: Tally,
    pub(crate) people: Tally,
    pub(crate) holdings: Tally,
    /// Addresses of new buildings, the first of them: a mistyped address is seen here.
    pub(crate) new_buildings: Vec<String>,
    pub(crate) changes: Vec<Changed>,
    pub(crate) all_changes: usize,
    /// What is strange, the first of it.
    pub(crate) suspects: Vec<Suspect>,
    pub(crate) odd: Odd,
    /// Whom the sheet does not name, the first of them.
    pub(crate) missing: Vec<Gone>,
    pub(crate) all_missing: usize,
    /// The first day on which all of them hold.
    pub(crate) missing_since: Option<NaiveDate>,
    /// What stands for all that is strange or missing: whether somebody has looked at just this.
    pub(crate) print: String,
    /// How many holdings ended, and on which day.
    pub(crate) ended: usize,
    pub(crate) ended_on: Option<NaiveDate>,
    /// Which line of the company's trail it is: of two imports the later has the greater.
    pub(crate) line: i64,
    /// Why it was not undone when somebody asked for that.
    pub(crate) not_undone: Option<Said>,
    /// It was to be written, and meanwhile other things had become strange or missing.
    pub(crate) again: bool,
    pub(crate) refused: Vec<RefusedRow>,
    pub(crate) warnings: Vec<Warned>,
    /// Titles of columns that nobody knows.
    pub(crate) unknown: Vec<String>,
    /// Titles that were taken for a column although they are only like its names, with the column's id.
    pub(crate) guessed: Vec<(String, String)>,
    /// Ids of columns that are known but not taken.
    pub(crate) not_taken: Vec<String>,
    /// The row of titles, and what its columns were taken for.
    pub(crate) head: Option<Head>,
    /// The register has changed after the rehearsal, so that the outcome is another one.
    pub(crate) differs: bool,
}

impl Report {
    /// Tells of a plan.
    pub(super) fn of(sheet: &Sheet, register: &Register, plan: &Plan, labels: &Labels<'_>) -> (Self, Whole) {
        let Met { rows, new_rows, changed_rows, buildings, premises, contacts, holdings } = plan.met;
        let whole = Whole { changes: changes(plan, labels), suspects: suspects(register, plan, labels) };
        let gone = plan.missing.iter().take(SHOWN).map(|of| Gone {
            premises: of.premises_id,
            place: labels.premises(of.premises_id),
            name: labels.person(of.contact_id).to_owned(),
            holds: of.holds,
        });
        let report = Self {
            rows: Tally::of(rows, new_rows, changed_rows),
            refused_rows: plan.refused.len(),
            buildings: Tally::of(buildings, plan.buildings.len(), 0),
            entrances: plan.entrances.len(),
            premises: Tally::of(premises, plan.premises.len(), plan.changed_premises.len()),
            people: Tally::of(contacts, plan.contacts.len(), plan.changed_contacts.len()),
            holdings: Tally::of(holdings, plan.holdings.len(), plan.changed_holdings.len()),
            new_buildings: plan.buildings.iter().take(SHOWN).map(|building| building.address.clone()).collect(),
            all_changes: whole.changes.len(),
            changes: whole.changes.iter().take(SHOWN).cloned().collect(),
            odd: whole.odd(),
            suspects: whole.suspects.iter().take(SHOWN).cloned().collect(),
            missing: gone.collect(),
            all_missing: plan.missing.len(),
            missing_since: plan.missing.iter().filter_map(|of| of.since).max(),
            print: whole.print(plan),
            ended: plan.ended.as_ref().map_or(0, |(ended, _)| ended.len()),
            ended_on: plan.ended.as_ref().map(|(_, day)| *day),
            refused: refused(sheet, plan),
            warnings: warned(plan),
            unknown: sheet
                .header
                .unknown
                .iter()
                .map(|unknown| unknown.title.clone())
                .chain(sheet.header.duplicates.iter().map(|twin| twin.title.clone()))
                .collect(),
            guessed: sheet
                .header
                .found
                .iter()
                .filter(|found| !found.sure)
                .map(|found| (found.title.clone(), found.id.to_owned()))
                .collect(),
            head: Some(sheet.head.clone()),
            not_taken: sheet.not_taken().into_iter().map(str::to_owned).collect(),
            ..Self::default()
        };
        (report, whole)
    }

    /// That nothing came of it, and why.
    pub(super) fn failed(why: Said) -> Self {
        Self { failed: Some(why), ..Self::default() }
    }

    /// How much is strange, if those who are missing are ended or not.
    pub(super) fn odd_when(&self, ended: bool) -> usize {
        if ended { self.odd.ended } else { self.odd.kept }
    }

    /// Whether another report tells of the same outcome.
    pub(super) fn same_outcome(&self, other: &Self) -> bool {
        let counts = |report: &Self| {
            (
                report.rows,
                report.refused_rows,
                report.buildings,
                report.premises,
                report.people,
                report.holdings,
                report.all_changes,
            )
        };
        counts(self) == counts(other)
    }
}

/// All changes and all that is strange, of which a page shows the first.
pub(super) struct Whole {
    pub(super) changes: Vec<Changed>,
    pub(super) suspects: Vec<Suspect>,
}

impl Whole {
    fn odd(&self) -> Odd {
        let applying = |ended: bool| self.suspects.iter().filter(|of| of.applies(ended)).count();
        Odd { all: self.suspects.len(), kept: applying(false), ended: applying(true) }
    }

    fn print(&self, plan: &Plan) -> String {
        let told = |of: &Suspect| format!("{:?}{:?}{:?}{:?}{:?}", of.odd, of.when, of.place, of.before, of.after);
        let missing = plan.missing.iter().map(|of| of.id.to_string());
        secrets::fingerprint(&self.suspects.iter().map(told).chain(missing).collect::<Vec<_>>().join("\n"))
    }
}

fn title_of(sheet: &Sheet, column: &str) -> Option<String> {
    sheet.header.found.iter().find(|found| found.id == column).map(|found| found.title.clone())
}

fn refused(sheet: &Sheet, plan: &Plan) -> Vec<RefusedRow> {
    let reasons = |reasons: &[super::wish::Reason]| {
        reasons.iter().map(|reason| (reason.column.and_then(|column| title_of(sheet, column)), reason.said.clone())).collect()
    };
    plan.refused.iter().take(SHOWN).map(|(row, why)| RefusedRow { row: row + 1, reasons: reasons(why) }).collect()
}

fn warned(plan: &Plan) -> Vec<Warned> {
    let mut all: Vec<Warned> = Vec::new();
    for warning in &plan.warnings {
        match all.iter_mut().find(|known| known.key == warning.key) {
            Some(known) => {
                known.count += 1;
                if known.rows.len() < ROWS_NAMED {
                    known.rows.push(warning.row + 1);
                }
            }
            None => all.push(Warned { key: warning.key.to_owned(), count: 1, rows: vec![warning.row + 1] }),
        }
    }
    all
}

/// The error workbook: the sheet's own layout, only the refused rows, and why.
pub(super) fn refused_table(sheet: &Sheet, plan: &Plan, locale: Locale) -> Table {
    let rows: Vec<Refused> = plan
        .refused
        .iter()
        .map(|(row, reasons)| {
            let said = reasons.iter().map(|reason| {
                sentence(
                    locale,
                    reason
                        .column
                        .map(|column| title_of(sheet, column).unwrap_or_else(|| t(locale, title_key(column)).into_owned())),
                    &reason.said,
                )
            });
            let columns = reasons.iter().filter_map(|reason| sheet.header.column(reason.column?)).collect();
            Refused { row: *row, reason: said.collect::<Vec<_>>().join(" "), columns }
        })
        .collect();
    refused_rows(&sheet.grid, &sheet.header, &rows, &t(locale, "homes.import.reason"))
}

/// «Площадь: это не число.»
pub(crate) fn sentence(locale: Locale, title: Option<String>, said: &Said) -> String {
    let said = said.in_words(locale);
    title.map_or_else(|| said.clone(), |title| format!("{title}: {said}"))
}
