//! The people of a register as a sheet: one row for each holding of today, whoever holds nothing once.

use crate::homes::forms::share_of;
use crate::homes::holding::holds_key;
use crate::homes::rows::Contact;
use crate::homes::store::held::Held;
use crate::sheet::{Heading, Table, Value};
use crate::text::{Locale, t, tv};

const COLUMNS: [&str; 8] = [
    "homes.sheet.name",
    "homes.sheet.ident",
    "homes.sheet.phone",
    "homes.sheet.email",
    "homes.sheet.address",
    "homes.sheet.number",
    "homes.sheet.holds",
    "homes.sheet.share",
];

/// Lays people out as a table in the reader's language.
pub(super) fn table(locale: Locale, people: &[(Contact, Vec<Held>)]) -> Table {
    let headings = COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect();
    let mut table = Table::new(t(locale, "homes.people.title"), headings);
    for (contact, held) in people {
        if held.is_empty() {
            table.push(row(locale, contact, None));
        }
        for held in held {
            table.push(row(locale, contact, Some(held)));
        }
    }
    table
}

fn row(locale: Locale, of: &Contact, held: Option<&Held>) -> Vec<Value> {
    let text = |value: &Option<String>| Value::text(value.clone().unwrap_or_default());
    let mut row = vec![
        Value::text(&of.name),
        text(&of.ident),
        Value::text(of.phone_now().unwrap_or_default()),
        Value::text(of.email_now().unwrap_or_default()),
    ];
    let (address, number) = held.map_or_else(Default::default, |(_, (address, kind, number))| {
        (address.clone(), tv(locale, kind.label_key(), &[("number", number)]))
    });
    let holds = held.map(|(holding, _)| t(locale, holds_key(holding.holds)).into_owned()).unwrap_or_default();
    let share = held.and_then(|(holding, _)| share_of(holding)).map(|share| share.to_string()).unwrap_or_default();
    row.extend([address, number, holds, share].map(Value::text));
    row
}
