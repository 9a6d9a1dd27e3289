//! What the secretary sees of votes on paper.

pub(in crate::voting) mod confirming;
pub(in crate::voting) mod disputes;
pub(in crate::voting) mod entries;
pub(in crate::voting) mod hall;
pub(in crate::voting) mod reckoning;
pub(in crate::voting) mod sheet;
pub(in crate::voting) mod sheets;

use actix_web::HttpResponse;

use crate::text::{Locale, tv};
use crate::voting::rows::{Meeting, Unit};
use crate::web::{Shown, taken};

/// What stands above every page of a meeting.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Head {
    pub(in crate::voting) id: String,
    pub(in crate::voting) number: String,
    pub(in crate::voting) title: String,
}

impl Head {
    pub(in crate::voting) fn of(meeting: &Meeting, locale: Locale) -> Self {
        Self { id: meeting.id.to_string(), number: meeting.number.clone(), title: meeting.title(locale).to_owned() }
    }

    pub(in crate::voting) fn sample() -> Self {
        let title = "Ағымдағы жөндеу жарнасын бекіту туралы".into();
        Self { id: "0".repeat(26), number: "2026-000012".into(), title }
    }
}

/// What people call a unit.
pub(in crate::voting) fn label(locale: Locale, unit: &Unit) -> String {
    tv(locale, unit.kind.label_key(), &[("number", &unit.number)])
}

/// A PDF that is made anew each time.
pub(in crate::voting) fn paper(bytes: Vec<u8>, name: &str) -> HttpResponse {
    taken::document(bytes, &format!("{name}.pdf"))
}

/// Every page, as the tests look at it.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("voting/paper/sheets", Box::new(sheets::Index::sample())),
        ("voting/paper/print", Box::new(sheets::Progress::sample())),
        ("voting/paper/sheet", Box::new(sheet::Show::sample())),
        ("voting/paper/entries", Box::new(entries::Queue::sample())),
        ("voting/paper/entry", Box::new(confirming::Show::sample())),
        ("voting/paper/confirm", Box::new(confirming::Blind::sample())),
        ("voting/paper/hall", Box::new(hall::List::sample())),
        ("voting/paper/disputes", Box::new(disputes::Index::sample())),
        ("voting/paper/dispute", Box::new(disputes::Show::sample())),
        ("voting/paper/reconciliation", Box::new(reckoning::Show::sample())),
    ]
}
