//! Lines in a file: what was asked for, sealed, and the table.

use serde::{Deserialize, Serialize};

use super::details::{Ear, Pair};
use super::told::Told;
use crate::clock::Moment;
use crate::config::Secret;
use crate::sheet::{Heading, Table, Value};
use crate::text::{number, t, tv};
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// How many lines a file holds at most: the newest of those that were asked for.
pub(super) const MOST: usize = 100_000;

const PURPOSE: &str = "trail export";

crate::words! {
    /// What kind of file.
    pub enum Format {
        /// A workbook.
        Xlsx = "xlsx",
        /// Text for Excel.
        Csv = "csv",
    }
}

/// An export that was recorded: its address carries it under a seal, so that there is none without a line in the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ask {
    pub(super) person: PersonId,
    pub(super) company: Option<CompanyId>,
    pub(super) format: Format,
    /// The filters, as the list's address had them.
    pub(super) query: String,
    /// The last place there was.
    pub(super) until: i64,
    pub(super) at: Moment,
}

impl Ask {
    /// As it stands in an address.
    pub(super) fn sealed(&self, secret: &Secret) -> String {
        // the fields are plain: writing them cannot fail, and an empty text opens nothing
        secrets::sealed(secret, PURPOSE, &serde_json::to_string(self).unwrap_or_default())
    }

    /// What we have sealed ourselves.
    pub(super) fn unseal(secret: &Secret, sealed: &str) -> Option<Self> {
        serde_json::from_str(&secrets::unseal(secret, PURPOSE, sealed)?).ok()
    }
}

/// Filters as the trail remembers them: `act=homes, from=2026-11-01`.
pub(super) fn readable(query: &str) -> String {
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
}

/// The empty table.
pub(super) fn table(ear: Ear) -> Table {
    let heading = |key: &str, width| Heading::new(t(ear.locale, key)).wide(width);
    Table::new(
        t(ear.locale, "trail.index.title"),
        vec![
            heading("trail.sheet.place", 9),
            heading("trail.index.at", 20),
            heading("trail.index.who", 30),
            heading("trail.index.what", 44),
            heading("trail.index.thing", 40),
            heading("trail.sheet.details", 60),
            heading("trail.index.address", 18),
        ],
    )
}

/// A line of it.
pub(super) fn row(ear: Ear, told: &Told) -> Vec<Value> {
    let who = if told.actor_name.is_empty() { t(ear.locale, "trail.portal").into_owned() } else { told.actor_name.clone() };
    let also = told.also.iter().map(|(name, _)| name.clone());
    let details: Vec<String> = told.pairs.iter().map(Pair::line).chain(also).collect();
    vec![
        Value::Whole(told.place),
        Value::text(&told.at),
        Value::text(who),
        Value::text(&told.sentence),
        Value::text(told.thing.clone().unwrap_or_default()),
        Value::text(details.join("; ")),
        Value::text(&told.address),
    ]
}

/// What stands behind the last line of a file that could not hold all.
pub(super) fn cut(ear: Ear) -> Vec<Value> {
    let most = number(ear.locale, i64::try_from(MOST).unwrap_or(i64::MAX));
    vec![Value::Empty, Value::Empty, Value::Empty, Value::text(tv(ear.locale, "trail.sheet.cut", &[("most", &most)]))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_opened_only_by_our_seal() {
        let now = Moment::default();
        let ask = Ask {
            person: PersonId::fresh(now),
            company: None,
            format: Format::Csv,
            query: "act=homes".into(),
            until: 7,
            at: now,
        };
        let secret = Secret::new("s".repeat(32));
        assert_eq!(Ask::unseal(&secret, &ask.sealed(&secret)), Some(ask.clone()));
        assert_eq!(Ask::unseal(&Secret::new("t".repeat(32)), &ask.sealed(&secret)), None);
        assert_eq!(Ask::unseal(&secret, "x.y"), None);
    }

    #[test]
    fn filters_are_remembered_readably() {
        assert_eq!(readable("act=homes&q=&from=2026-11-01"), "act=homes, from=2026-11-01");
    }
}
