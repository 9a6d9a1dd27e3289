//! What people are told of an import: counts, the first changes, what was refused and why. Kept beside it as JSON.

use serde::{Deserialize, Serialize};

use super::columns::title_key;
use super::plan::{Change, Met, Plan};
use super::reading::Sheet;
use super::register::Register;
use crate::homes::rows::{Contact, Entrance, Holding, Premises};
use crate::jobs::JobId;
use crate::sheet::{Refused, Table, refused_rows};
use crate::text::{self, Locale, t};
use crate::web::Said;

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

/// A value as it is kept and as it will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Shown {
    /// Nothing.
    Nothing,
    /// Text and counts.
    Text(String),
    /// Hundredths of m².
    Area(i64),
}

impl Shown {
    /// For the reader.
    pub(crate) fn in_words(&self, locale: Locale) -> String {
        match self {
            Self::Nothing => "—".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Area(area) => text::area(locale, *area),
        }
    }
}

/// A cell of the register that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Changed {
    /// The row of the sheet, as Excel numbers it.
    pub(crate) row: usize,
    pub(crate) subject: Said,
    /// The column's id.
    pub(crate) column: String,
    pub(crate) before: Shown,
    pub(crate) after: Shown,
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
    pub(crate) refused: Vec<RefusedRow>,
    pub(crate) warnings: Vec<Warned>,
    /// Titles of columns that nobody knows.
    pub(crate) unknown: Vec<String>,
    /// Titles that were taken for a column although they are only like its names, with the column's id.
    pub(crate) guessed: Vec<(String, String)>,
    /// Ids of columns that are known but not taken.
    pub(crate) not_taken: Vec<String>,
    /// The register has changed after the rehearsal, so that the outcome is another one.
    pub(crate) differs: bool,
}

impl Report {
    /// Tells of a plan.
    pub(super) fn of(sheet: &Sheet, register: &Register, plan: &Plan) -> Self {
        let Met { rows, new_rows, changed_rows, buildings, premises, contacts, holdings } = plan.met;
        let changes = Changes::of(register, plan);
        Self {
            rows: Tally::of(rows, new_rows, changed_rows),
            refused_rows: plan.refused.len(),
            buildings: Tally::of(buildings, plan.buildings.len(), 0),
            entrances: plan.entrances.len(),
            premises: Tally::of(premises, plan.premises.len(), plan.changed_premises.len()),
            people: Tally::of(contacts, plan.contacts.len(), plan.changed_contacts.len()),
            holdings: Tally::of(holdings, plan.holdings.len(), plan.changed_holdings.len()),
            new_buildings: plan.buildings.iter().take(SHOWN).map(|building| building.address.clone()).collect(),
            all_changes: changes.count,
            changes: changes.first,
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
            not_taken: sheet.not_taken().into_iter().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// That nothing came of it, and why.
    pub(super) fn failed(why: Said) -> Self {
        Self { failed: Some(why), ..Self::default() }
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

/// All changes, of which the first are kept.
struct Changes {
    count: usize,
    first: Vec<Changed>,
}

impl Changes {
    fn of(register: &Register, plan: &Plan) -> Self {
        let mut changes = Self { count: 0, first: Vec::new() };
        for change in &plan.changed_premises {
            changes.premises(register, plan, change);
        }
        for change in &plan.changed_contacts {
            changes.contact(change);
        }
        for change in &plan.changed_holdings {
            changes.holding(register, change);
        }
        changes.first.sort_by_key(|change| change.row);
        changes
    }

    fn push(&mut self, row: usize, subject: &Said, column: &str, (before, after): (Shown, Shown)) {
        if before == after {
            return;
        }
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(Changed { row: row + 1, subject: subject.clone(), column: column.to_owned(), before, after });
        }
    }

    fn premises(&mut self, register: &Register, plan: &Plan, Change { before, after, row }: &Change<Premises>) {
        let subject = label(register, before);
        let entrance = |of: &Premises| {
            let found =
                register.entrances.iter().chain(&plan.entrances).find(|entrance: &&Entrance| Some(entrance.id) == of.entrance_id);
            text_or_nothing(found.map(|entrance| &entrance.number))
        };
        let count = |n: Option<i32>| n.map_or(Shown::Nothing, |n| Shown::Text(n.to_string()));
        let area = |n: Option<i64>| n.map_or(Shown::Nothing, Shown::Area);
        let text = |text: &Option<String>| text_or_nothing(text.as_ref());
        if before.entrance_id != after.entrance_id && self.first.len() >= SHOWN {
            self.count += 1;
        } else if before.entrance_id != after.entrance_id {
            self.push(*row, &subject, "entrance", (entrance(before), entrance(after)));
        }
        self.push(*row, &subject, "floor", (count(before.floor), count(after.floor)));
        self.push(*row, &subject, "area", (area(before.area), area(after.area)));
        self.push(*row, &subject, "living_area", (area(before.living_area), area(after.living_area)));
        self.push(*row, &subject, "account", (text(&before.account), text(&after.account)));
        self.push(*row, &subject, "centre_account", (text(&before.centre_account), text(&after.centre_account)));
        self.push(*row, &subject, "cadastre", (text(&before.cadastre), text(&after.cadastre)));
        self.push(*row, &subject, "registered", (count(before.registered), count(after.registered)));
        self.push(*row, &subject, "residing", (count(before.residing), count(after.residing)));
    }

    fn contact(&mut self, Change { before, after, row }: &Change<Contact>) {
        let subject = Said::new("homes.import.subject.person").with("name", &before.name);
        let text = |text: &Option<String>| text_or_nothing(text.as_ref());
        self.push(*row, &subject, "name", (Shown::Text(before.name.clone()), Shown::Text(after.name.clone())));
        self.push(*row, &subject, "ident", (text(&before.ident), text(&after.ident)));
        self.push(*row, &subject, "phone", (text(&before.phone), text(&after.phone)));
        self.push(*row, &subject, "email", (text(&before.email), text(&after.email)));
    }

    fn holding(&mut self, register: &Register, Change { before, after, row }: &Change<Holding>) {
        let Some(premises) =
            register.premises.iter().find(|premises| premises.id == before.premises_id).filter(|_| self.first.len() < SHOWN)
        else {
            self.count += 1;
            return;
        };
        let share =
            |of: &Holding| crate::homes::forms::share_of(of).map_or(Shown::Nothing, |share| Shown::Text(share.to_string()));
        self.push(*row, &label(register, premises), "share", (share(before), share(after)));
    }
}

fn text_or_nothing(text: Option<&String>) -> Shown {
    text.map_or(Shown::Nothing, |text| Shown::Text(text.clone()))
}

fn label(register: &Register, premises: &Premises) -> Said {
    let address = register
        .buildings
        .iter()
        .find(|building| building.id == premises.building_id)
        .map(|building| building.address.as_str())
        .unwrap_or_default();
    Said::new(match premises.kind {
        crate::homes::Kind::Flat => "homes.import.subject.flat",
        crate::homes::Kind::Commercial => "homes.import.subject.commercial",
        crate::homes::Kind::Parking => "homes.import.subject.parking",
        crate::homes::Kind::Storage => "homes.import.subject.storage",
    })
    .with("address", address)
    .with("number", &premises.number)
}
