//! Why a file is no resident sheet.

use super::columns::title_key;
use super::layout::Head;
use crate::sheet::Missing;
use crate::text::{Locale, t};
use crate::web::Said;

/// Why a file is no resident sheet, and what stands in its row of titles as far as it has one.
#[derive(Debug)]
pub(super) struct NoSheet {
    pub(super) said: Said,
    pub(super) head: Option<Head>,
}

impl From<Said> for NoSheet {
    fn from(said: Said) -> Self {
        Self { said, head: None }
    }
}

pub(super) fn filled(key: &'static str, values: Vec<(&'static str, String)>) -> Said {
    values.into_iter().fold(Said::new(key), |said, (name, value)| said.with(name, value))
}

pub(super) fn missing_said(missing: &Missing, locale: Locale) -> Said {
    let names: Vec<String> = missing.required.iter().map(|id| format!("«{}»", t(locale, title_key(id)))).collect();
    Said::new(missing.key()).with("columns", names.join(", "))
}
