//! Invitations as a sheet: who was invited where, by which way, and what became of it. Codes are in none: nobody has them.

use std::collections::HashMap;

use super::letters::way_key;
use super::pages::invitations::state_key;
use super::store::lists::Row;
use crate::clock::Moment;
use crate::homes::holds_key;
use crate::sheet::{Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::who::PersonId;

const COLUMNS: [&str; 11] = [
    "joining.sheet.address",
    "joining.sheet.premises",
    "joining.sheet.holds",
    "joining.sheet.way",
    "joining.sheet.name",
    "joining.sheet.email",
    "joining.sheet.state",
    "joining.sheet.used_by",
    "joining.sheet.used_at",
    "joining.sheet.author",
    "joining.sheet.expires",
];

/// Lays invitations out as a table in the reader's language.
pub(super) fn table(locale: Locale, rows: &[Row], names: &HashMap<PersonId, String>, now: Moment, zone: chrono_tz::Tz) -> Table {
    let mut table =
        Table::new(t(locale, "joining.sheet.title"), COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect());
    let moment = |at: Option<Moment>| Value::text(at.map(|at| text::date_time(locale, at, zone)).unwrap_or_default());
    for (of, place, author) in rows {
        let used_by = of.used_by.and_then(|person| names.get(&person)).cloned().unwrap_or_default();
        table.push(vec![
            Value::text(&place.address),
            Value::text(place.door(locale)),
            Value::text(t(locale, holds_key(of.holds))),
            Value::text(t(locale, way_key(of.way))),
            Value::text(of.name.clone().unwrap_or_default()),
            Value::text(of.email.clone().unwrap_or_default()),
            Value::text(t(locale, state_key(of.state(now)))),
            Value::text(used_by),
            moment(of.used_at),
            Value::text(author),
            moment(Some(of.expires_at)),
        ]);
    }
    table
}
