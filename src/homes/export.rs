//! The resident sheet: one row for each holding, premises without a holder once. What goes out can come in again.

use crate::sheet::{Heading, Table, Value};
use crate::text::{Locale, t};

use super::forms::share_of;
use super::holding::holds_key;
use super::rows::{Contact, Holding, Premises};

/// The columns in their order, by the key of their title.
const COLUMNS: [&str; 18] = [
    "homes.sheet.address",
    "homes.sheet.entrance",
    "homes.sheet.floor",
    "homes.sheet.number",
    "homes.sheet.kind",
    "homes.sheet.area",
    "homes.sheet.living_area",
    "homes.sheet.account",
    "homes.sheet.centre_account",
    "homes.sheet.name",
    "homes.sheet.ident",
    "homes.sheet.share",
    "homes.sheet.holds",
    "homes.sheet.phone",
    "homes.sheet.email",
    "homes.sheet.registered",
    "homes.sheet.residing",
    "homes.sheet.cadastre",
];

/// Premises with whoever holds them.
pub(super) struct Line {
    pub(super) premises: Premises,
    pub(super) address: String,
    pub(super) entrance: Option<String>,
    pub(super) holders: Vec<(Holding, Contact)>,
}

/// Lays the lines out as a table in the reader's language.
pub(super) fn table(locale: Locale, lines: &[Line]) -> Table {
    let headings = COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect();
    let mut table = Table::new(t(locale, "homes.sheet.title"), headings);
    for line in lines {
        if line.holders.is_empty() {
            table.push(row(locale, line, None));
        }
        for held in &line.holders {
            table.push(row(locale, line, Some(held)));
        }
    }
    table
}

fn row(locale: Locale, line: &Line, held: Option<&(Holding, Contact)>) -> Vec<Value> {
    let of = &line.premises;
    let text = |value: Option<&str>| Value::text(value.unwrap_or_default());
    let whole = |value: Option<i32>| value.map_or(Value::Empty, |n| Value::Whole(n.into()));
    let area = |value: Option<i64>| value.map_or(Value::Empty, Value::Area);
    let contact = held.map(|(_, contact)| contact);
    vec![
        Value::text(&line.address),
        text(line.entrance.as_deref()),
        whole(of.floor),
        Value::text(&of.number),
        Value::text(t(locale, of.kind.key())),
        area(of.area),
        area(of.living_area),
        text(of.account.as_deref()),
        text(of.centre_account.as_deref()),
        text(contact.map(|c| c.name.as_str())),
        text(contact.and_then(|c| c.ident.as_deref())),
        Value::text(held.and_then(|(holding, _)| share_of(holding)).map(|share| share.to_string()).unwrap_or_default()),
        Value::text(held.map(|(holding, _)| t(locale, holds_key(holding.holds)).into_owned()).unwrap_or_default()),
        text(contact.and_then(|c| c.phone_now())),
        text(contact.and_then(|c| c.email_now())),
        whole(of.registered),
        whole(of.residing),
        text(of.cadastre.as_deref()),
    ]
}
