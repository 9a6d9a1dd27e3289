//! The spoken code of an invitation, such as `7K4M-Q2XD`: said aloud, read off paper by candlelight, typed on any keyboard.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::config::Secret;
use crate::web::secrets;

/// Without 0 and O, 1, I and L: nobody can tell them apart on paper.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Eight of thirty-one letters are 39.6 bits.
const LENGTH: usize = 8;

/// A code, without its dash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// A new one, from chance.
    pub fn fresh() -> Self {
        loop {
            if let Some(code) = Self::from_bytes(&secrets::random::<32>()) {
                return code;
            }
        }
    }

    /// A code out of random bytes; those that would make some letters likelier are passed over. `None` if too few are left.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let even = bytes.iter().filter(|byte| **byte < 248).map(|byte| usize::from(*byte % 31));
        let text: String = even.filter_map(|place| ALPHABET.get(place)).take(LENGTH).map(|letter| char::from(*letter)).collect();
        (text.len() == LENGTH).then_some(Self(text))
    }

    /// Reads what somebody typed: any case, with or without the dash, in Cyrillic letters that look the same. `None` if it cannot be
    /// a code of ours.
    pub fn parse(typed: &str) -> Option<Self> {
        let separates = |c: &char| c.is_whitespace() || ['-', '‐', '‑', '–', '—', '_', '.'].contains(c);
        let text: String =
            typed.chars().filter(|c| !separates(c)).take(LENGTH + 1).flat_map(char::to_uppercase).map(latin).collect();
        let ours = text.len() == LENGTH && text.bytes().all(|letter| ALPHABET.contains(&letter));
        ours.then_some(Self(text))
    }

    /// What is kept instead of it. Forty bits could be tried out one by one by whoever reads the table, so the portal's secret is mixed in.
    pub fn kept(&self, secret: &Secret) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(secrets::seal(secret, "invitation code", &self.0))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at_checked(LENGTH / 2).unwrap_or((&self.0, ""));
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// The Latin letter that a Cyrillic one looks like.
fn latin(letter: char) -> char {
    match letter {
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Ё' => 'E',
        'З' => '3',
        'К' | 'Қ' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Һ' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' | 'Ү' | 'Ұ' => 'Y',
        'Х' | 'Ҳ' => 'X',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_may_be_typed_in_many_ways() {
        let code = Code::parse("7K4M-Q2XD").unwrap();
        assert_eq!(code.to_string(), "7K4M-Q2XD");
        for typed in ["7k4mq2xd", " 7K4M – q2xd ", "7К4М-Q2ХD", "7к4м q2хd", "7K4M‑Q2XD"] {
            assert_eq!(Code::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        for wrong in
            ["", "7K4M-Q2X", "7K4M-Q2XDD", "7K4M-Q2X0", "7K4M-Q2XO", "1K4M-Q2XD", "7I4M-Q2XD", "7L4M-Q2XD", "7K4M-Q2XЯ", "🦄"]
        {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn it_is_hard_to_guess_and_never_read_wrongly() {
        let bits = f64::from(31).log2() * 8.0;
        assert!(bits >= 38.0, "{bits}");
        assert!(b"01OIL".iter().all(|letter| !ALPHABET.contains(letter)));
        assert_eq!(ALPHABET.iter().collect::<HashSet<_>>().len(), 31);
        let all: HashSet<String> = (0..1000).map(|_| Code::fresh().to_string()).collect();
        assert_eq!(all.len(), 1000);
    }

    #[test]
    fn what_is_kept_depends_on_the_secret_and_does_not_show_the_code() {
        let code = Code::parse("7K4M-Q2XD").unwrap();
        let (one, two) = (Secret::new("x".repeat(32)), Secret::new("y".repeat(32)));
        assert_ne!(code.kept(&one), code.kept(&two));
        assert!(!code.kept(&one).contains("7K4M") && !format!("{code:?}").contains("7K4M"));
    }

    proptest! {
        #[test]
        fn any_code_survives_being_printed_and_typed(bytes: [u8; 32]) {
            if let Some(code) = Code::from_bytes(&bytes) {
                prop_assert_eq!(Code::parse(&code.to_string()), Some(code.clone()));
                prop_assert_eq!(Code::parse(&code.to_string().to_lowercase()), Some(code));
            }
        }

        #[test]
        fn whatever_is_typed_is_borne(typed in "\\PC{0,40}") {
            if let Some(code) = Code::parse(&typed) {
                prop_assert_eq!(code.to_string().len(), 9);
            }
        }
    }
}
