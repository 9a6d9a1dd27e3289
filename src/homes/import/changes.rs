//! What a plan changes, cell by cell: as it was and as it will be, for the page and, whole, for a workbook.

use serde::{Deserialize, Serialize};

use super::columns::title_key;
use super::labels::Labels;
use super::outcome::{Change, Plan};
use super::suspicion::Suspect;
use crate::homes::holding::holds_key;
use crate::homes::place::PremisesId;
use crate::homes::rows::{Contact, Holding, Premises};
use crate::sheet::{Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::web::Said;

/// A value as it is kept and as it will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Shown {
    /// Nothing.
    Nothing,
    /// Text and counts.
    Text(String),
    /// Hundredths of m².
    Area(i64),
    /// A sentence, or what premises are called.
    Said(Said),
}

impl Shown {
    /// Several people.
    pub(super) fn people<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self::Text(names.collect::<Vec<_>>().join(", "))
    }

    fn text(text: Option<&String>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.clone()))
    }

    /// For the reader.
    pub(crate) fn in_words(&self, locale: Locale) -> String {
        match self {
            Self::Nothing => "—".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Area(area) => text::area(locale, *area),
            Self::Said(said) => said.in_words(locale),
        }
    }

    fn value(&self, locale: Locale) -> Value {
        match self {
            Self::Nothing => Value::Empty,
            Self::Text(text) => Value::text(text.as_str()),
            Self::Area(area) => Value::Area(*area),
            Self::Said(said) => Value::text(said.in_words(locale)),
        }
    }
}

/// A cell of the register that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Changed {
    /// The row of the sheet, as Excel numbers it.
    pub(crate) row: usize,
    /// Of which premises the row speaks.
    pub(crate) subject: Said,
    #[serde(default)]
    pub(crate) premises: Option<PremisesId>,
    /// Whose card or holding, as they are called today; empty for the premises themselves.
    #[serde(default)]
    pub(crate) who: String,
    /// The column's id.
    pub(crate) column: String,
    pub(crate) before: Shown,
    pub(crate) after: Shown,
}

/// All changes, in the order of the rows.
pub(super) fn changes(plan: &Plan, labels: &Labels<'_>) -> Vec<Changed> {
    let mut changes = Changes { plan, labels, all: Vec::new() };
    plan.changed_premises.iter().for_each(|change| changes.premises(change));
    plan.changed_contacts.iter().for_each(|change| changes.contact(change));
    plan.changed_holdings.iter().for_each(|change| changes.holding(change));
    changes.all.sort_by_key(|change| change.row);
    changes.all
}

struct Changes<'a> {
    plan: &'a Plan,
    labels: &'a Labels<'a>,
    all: Vec<Changed>,
}

