//! What staff and residents see of announcements.

pub(super) mod desk;
pub(super) mod edit;
pub(super) mod poster;
pub(super) mod publication;
pub(super) mod read;
pub(super) mod recipients;
pub(super) mod show;
pub(super) mod withdrawal;

use chrono_tz::Tz;

use super::kind::Kind;
use super::rows::Announcement;
use super::wording::Words;
use crate::text::{self, Locale};
use crate::web::Shown;

/// A title and a text as a page shows them; the HTML is made by [`crate::markup`], which lets nothing through but its own tags.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    pub(super) language: &'static str,
    pub(super) title: String,
    pub(super) html: String,
}

impl Prose {
    fn of((locale, words): (Locale, &Words)) -> Self {
        Self { language: locale.code(), title: words.title.clone(), html: words.markup().html() }
    }

    fn sample() -> Self {
        Self {
            language: "kk", title: "Ыстық су өшіріледі".into(), html: "<p>Құрметті тұрғындар!</p>".into()
        }
    }
}

/// From when until when, in words.
fn outage(locale: Locale, of: &Announcement, zone: Tz) -> String {
    of.outage_from.zip(of.outage_until).map(|(from, until)| text::span(locale, from, until, zone)).unwrap_or_default()
}

/// The kinds as choices of a form or filter.
fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), text::t(locale, kind.key()).into_owned())).collect()
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("announcements/list", Box::new(read::List::sample())),
        ("announcements/read", Box::new(read::Read::sample())),
        ("announcements/version", Box::new(read::Old::sample())),
        ("announcements/desk", Box::new(desk::Desk::sample())),
        ("announcements/form", Box::new(edit::Edit::sample())),
        ("announcements/show", Box::new(show::Show::sample())),
        ("announcements/staff_version", Box::new(show::OldForStaff::sample())),
        ("announcements/publication", Box::new(publication::Review::sample())),
        ("announcements/withdrawal", Box::new(withdrawal::Ask::sample())),
        ("announcements/recipients", Box::new(recipients::Recipients::sample())),
    ]
}
