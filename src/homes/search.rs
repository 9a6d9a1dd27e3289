//! What staff type into the search of homes, and what it means.
//!
//! Each word is looked for at the beginning of the words that belong to premises: numbers, accounts, names and phones of holders. A name
//! is looked for whole first, so that its two common words do not have to be met at the same premises.
//! When that finds nothing, the words may have been an address: those that name a building narrow the list to it.

use crate::text::{fold, words};

/// What is searched for, the rarest-looking word first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Folded words.
    pub words: Vec<String>,
    /// What they are if they are somebody's name: as typed, and with the last of them, the surname, put first.
    pub names: Vec<String>,
}

/// More words than this nobody types.
const MOST: usize = 6;

impl Search {
    /// Reads what was typed.
    pub fn read(typed: &str) -> Self {
        // a phone number is one word however it is spaced
        let phone = crate::text::phone::normalise(typed).map(|phone| phone.trim_start_matches('+').to_owned());
        let mut words = phone.map_or_else(|| pieces(typed), |phone| vec![phone]);
        words.truncate(MOST);
        let names = names(&words);
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        Self { words, names }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Splits the words into those that name one of the buildings and the rest. A building is named by its letters;
    /// a number belongs to its address only beside them, and then only once.
    pub fn split_address<I: Copy>(&self, buildings: &[(I, String)]) -> Option<(Vec<I>, Self)> {
        let names = |address: &str, word: &str| address.split(' ').any(|part| part.starts_with(word));
        let (letters, numbers): (Vec<&String>, Vec<&String>) = self
            .words
            .iter()
            .partition(|word| word.chars().any(char::is_alphabetic) && !word.starts_with(|c: char| c.is_ascii_digit()));
        let mut left: Vec<&(I, String)> = buildings.iter().collect();
        let mut rest = Vec::new();
        let mut named = false;
        for word in letters {
            let fewer: Vec<_> = left.iter().copied().filter(|(_, address)| names(address, word)).collect();
            if fewer.is_empty() {
                rest.push(word.clone());
            } else {
                (left, named) = (fewer, true);
            }
        }
        if !named {
            return None;
        }
        let exact = |address: &str, word: &str| address.split(' ').any(|part| part == word);
        let mut house = false;
        for word in numbers {
            let fewer: Vec<_> = left.iter().copied().filter(|(_, address)| exact(address, word)).collect();
            if house || fewer.is_empty() {
                rest.push(word.clone());
            } else {
                (left, house) = (fewer, true);
            }
        }
        Some((left.into_iter().map(|(id, _)| *id).collect(), Self { words: rest, names: Vec::new() }))
    }
}

/// The ways to read words as somebody's name.
fn names(words: &[String]) -> Vec<String> {
    let [first @ .., surname] = words else { return Vec::new() };
    if first.is_empty() || !words.iter().all(|word| word.starts_with(char::is_alphabetic)) {
        return Vec::new();
    }
    vec![words.join(" "), format!("{surname} {}", first.join(" "))]
}

/// The words of a text. Numbers are kept in one piece, so `10-000006` and `12-А` are one word; `12-45` may be a house and a flat.
fn pieces(typed: &str) -> Vec<String> {
    let mut all = Vec::new();
    for token in typed.split_whitespace() {
        let whole: String = fold(token).split(' ').collect();
        let count = |is: fn(char) -> bool| whole.chars().filter(|c| is(*c)).count();
        let (digits, letters) = (count(|c| c.is_ascii_digit()), count(char::is_alphabetic));
        let is_number = whole.starts_with(|c: char| c.is_ascii_digit()) && letters <= 2 && (digits > 4 || letters > 0);
        let found = if is_number { vec![whole] } else { words(token) };
        for word in found {
            if !all.contains(&word) {
                all.push(word);
            }
        }
    }
    all
}

/// The least text that is greater than every text beginning with `prefix`: ends a range of an index.
pub fn after_all(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buildings() -> Vec<(u8, String)> {
        vec![(1, "абай д 12".into()), (2, "абай д 14".into()), (3, "сатбаев к 5".into())]
    }

    #[test]
    fn an_address_is_told_from_a_flat() {
        let (found, rest) = Search::read("Абая 12").split_address(&buildings()).map_or((vec![], Search::default()), |x| x);
        assert!(found.is_empty() && rest.is_empty(), "«абая» is no beginning of «абай»");
        let (found, rest) = Search::read("Абай 12 45").split_address(&buildings()).unwrap();
        assert_eq!((found, rest.words), (vec![1], vec!["45".to_owned()]));
        let (found, rest) = Search::read("сәтб").split_address(&buildings()).unwrap();
        assert_eq!((found, rest.is_empty()), (vec![3], true));
        assert!(Search::read("12").split_address(&buildings()).is_none());
    }

    #[test]
    fn letters_may_be_a_name_with_the_surname_first_or_last() {
        assert_eq!(Search::read("Жұмабаев Ерлан").names, ["жумабаев ерлан", "ерлан жумабаев"]);
        assert_eq!(Search::read("Ерлан Серікұлы Жұм").names, ["ерлан серикулы жум", "жум ерлан серикулы"]);
        assert!(Search::read("Жұмабаев").names.is_empty() && Search::read("Жұмабаев 12").names.is_empty());
    }

    #[test]
    fn a_phone_is_one_word() {
        assert_eq!(Search::read("8 (701) 234-56-78").words, ["77012345678"]);
        assert_eq!(Search::read("Жұмабаев 12").words, ["жумабаев", "12"]);
    }

    #[test]
    fn a_number_is_one_word_and_a_house_with_its_flat_is_two() {
        assert_eq!(Search::read("10-000006").words, ["10000006"]);
        assert_eq!(Search::read("10 000 006").words, ["000", "006", "10"]);
        assert_eq!(Search::read("12-А").words, ["12а"]);
        assert_eq!(Search::read("Абай 12-45").words, ["абай", "12", "45"]);
        assert_eq!(Search::read("Байтұрсынұлы-Шевченко").words, ["байтурсынулы", "шевченко"]);
    }

    #[test]
    fn a_range_holds_its_prefix_and_nothing_else() {
        let end = after_all("жум");
        assert!("жумабаев" < end.as_str() && "жум" < end.as_str());
        assert!("жун" > end.as_str());
    }
}
