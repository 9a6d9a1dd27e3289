//! The words of an announcement, in up to three languages.

use crate::markup::Markup;
use crate::text::Locale;

/// A title and a text (light Markdown) in each language; a language that is left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Kazakh.
    pub kk: Words,
    /// Russian.
    pub ru: Words,
    /// English.
    pub en: Words,
}

/// A title and a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The title.
    pub title: String,
    /// The text, in light Markdown.
    pub body: String,
}

/// How many characters of a text lists and inboxes show.
const EXCERPT: usize = 160;

/// The language for a reader of what is there in some: their own, else Kazakh, else Russian, else English.
pub(super) fn for_reader(reader: Locale, is_there: impl Fn(Locale) -> bool) -> Locale {
    [reader, Locale::Kk, Locale::Ru, Locale::En].into_iter().find(|locale| is_there(*locale)).unwrap_or(reader)
}

impl Words {
    /// Whether the language is left out.
    pub fn is_empty(&self) -> bool {
        self.title.is_empty() && self.body.is_empty()
    }

    /// Whether only half of it is there.
    pub fn is_half(&self) -> bool {
        self.title.is_empty() != self.body.is_empty()
    }

    /// The text, read.
    pub fn markup(&self) -> Markup {
        Markup::parse(&self.body)
    }

    /// How it begins, in plain text: what lists and inboxes show.
    pub fn excerpt(&self) -> String {
        self.markup().excerpt(EXCERPT)
    }
}

impl Wording {
    /// The words in a language, empty or not.
    pub fn of(&self, locale: Locale) -> &Words {
        match locale {
            Locale::Kk => &self.kk,
            Locale::Ru => &self.ru,
            Locale::En => &self.en,
        }
    }

    /// The words for a reader: their language, else Kazakh, else Russian, else English; with the language they are in.
    pub fn for_reader(&self, locale: Locale) -> (Locale, &Words) {
        let found = for_reader(locale, |locale| !self.of(locale).is_empty());
        (found, self.of(found))
    }

    /// The other of the two official languages, to stand below what the reader reads first.
    pub fn beside(&self, first: Locale) -> Option<(Locale, &Words)> {
        [Locale::Kk, Locale::Ru]
            .into_iter()
            .filter(|locale| *locale != first)
            .map(|locale| (locale, self.of(locale)))
            .find(|(_, words)| !words.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Words {
        Words { title: title.into(), body: "мәтін".into() }
    }

    #[test]
    fn a_reader_gets_their_language_or_the_next_best() {
        let wording = Wording { ru: words("ru"), ..Wording::default() };
        assert_eq!(wording.for_reader(Locale::En), (Locale::Ru, &words("ru")));
        let wording = Wording { kk: words("kk"), ru: words("ru"), en: words("en") };
        assert_eq!(wording.for_reader(Locale::En).0, Locale::En);
        assert_eq!(wording.beside(Locale::En).unwrap().0, Locale::Kk);
        assert_eq!(wording.beside(Locale::Kk).unwrap().0, Locale::Ru);
        assert_eq!(wording.beside(Locale::Ru).unwrap().0, Locale::Kk);
    }

    #[test]
    fn half_a_language_is_noticed() {
        assert!(Words { title: "x".into(), body: String::new() }.is_half());
        assert!(!words("x").is_half() && !Words::default().is_half());
    }
}
