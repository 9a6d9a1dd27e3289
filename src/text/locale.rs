//! The three languages of the portal, and how a browser asks for one.

/// A language that a person can read the portal in. Kazakh comes first, everywhere (law «О языках», art. 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Locale {
    /// Kazakh, the state language.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Locale {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The code used in `?lang=`, in `<html lang>` and in the database: `kk`, `ru` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of a code as [`Locale::code`] writes it; anything else is `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// What the language calls itself: the only words that are never translated.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4): the highest q-value wins, of equals
    /// the first; `q=0` means «not this one». `None` when the header names none of ours (`*` names nobody in particular).
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let weight = parts.find_map(quality).unwrap_or(1000);
            let Some(locale) = Self::from_code(primary) else { continue };
            if weight > best.map_or(0, |(top, _)| top) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

/// The weight of a `q=0.8` parameter in thousandths; a malformed weight counts as nothing, so that it never wins.
fn quality(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    let thousandths = digits.parse::<u16>().unwrap_or(0);
    match whole {
        "1" => Some(1000),
        "0" => Some(thousandths),
        _ => Some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::Locale::{self, En, Kk, Ru};

    #[test]
    fn codes_go_there_and_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_code(locale.code()), Some(locale));
        }
        assert_eq!(Locale::from_code("kz"), None);
        assert_eq!(Locale::default(), Kk);
        assert_eq!(Locale::ALL.first(), Some(&Kk));
    }

    #[test]
    fn browsers_are_understood() {
        let asked = Locale::from_accept_language;
        assert_eq!(asked("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7"), Some(Ru));
        assert_eq!(asked("de, en;q=0.3, kk-Cyrl-KZ;q=0.7"), Some(Kk));
        assert_eq!(asked("kk;q=0.5, ru;q=0.5"), Some(Kk));
        assert_eq!(asked("en ; Q=0.25 , RU; q=0.3"), Some(Ru));
        assert_eq!(asked("ru;q=0, en;q=0.001"), Some(En));
        assert_eq!(asked("ru;q=0"), None);
        assert_eq!(asked("ru;q=oops, en;q=0.1"), Some(En));
        assert_eq!(asked("de, *"), None);
        assert_eq!(asked(""), None);
    }
}
