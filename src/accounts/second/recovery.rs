//! Recovery codes: ten of them, for the day the phone is lost. Each opens once; we keep only their seals.

use crate::config::Secret;
use crate::web::secrets;
use crate::who::PersonId;

/// How many are given out at once.
pub(in crate::accounts) const MANY: usize = 10;
const LENGTH: usize = 8;
/// Letters and digits that nobody takes for one another: no 0, O, 1, I, L.
const LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// One code: 31⁸ there are, forty bits.
fn fresh() -> String {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        for byte in secrets::random::<16>() {
            // 248 = 8 × 31: the few bytes above would make the first letters more frequent
            let letter = LETTERS.get(usize::from(byte) % LETTERS.len()).filter(|_| byte < 248 && code.len() < LENGTH);
            code.extend(letter.map(|letter| char::from(*letter)));
        }
    }
    code
}

/// Ten new ones.
pub(in crate::accounts) fn sheet() -> Vec<String> {
    let mut codes = Vec::with_capacity(MANY);
    while codes.len() < MANY {
        let code = fresh();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The code as it is printed, `7K4M-Q2XD`.
pub(in crate::accounts) fn printed(code: &str) -> String {
    code.split_at_checked(LENGTH / 2).map_or_else(|| code.to_owned(), |(one, two)| format!("{one}-{two}"))
}

/// The code that was typed, however it was: small letters, spaces and dashes do not matter.
pub(in crate::accounts) fn parse(typed: &str) -> Option<String> {
    let code: String = typed.to_uppercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).collect();
    (code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter))).then_some(code)
}

/// What is kept of a code. Sealed with the installation's secret: whoever reads only the table cannot try all codes out.
pub(in crate::accounts) fn sealed(secret: &Secret, person: PersonId, code: &str) -> String {
    secrets::fingerprint(&secrets::sealed(secret, "recovery code", &format!("{person}:{code}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_ten_codes_that_can_be_read_out() {
        let sheet = sheet();
        assert_eq!(sheet.len(), MANY);
        for code in &sheet {
            assert_eq!(code.len(), LENGTH);
            assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
            for typed in [code.to_lowercase(), printed(code), format!(" {} ", printed(code).replace('-', " – "))] {
                assert_eq!(parse(&typed).as_ref(), Some(code), "{typed}");
            }
        }
        assert_ne!(sheet, super::sheet());
        for wrong in ["", "123456", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG0", "ABCD-EFGО"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn all_letters_come_equally_often() {
        let mut seen = [0_u32; 31];
        for _ in 0..4000 {
            for letter in fresh().bytes() {
                seen[LETTERS.iter().position(|l| *l == letter).unwrap()] += 1;
            }
        }
        // 32,000 letters, 1032 of each: six deviations are 190
        assert!(seen.iter().all(|n| (840..=1225).contains(n)), "{seen:?}");
    }

    #[test]
    fn the_same_code_of_two_people_is_not_kept_alike() {
        use crate::clock::Moment;
        let secret = Secret::new("x".repeat(32));
        let (one, two) = (PersonId::fresh(Moment::default()), PersonId::fresh(Moment::default()));
        assert_eq!(sealed(&secret, one, "ABCDEFGH"), sealed(&secret, one, "ABCDEFGH"));
        assert_ne!(sealed(&secret, one, "ABCDEFGH"), sealed(&secret, two, "ABCDEFGH"));
        assert_ne!(sealed(&secret, one, "ABCDEFGH"), sealed(&Secret::new("y".repeat(32)), one, "ABCDEFGH"));
    }
}
