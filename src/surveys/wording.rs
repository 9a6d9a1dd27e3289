//! Words in up to three languages.

use serde::{Deserialize, Serialize};

use crate::text::Locale;

/// A text in each language; one that is left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Words {
    /// In the two official languages.
    pub fn both(kk: impl Into<String>, ru: impl Into<String>) -> Self {
        Self { kk: kk.into(), ru: ru.into(), en: String::new() }
    }

    /// In a language, empty or not.
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.kk,
            Locale::Ru => &self.ru,
            Locale::En => &self.en,
        }
    }

    /// For a reader: in their language, else in Kazakh, Russian, English.
    pub fn for_reader(&self, locale: Locale) -> &str {
        [self.of(locale), &self.kk, &self.ru, &self.en].into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether both official languages are there.
    pub fn is_whole(&self) -> bool {
        !self.kk.is_empty() && !self.ru.is_empty()
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.kk.is_empty() && self.ru.is_empty() && self.en.is_empty()
    }
}
