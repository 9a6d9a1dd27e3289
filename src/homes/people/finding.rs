//! What people are found by, and what somebody who looks for them has typed.
//!
//! Names are found by the beginnings of their words, phones by what follows the country and by their last four digits, addresses by
//! their beginning. ИИН and БИН are found whole only: the beginning of an ИИН is a birthday, and nobody is to leaf through those.

use crate::text::ident::Ident;
use crate::text::{phone, words};

/// More words than this nobody types.
const MOST: usize = 6;

/// The words by which a card is found, each once.
pub(in crate::homes) fn words_of(name: &str, phone: Option<&str>, email: Option<&str>, ident: Option<&str>) -> Vec<String> {
    let mut all = words(name);
    if let Some(phone) = phone {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let (national, last) = (digits.strip_prefix('7').unwrap_or(&digits), digits.len().saturating_sub(4));
        all.extend([national, digits.get(last..).unwrap_or_default()].map(str::to_owned));
    }
    all.extend(email.map(str::to_owned));
    all.extend(ident.map(whole));
    all.retain(|word| !word.is_empty());
    all.sort();
    all.dedup();
    all
}

/// An ИИН or БИН among the words, where no beginning of a name or number meets it.
fn whole(ident: &str) -> String {
    format!("={ident}")
}

/// What somebody looks for: all of these at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::homes) struct Find(Vec<Term>);

/// One of the words that were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Begins(String),
    Is(String),
}

impl Find {
    /// Reads what was typed.
    pub(in crate::homes) fn read(typed: &str) -> Self {
        let typed = typed.trim();
        if let Ok(ident) = Ident::parse(typed) {
            return Self(vec![Term::Is(whole(ident.as_str()))]);
        }
        if let Some(phone) = phone::normalise(typed) {
            let digits = phone.trim_start_matches('+');
            return Self(vec![Term::Begins(digits.strip_prefix('7').unwrap_or(digits).to_owned())]);
        }
        let (addresses, names): (Vec<&str>, Vec<&str>) = typed.split_whitespace().partition(|word| word.contains('@'));
        let mut all: Vec<String> = addresses.into_iter().map(str::to_lowercase).collect();
        all.extend(words(&names.join(" ")));
        all.truncate(MOST);
        Self(all.into_iter().map(Term::Begins).collect())
    }

    /// Whether nothing was typed.
    pub(in crate::homes) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Between which words of the index each of them lies, both included.
    pub(in crate::homes) fn ranges(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.0.iter().map(|term| match term {
            Term::Begins(word) => (word.clone(), crate::homes::search::after_all(word)),
            Term::Is(word) => (word.clone(), word.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(typed: &str, words: &[String]) -> bool {
        let find = Find::read(typed);
        !find.is_empty() && find.ranges().all(|(from, to)| words.iter().any(|word| *word >= from && *word <= to))
    }

    #[test]
    fn somebody_is_found_by_whatever_is_known_of_them() {
        let words = words_of("Жұмабаев Ерлан Серікұлы", Some("+77012345678"), Some("erlan.j@mail.example"), Some("850101300126"));
        for typed in [
            "жумаб",
            "ерлан ЖҰМ",
            "8 701 234 56 78",
            "+7 (701) 234-56-78",
            "701",
            "7012345678",
            "5678",
            "Erlan.J@mail",
            "erlan.j@mail.example",
        ] {
            assert!(finds(typed, &words), "{typed}");
        }
        for typed in ["", "сериков", "ерлан иванов", "850101", "8501", "702", "@mail"] {
            assert!(!finds(typed, &words), "{typed}");
        }
    }

    #[test]
    fn an_ident_is_found_whole_and_only_so() {
        let ident = "900101000009";
        let words = words_of("А", None, None, Some(ident));
        let valid = Ident::parse(ident).is_ok();
        assert_eq!(finds(ident, &words), valid);
        assert!((1..12).all(|cut| !finds(&ident.chars().take(cut).collect::<String>(), &words)));
    }

    proptest! {
        #[test]
        fn every_beginning_of_every_word_of_a_name_finds_it(name in "[А-Яа-яӘҒҚҢӨҰҮҺІәғқңөұүһі]{2,9} [А-Яа-я]{2,9}", cut in 1usize..5) {
            let words = words_of(&name, None, None, None);
            for word in crate::text::words(&name) {
                let start: String = word.chars().take(cut).collect();
                prop_assert!(finds(&start, &words), "{start} does not find {name}");
            }
        }
    }
}
