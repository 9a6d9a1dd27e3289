//! Sentences before they are in a language: a key and what fills its holes.

use std::borrow::Cow;

use crate::text::{Locale, tv};

/// A sentence for a person, not yet in their language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Said {
    /// The key of the words.
    pub key: Cow<'static, str>,
    /// What fills the `%{holes}`.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Said {
    /// A sentence without holes.
    pub fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: Vec::new() }
    }

    /// Fills a hole.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((Cow::Borrowed(name), value.to_string()));
        self
    }

    /// The sentence in a language.
    pub fn in_words(&self, locale: Locale) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(name, value)| (name.as_ref(), value.as_str())).collect();
        tv(locale, &self.key, &args)
    }
}

impl From<&'static str> for Said {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

/// Why a rule says no: every capability has an enum of these, each with its words.
pub trait Refusal {
    /// The sentence that says so.
    fn said(&self) -> Said;
}

impl Refusal for crate::db::Never {
    fn said(&self) -> Said {
        match *self {}
    }
}