impl Changes<'_> {
    fn push(&mut self, row: usize, who: &str, column: &str, (before, after): (Shown, Shown)) {
        if before == after {
            return;
        }
        let premises = self.plan.places.get(&row).copied();
        let subject =
            premises.map_or_else(|| Said::new("homes.import.subject.person").with("name", who), |id| self.labels.premises(id));
        let (who, column) = (who.to_owned(), column.to_owned());
        self.all.push(Changed { row: row + 1, subject, premises, who, column, before, after });
    }

    fn premises(&mut self, Change { before, after, row }: &Change<Premises>) {
        let labels = self.labels;
        let entrance = |of: &Premises| labels.entrance(of.entrance_id).map_or(Shown::Nothing, |of| Shown::Text(of.to_owned()));
        let count = |n: Option<i32>| n.map_or(Shown::Nothing, |n| Shown::Text(n.to_string()));
        let area = |n: Option<i64>| n.map_or(Shown::Nothing, Shown::Area);
        let text = |text: &Option<String>| Shown::text(text.as_ref());
        self.push(*row, "", "entrance", (entrance(before), entrance(after)));
        self.push(*row, "", "floor", (count(before.floor), count(after.floor)));
        self.push(*row, "", "area", (area(before.area), area(after.area)));
        self.push(*row, "", "living_area", (area(before.living_area), area(after.living_area)));
        self.push(*row, "", "account", (text(&before.account), text(&after.account)));
        self.push(*row, "", "centre_account", (text(&before.centre_account), text(&after.centre_account)));
        self.push(*row, "", "cadastre", (text(&before.cadastre), text(&after.cadastre)));
        self.push(*row, "", "registered", (count(before.registered), count(after.registered)));
        self.push(*row, "", "residing", (count(before.residing), count(after.residing)));
    }

    fn contact(&mut self, Change { before, after, row }: &Change<Contact>) {
        let who = before.name.as_str();
        let text = |text: &Option<String>| Shown::text(text.as_ref());
        self.push(*row, who, "name", (Shown::Text(before.name.clone()), Shown::Text(after.name.clone())));
        self.push(*row, who, "ident", (text(&before.ident), text(&after.ident)));
        self.push(*row, who, "phone", (text(&before.phone), text(&after.phone)));
        self.push(*row, who, "email", (text(&before.email), text(&after.email)));
    }

    fn holding(&mut self, Change { before, after, row }: &Change<Holding>) {
        let share =
            |of: &Holding| crate::homes::forms::share_of(of).map_or(Shown::Nothing, |share| Shown::Text(share.to_string()));
        let who = self.labels.person(before.contact_id);
        self.push(*row, who, "share", (share(before), share(after)));
    }
}

/// The titles of the workbook, by their key.
const TITLES: [&str; 8] = [
    "homes.import.diff.what",
    "homes.import.row",
    "homes.import.whose",
    "homes.sheet.name",
    "homes.import.column_head",
    "homes.import.before",
    "homes.import.after",
    "homes.import.diff.odd",
];

/// The whole of it as a sheet: what is strange, what changes, what is new, what the sheet has not.
pub(super) fn diff_table(plan: &Plan, labels: &Labels<'_>, suspects: &[Suspect], changes: &[Changed], locale: Locale) -> Table {
    let words = |key: &str| Value::text(t(locale, key));
    let place = |id: PremisesId| Value::text(labels.premises(id).in_words(locale));
    let mut table = Table::new(t(locale, "homes.import.changes"), TITLES.map(|key| Heading::new(t(locale, key))).to_vec());
    for of in suspects {
        let told = [Value::text(of.place.in_words(locale)), Value::Empty, Value::Empty];
        table.push(line(
            words("homes.import.diff.look"),
            Value::Empty,
            told,
            (of.before.value(locale), of.after.value(locale)),
            words(of.odd.key()),
        ));
    }
    for of in changes {
        let told = [
            Value::text(of.subject.in_words(locale)),
            Value::text(of.who.as_str()),
            Value::text(t(locale, title_key(&of.column))),
        ];
        let row = Value::Whole(i64::try_from(of.row).unwrap_or_default());
        table.push(line(
            words("homes.import.changed"),
            row,
            told,
            (of.before.value(locale), of.after.value(locale)),
            Value::Empty,
        ));
    }
    for of in &plan.premises {
        let told = [place(of.id), Value::Empty, Value::Empty];
        table.push(line(words("homes.import.new"), Value::Empty, told, (Value::Empty, Value::Empty), Value::Empty));
    }
    for of in &plan.holdings {
        let told = [place(of.premises_id), Value::text(labels.person(of.contact_id)), words("homes.sheet.holds")];
        let after = words(holds_key(of.holds));
        table.push(line(words("homes.import.new"), Value::Empty, told, (Value::Empty, after), Value::Empty));
    }
    for of in &plan.missing {
        let told = [place(of.premises_id), Value::text(labels.person(of.contact_id)), words("homes.sheet.holds")];
        let before = words(holds_key(of.holds));
        table.push(line(words("homes.import.missing"), Value::Empty, told, (before, Value::Empty), Value::Empty));
    }
    table
}

fn line(what: Value, row: Value, told: [Value; 3], (before, after): (Value, Value), odd: Value) -> Vec<Value> {
    let mut all = vec![what, row];
    all.extend(told);
    all.extend([before, after, odd]);
    all
}
