//! Kazakh alphabetical order for databases that do not know it.
//!
//! A sort key stands in a column beside the name. Each character becomes a pair «letter of a–j, digit», so that no
//! collation of any database can find in the key a digraph, a case, a number or an ignorable character to be clever about.

use unicode_normalization::UnicodeNormalization;

/// The Kazakh alphabet, which holds the Russian one.
const KAZAKH: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

// The ranks of the pairs, in ascending order. A number is its length, then its digits: so 9 comes before 12.
const GAP: usize = 0;
const LENGTHS: usize = 0;
const LONGEST: usize = 20;
const DIGITS: usize = 21;
const CYRILLIC: usize = 31;
const LATIN: usize = 73;
const FOREIGN: usize = 99;

/// The key of a name, a street or a flat number: the byte order of keys is the alphabetical order of the texts. Numbers come
/// first and by value (flat 9, 12, 12а, 101), then Kazakh Cyrillic, then Latin, then other scripts by code point. Case, accents,
/// leading zeros and kinds of punctuation do not matter. Only `a–j` and `0–9` stand in a key; two per character.
/// Numbers of more than twenty digits are ordered among themselves as text.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2);
    let mut gap = false;
    let mut letters = text.nfc().flat_map(char::to_lowercase).nfc().peekable();
    while let Some(letter) = letters.next() {
        if matches!(letter, '\u{300}'..='\u{36f}') {
            continue;
        }
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !key.is_empty() {
            push(&mut key, GAP);
        }
        gap = false;
        if let Some(digit) = letter.to_digit(10) {
            let mut number = vec![digit];
            while let Some(next) = letters.next_if(char::is_ascii_digit) {
                number.extend(next.to_digit(10));
            }
            push_number(&mut key, &number);
        } else {
            push_letter(&mut key, letter);
        }
    }
    key
}

fn push_number(key: &mut String, digits: &[u32]) {
    let significant: Vec<usize> =
        digits.iter().skip_while(|digit| **digit == 0).filter_map(|digit| usize::try_from(*digit).ok()).collect();
    // Zero has no significant digits, but it is one digit long: a length of nothing would be a gap.
    push(key, LENGTHS + significant.len().clamp(1, LONGEST));
    if significant.is_empty() {
        push(key, DIGITS);
    }
    for digit in significant {
        push(key, DIGITS + digit);
    }
}

fn push_letter(key: &mut String, letter: char) {
    if let Some(rank) = rank(letter) {
        push(key, rank);
        return;
    }
    // An accented letter stands with its plain one (é with e) …
    let base = letter.nfkd().find_map(rank);
    if let Some(rank) = base {
        push(key, rank);
        return;
    }
    // … and a letter of another script after all of ours, in its own order.
    push(key, FOREIGN);
    let code = format!("{:07}", u32::from(letter));
    for digit in code.chars().filter_map(|c| c.to_digit(10)) {
        push(key, DIGITS + usize::try_from(digit).unwrap_or(0));
    }
}

fn rank(letter: char) -> Option<usize> {
    if letter.is_ascii_lowercase() {
        return ('a'..='z').position(|latin| latin == letter).map(|place| LATIN + place);
    }
    KAZAKH.chars().position(|own| own == letter).map(|place| CYRILLIC + place)
}

fn push(key: &mut String, rank: usize) {
    let tens = ('a'..='j').nth(rank / 10).unwrap_or('j');
    let units = ('0'..='9').nth(rank % 10).unwrap_or('9');
    key.extend([tens, units]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut texts: Vec<&str>) -> Vec<&str> {
        texts.reverse();
        texts.sort_by_key(|text| key(text));
        texts
    }

    #[test]
    fn the_alphabet_is_in_order() {
        let alphabet: Vec<char> = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().collect();
        assert_eq!(alphabet.len(), 42 + 26);
        for pair in alphabet.windows(2) {
            assert!(key(&pair[0].to_string()) < key(&pair[1].to_string()), "{pair:?}");
            assert_eq!(key(&pair[0].to_string()), key(&pair[0].to_lowercase().to_string()));
        }
    }

    #[test]
    fn names_stand_as_in_a_telephone_book() {
        let book = vec![
            "Абай",
            "Абай Ерлан",
            "Абайұлы",
            "Айгүл",
            "Әбдірахман",
            "Әлия",
            "Бауыржан",
            "Ғабит",
            "Ерлан",
            "Ёлкин",
            "Жанна",
            "Кәрім",
            "Қаныш",
            "Лаура",
            "Нұрлан",
            "Ораз",
            "Өмірбек",
            "Умаров",
            "Ұлан",
            "Үміт",
            "Фарида",
            "Һарон",
            "Ышкинов",
            "Ілияс",
            "Яков",
            "Adam",
            "Élodie",
            "Zhanna",
            "李",
        ];
        assert_eq!(sorted(book.clone()), book);
    }

    #[test]
    fn flats_stand_by_number() {
        let flats = vec![
            "0",
            "1",
            "9",
            "12",
            "12а",
            "12б",
            "13",
            "101",
            "1000000000",
            "99999999999999999999",
            "Паркинг 2",
            "Паркинг 10",
            "П1",
        ];
        let expected = vec![
            "0",
            "1",
            "9",
            "12",
            "12а",
            "12б",
            "13",
            "101",
            "1000000000",
            "99999999999999999999",
            "П1",
            "Паркинг 2",
            "Паркинг 10",
        ];
        assert_eq!(sorted(flats), expected);
        assert_eq!(key("007"), key("7"));
        assert_eq!(key("кв. 7"), key("КВ-7"));
        assert_eq!(key(" –"), "");
    }

    proptest! {
        #[test]
        fn no_collation_can_disagree(a: String, b: String) {
            let (a, b) = (key(&a), key(&b));
            let harmless = |key: &str| key.chars().enumerate().all(|(at, c)| if at % 2 == 0 { ('a'..='j').contains(&c) } else { c.is_ascii_digit() });
            prop_assert!(harmless(&a) && harmless(&b));
            prop_assert_eq!(a.cmp(&b), a.to_ascii_uppercase().cmp(&b.to_ascii_uppercase()));
        }

        #[test]
        fn numbers_go_by_value(a: u64, b: u64, tail in "[а-я]{0,3}") {
            prop_assert_eq!(key(&format!("{a}{tail}")).cmp(&key(&format!("{b}{tail}"))), a.cmp(&b));
        }

        #[test]
        fn single_letters_compare_as_in_the_alphabet(a in "[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]{1,6}", b in "[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя]{1,6}") {
            let places = |text: &str| text.chars().map(|c| KAZAKH.chars().position(|own| own == c).unwrap()).collect::<Vec<_>>();
            prop_assert_eq!(key(&a).cmp(&key(&b)), places(&a).cmp(&places(&b)));
        }
    }
}
