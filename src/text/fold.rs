//! Folding text for search: what is stored and what is typed are brought to one plain spelling.
//!
//! The spelling is loose on purpose. Many people type Kazakh names on a Russian keyboard, so the nine letters which that
//! keyboard lacks fold to the ones people press instead: «Жұмабаев» is found by «жумабаев», and the other way round.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// The plain spelling of a text: lower case, composed (NFC), ё as е, Kazakh letters as their Russian neighbours, accents
/// and invisible characters dropped, everything that is neither letter nor digit a single space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    for letter in text.nfc().flat_map(char::to_lowercase).nfc() {
        if is_dropped(letter) {
            continue;
        }
        if !letter.is_alphanumeric() {
            apart = true;
            continue;
        }
        if apart && !folded.is_empty() {
            folded.push(' ');
        }
        apart = false;
        folded.push(plain(letter));
    }
    folded
}

/// The folded words of a text, each once, in the order of their first appearance.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    fold(text).split(' ').filter(|word| !word.is_empty() && seen.insert((*word).to_owned())).map(str::to_owned).collect()
}

/// Combining marks (stress in «за́мок»), soft hyphens and zero-width characters are inside a word, not between words.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

const fn plain(letter: char) -> char {
    match letter {
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, words};
    use proptest::prelude::*;

    #[test]
    fn a_russian_keyboard_finds_kazakh_names() {
        assert_eq!(fold("Жұмабаев"), fold("ЖУМАБАЕВ"));
        assert_eq!(fold("Әділғазы Қаныш Өмірұлы"), "адилгазы каныш омирулы");
        assert_eq!(fold("Һәм Ңү Іні"), "хам ну ини");
        assert_eq!(fold("Семёнов"), "семенов");
        assert_ne!(fold("Ерлан"), fold("Нурлан"));
    }

    #[test]
    fn punctuation_and_white_space_are_single_spaces() {
        assert_eq!(fold("  кв. №12-а,\u{a0}\t«Тұран»  "), "кв 12 а туран");
        assert_eq!(fold("…—!"), "");
        assert_eq!(fold("owner@Demo.Example"), "owner demo example");
    }

    #[test]
    fn decomposed_and_invisible_characters_do_not_matter() {
        assert_eq!(fold("Андреи\u{306}"), "андрей");
        assert_eq!(fold("Семе\u{308}нов"), "семенов");
        assert_eq!(fold("за\u{301}мок"), "замок");
        assert_eq!(fold("Жұма\u{ad}баев"), "жумабаев");
    }

    #[test]
    fn words_are_folded_and_each_once() {
        assert_eq!(words("Абай, АБАЙ даңғылы 12; абай"), ["абай", "дангылы", "12"]);
        assert!(words(" , ").is_empty());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text: String) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(!once.contains("  ") && !once.starts_with(' ') && !once.ends_with(' '));
        }

        #[test]
        fn case_never_matters_in_our_alphabets(text in "[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІіЁёA-Za-z0-9 .,-]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }
    }
}
