//! How the invented people are reached: nobody answers at these numbers and addresses.

use super::Name;

/// Numbers in the pattern +7 70x 000 xx xx.
const PHONES: usize = 100_000;

/// The n-th mobile number as it is kept (`+77010001234`), scattered and each once; `None` beyond 100 000.
#[must_use]
pub fn phone(nth: usize) -> Option<String> {
    let place = (nth < PHONES).then(|| nth * 30_103 % PHONES)?;
    Some(format!("+770{}000{:04}", place % 10, place / 10))
}

/// An address at `demo.example` (RFC 2606: never delivered) of the n-th person: `aigul.zhumabaeva.17@demo.example`.
#[must_use]
pub fn email(name: &Name, nth: usize) -> String {
    format!("{}.{}.{nth}@demo.example", latin(&name.given), latin(&name.family))
}

/// Latin letters for Cyrillic ones, as people spell themselves in addresses; what has no letter is left out.
fn latin(word: &str) -> String {
    word.to_lowercase().chars().map(latin_letter).collect()
}

const fn latin_letter(letter: char) -> &'static str {
    match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::chance::Chance;

    #[test]
    fn numbers_are_well_formed_and_each_once() {
        let numbers: BTreeSet<String> = (0..PHONES).map(|nth| phone(nth).unwrap()).collect();
        assert_eq!(numbers.len(), PHONES);
        for number in &numbers {
            assert_eq!(crate::text::phone::normalise(number).as_ref(), Some(number));
            assert_eq!((number.get(..4), number.get(5..8)), (Some("+770"), Some("000")));
        }
        assert_eq!(phone(PHONES), None);
    }

    #[test]
    fn addresses_are_plausible_and_keep_their_spelling() {
        let mut chance = Chance::new(11);
        for nth in 0..5_000 {
            let name = super::super::person(&mut chance);
            let address = email(&name, nth);
            assert!(address.is_ascii() && address.ends_with(&format!(".{nth}@demo.example")), "{address}");
            assert_eq!(crate::text::email::normalise(&address).as_ref(), Some(&address), "{}", name.full);
        }
        assert_eq!(latin("Жұмабаева"), "zhumabaeva");
        assert_eq!(latin("Қарлығаш"), "qarlygash");
    }
}
