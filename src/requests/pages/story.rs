//! What was said and what happened, in human words.

use crate::clock::Moment;
use crate::requests::category;
use crate::requests::kind::{Timer, Wait};
use crate::requests::rows::{Event, Happening, Message};
use crate::requests::state::Stage;
use crate::text::{Locale, t, tv};

/// Something that was said.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) at: Moment,
    pub(super) by_staff: bool,
    pub(super) internal: bool,
}

impl Said {
    pub(super) fn sample() -> Self {
        Self {
            name: "Коваленко Н. С.".into(),
            text: "Сантехник ертең 10:00-де келеді.".into(),
            at: Moment::default(),
            by_staff: true,
            internal: false,
        }
    }

    pub(super) fn of(message: Message) -> Self {
        Self {
            name: message.name,
            text: message.text,
            at: message.created_at,
            by_staff: message.by_staff,
            internal: message.internal,
        }
    }
}

/// Something that happened.
pub(super) struct Happened {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) at: Moment,
    pub(super) tone: &'static str,
}

impl Happened {
    pub(super) fn sample() -> Self {
        Self {
            what: "Өтініш келді".into(), who: "Жұмабаев Ерлан".into(), at: Moment::default(), tone: "action"
        }
    }

    /// In a reader's language. `seen` says what residents are called for those who may not know who they are.
    pub(super) fn of(locale: Locale, event: Event, hide_residents: bool) -> Self {
        let who = match (event.name.is_empty(), event.by_staff) {
            (true, _) => t(locale, "requests.event.portal").into_owned(),
            (false, false) if hide_residents => t(locale, "requests.event.neighbour").into_owned(),
            (false, _) => event.name,
        };
        Self { what: what(locale, event.what, &event.details), who, at: event.created_at, tone: tone(event.what, &event.details) }
    }
}

fn what(locale: Locale, of: Happening, details: &str) -> String {
    let with = |key: &str, name: &str, value: &str| tv(locale, key, &[(name, value)]);
    match of {
        Happening::Came => t(locale, "requests.event.came").into_owned(),
        Happening::Moved => moved(locale, details),
        Happening::Assigned if details.is_empty() => t(locale, "requests.event.unassigned").into_owned(),
        Happening::Assigned => with("requests.event.assigned", "name", details),
        Happening::Sorted => with("requests.event.sorted", "category", &category::name(locale, details)),
        Happening::Joined => t(locale, "requests.event.joined").into_owned(),
        Happening::Confirmed => t(locale, "requests.event.confirmed").into_owned(),
        Happening::Reopened => t(locale, "requests.event.reopened").into_owned(),
        Happening::Missed => {
            let clock = details.parse::<Timer>().map_or_else(|_| String::new(), |of| t(locale, of.key()).into_owned());
            with("requests.event.missed", "clock", &clock)
        }
        Happening::Escalated => t(locale, "requests.event.escalated").into_owned(),
        Happening::Split => with("requests.event.split", "number", details),
        Happening::Linked => with("requests.event.linked", "number", details),
        Happening::Merged => with("requests.event.merged", "number", details),
        Happening::Covered => t(locale, "requests.event.covered").into_owned(),
    }
}

fn moved(locale: Locale, details: &str) -> String {
    let (stage, wait) = details.split_once(' ').unwrap_or((details, ""));
    let state = stage.parse::<Stage>().map_or_else(|_| stage.to_owned(), |of| t(locale, of.key()).into_owned());
    match wait.parse::<Wait>() {
        Ok(of) => tv(locale, "requests.event.waits", &[("state", &state), ("what", &t(locale, of.key()))]),
        Err(_) => state,
    }
}

fn tone(of: Happening, details: &str) -> &'static str {
    match of {
        Happening::Moved => details.split(' ').next().and_then(|word| word.parse::<Stage>().ok()).map_or("neutral", Stage::tone),
        Happening::Came | Happening::Assigned => "action",
        Happening::Confirmed => "good",
        Happening::Reopened | Happening::Missed | Happening::Escalated => "danger",
        Happening::Sorted | Happening::Joined | Happening::Split | Happening::Linked | Happening::Merged | Happening::Covered => {
            "neutral"
        }
    }
}
