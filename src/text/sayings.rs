//! Looking up words: a key, the values for its holes, the right plural.

use std::borrow::Cow;

use super::{Locale, number};

/// The words of `key` in the reader's language. A key that no locale file knows comes back as itself, so that it is seen
/// and searched for; a key that only Kazakh lacks falls back to Russian (`tests/locales.rs` refuses both).
#[must_use]
pub fn t(locale: Locale, key: &str) -> Cow<'static, str> {
    crate::words::translate(locale.code(), key).unwrap_or_else(|| key.to_owned().into())
}

/// The words of `key` with its `%{name}` holes filled from `args`. A hole that nobody fills stays visible; what is filled
/// in is never searched for holes again, so people's own text cannot pull in other values.
#[must_use]
pub fn tv(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    fill(&t(locale, key), args)
}

/// The plural category of `n` by CLDR: `one`, `few`, `many` for Russian; `one`, `other` for Kazakh and English.
#[must_use]
pub const fn plural(locale: Locale, n: u64) -> &'static str {
    match locale {
        Locale::Ru => match (n % 10, n % 100) {
            (1, hundred) if hundred != 11 => "one",
            (2..=4, hundred) if !(hundred >= 12 && hundred <= 14) => "few",
            _ => "many",
        },
        Locale::Kk | Locale::En => {
            if n == 1 {
                "one"
            } else {
                "other"
            }
        }
    }
}

/// The words of `key.<plural of n>`, with `%{count}` filled by `n` in groups of three, and other holes from `args`.
#[must_use]
pub fn tn(locale: Locale, key: &str, n: u64, args: &[(&str, &str)]) -> String {
    let key = format!("{key}.{}", plural(locale, n));
    let count = number(locale, i64::try_from(n).unwrap_or(i64::MAX));
    let mut filled = vec![("count", count.as_str())];
    filled.extend_from_slice(args);
    tv(locale, &key, &filled)
}

fn fill(words: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("%{") {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            let value = args.iter().find(|(wanted, _)| *wanted == name).map(|(_, value)| *value)?;
            Some((value, tail))
        });
        rest = match known {
            Some((value, tail)) => {
                out.push_str(value);
                tail
            }
            None => {
                out.push_str("%{");
                after
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Kk, Ru};

    #[test]
    fn a_missing_key_is_its_own_words() {
        assert_eq!(t(Kk, "text.no.such.key"), "text.no.such.key");
        assert_eq!(t(Kk, "dates.month.11"), "қараша");
        assert_eq!(t(Ru, "dates.month.11"), "ноября");
    }

    #[test]
    fn holes_are_filled_once() {
        assert_eq!(fill("%{a} и %{b}", &[("a", "%{b}"), ("b", "2")]), "%{b} и 2");
        assert_eq!(fill("%{who} 100 %{", &[]), "%{who} 100 %{");
        assert_eq!(fill("%{%{a}", &[("a", "1")]), "%{1");
        assert_eq!(tv(En, "dates.yesterday", &[("time", "9:00")]), "yesterday at 9:00");
    }

    #[test]
    fn plurals_follow_the_language() {
        let russian: Vec<_> = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 100, 101, 111, 112].map(|n| plural(Ru, n)).to_vec();
        let expected = "many one few few many many many many one few many many one many many";
        assert_eq!(russian.join(" "), expected);
        assert_eq!([plural(Kk, 1), plural(Kk, 21), plural(En, 0), plural(En, 1)], ["one", "other", "other", "one"]);
    }

    #[test]
    fn counted_words_agree() {
        assert_eq!(tn(Ru, "dates.ago.days", 3, &[]), "3 дня назад");
        assert_eq!(tn(Ru, "dates.ago.days", 12_345, &[]), "12\u{a0}345 дней назад");
        assert_eq!(tn(Kk, "dates.ago.days", 3, &[]), "3 күн бұрын");
        assert_eq!(tn(En, "dates.ago.days", 1, &[]), "1 day ago");
    }
}
