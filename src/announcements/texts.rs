//! Ready texts for what happens in every house. Their `{holes}` are filled by the writer; while one is open, nothing is sent.

use super::kind::Kind;
use super::wording::{Wording, Words};
use crate::text::{Locale, t};

/// A ready text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    /// The name in addresses.
    pub(super) slug: &'static str,
    /// What it is about.
    pub(super) kind: Kind,
    /// The key of its title.
    pub(super) title: &'static str,
    /// The key of its text.
    pub(super) body: &'static str,
}

macro_rules! ready {
    ($($slug:literal $kind:ident),+ $(,)?) => {
        &[$(Ready { slug: $slug, kind: Kind::$kind, title: concat!("announcements.text.", $slug, ".title"), body: concat!("announcements.text.", $slug, ".body") }),+]
    };
}

/// All of them, those of every week first.
pub(super) const ALL: &[Ready] = ready![
    "hot_water" Outage, "cold_water" Outage, "power" Outage, "heating" Outage, "lift" Outage, "gas" Outage, "leak" Emergency, "cleaning_day" Info,
    "snow" Info, "disinfection" Info, "parking" Info, "fire_safety" Info, "meeting" Legal, "tariff" Legal,
];

/// The ready text of that name.
pub(super) fn find(slug: &str) -> Option<&'static Ready> {
    ALL.iter().find(|ready| ready.slug == slug)
}

impl Ready {
    /// Its words.
    pub(super) fn wording(&self) -> Wording {
        let words = |locale| Words { title: t(locale, self.title).into_owned(), body: t(locale, self.body).into_owned() };
        Wording { kk: words(Locale::Kk), ru: words(Locale::Ru), en: words(Locale::En) }
    }
}

/// A hole that nobody has filled yet.
pub(super) fn open_hole(wording: &Wording) -> Option<String> {
    let texts = [&wording.kk, &wording.ru, &wording.en].into_iter().flat_map(|words| [words.title.as_str(), words.body.as_str()]);
    texts
        .filter_map(|text| text.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(hole, _)| hole))
        .find(|hole| !hole.is_empty() && hole.chars().count() <= 40)
        .map(|hole| format!("{{{hole}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_text_stands_in_every_language_and_asks_to_be_filled() {
        for ready in ALL {
            let wording = ready.wording();
            for locale in Locale::ALL {
                let words = wording.of(locale);
                assert!(
                    !words.title.starts_with("announcements.") && !words.body.starts_with("announcements."),
                    "{} lacks {}",
                    ready.slug,
                    locale.code()
                );
            }
            assert!(open_hole(&wording).is_some(), "{} has nothing to fill in", ready.slug);
            assert_eq!(find(ready.slug), Some(ready));
        }
    }

    #[test]
    fn braces_that_are_no_hole_are_left_alone() {
        let wording = |body: &str| Wording { ru: Words { title: String::new(), body: body.into() }, ..Wording::default() };
        assert_eq!(open_hole(&wording("{день}")).as_deref(), Some("{день}"));
        for fine in ["{}", "a } b { c", "плюс {", "нет"] {
            assert_eq!(open_hole(&wording(fine)), None, "{fine}");
        }
    }
}
