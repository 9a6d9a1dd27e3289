//! Which steps staff can take, and the answers that are ready for each state.

use crate::requests::rows::Request;
use crate::requests::state::Stage;
use crate::text::{Locale, t};

/// Which steps are possible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steps {
    pub(super) accept: bool,
    pub(super) start: bool,
    pub(super) done: bool,
    pub(super) close: bool,
    pub(super) wait: bool,
    pub(super) undone: bool,
    pub(super) open: bool,
}

impl Steps {
    pub(super) fn of(of: &Request) -> Self {
        let stage = of.state;
        let undone = stage.is_open() && stage != Stage::Done;
        Self {
            accept: stage == Stage::New,
            start: undone && stage != Stage::InWork,
            done: undone,
            close: stage == Stage::Done && of.reporter_id.is_none() && of.joined == 0,
            wait: matches!(stage, Stage::Accepted | Stage::InWork | Stage::Waiting),
            undone,
            open: stage.is_open(),
        }
    }
}

/// Answers that are ready, by the state they belong to.
const CANNED: [(Stage, &str); 8] = [
    (Stage::New, "requests.canned.seen"),
    (Stage::Accepted, "requests.canned.when_home"),
    (Stage::Accepted, "requests.canned.photo"),
    (Stage::InWork, "requests.canned.on_the_way"),
    (Stage::Waiting, "requests.canned.parts"),
    (Stage::Waiting, "requests.canned.supplier"),
    (Stage::Done, "requests.canned.check"),
    (Stage::Deferred, "requests.canned.later"),
];

/// The ready answers for a state: key, and how it reads to the reader.
pub(super) fn canned(locale: Locale, of: Stage) -> Vec<(&'static str, String)> {
    let fitting = CANNED.iter().filter(|(stage, _)| *stage == of || *stage == Stage::New);
    fitting.map(|(_, key)| (*key, t(locale, key).into_owned())).collect()
}

/// The ready answer of a key, in the language of whoever gets it.
pub(super) fn canned_text(locale: Locale, key: &str) -> Option<String> {
    CANNED.iter().find(|(_, known)| *known == key).map(|(_, key)| t(locale, key).into_owned())
}
