//! What dispatchers see of plans, and everybody of checks.

pub(in crate::dispatch) mod edit;
pub(in crate::dispatch) mod list;
pub(in crate::dispatch) mod one;

use super::check::number;
use crate::dispatch::store::planned::Check;
use crate::text::{Locale, t};

/// A check as pages and papers show it.
pub(in crate::dispatch) struct Checked {
    /// The name of its field.
    pub(in crate::dispatch) field: String,
    pub(in crate::dispatch) what: String,
    pub(in crate::dispatch) norm: String,
    pub(in crate::dispatch) is_number: bool,
    /// What was found, in words; empty while nothing was.
    pub(in crate::dispatch) found: String,
    pub(in crate::dispatch) is_outside: bool,
}

impl Checked {
    pub(in crate::dispatch) fn sample() -> Self {
        Self {
            field: "check-1".into(),
            what: "Қысым".into(),
            norm: "2–6 бар".into(),
            is_number: true,
            found: "7,5 бар".into(),
            is_outside: true,
        }
    }

    pub(in crate::dispatch) fn of(locale: Locale, of: &Check) -> Self {
        let found = match (of.value, of.is_number) {
            (None, _) => String::new(),
            (Some(value), true) => format!("{} {}", number(value), of.unit).trim().to_owned(),
            (Some(1), false) => t(locale, "dispatch.check.yes").into_owned(),
            (Some(_), false) => t(locale, "dispatch.check.no").into_owned(),
        };
        Self {
            field: format!("check-{}", of.place),
            what: of.what.clone(),
            norm: of.line().norm(),
            is_number: of.is_number,
            found,
            is_outside: of.is_outside(),
        }
    }
}

/// What was found so far, in the fields of its form.
pub(in crate::dispatch) fn filled(all: &[Check]) -> Vec<(String, String)> {
    let typed = |of: &Check| {
        let value = of.value?;
        let said = if of.is_number {
            number(value)
        } else if value == 1 {
            "yes".to_owned()
        } else {
            "no".to_owned()
        };
        Some((format!("check-{}", of.place), said))
    };
    all.iter().filter_map(typed).collect()
}
