//! Telephone numbers: whatever people and spreadsheets write becomes `+77012345678`; people see `+7 701 234 56 78`.

/// The number as it is kept and dialled (E.164): a plus and 8 to 15 digits, 11 of them for +7. `8 701…`, `7 701…` and
/// `701…` become `+7701…`; `00` before a country counts as a plus. Spaces, brackets, dashes, dots and slashes are passed
/// over, as are the ways in which spreadsheets spoil a number (`77012345678.0`, `7.7012345678E+10`).
///
/// `None` for anything else: two numbers in one cell, letters, a town's number without its code, and a rounded
/// `7.701E+10`, whose last digits are lost: a stranger would get the calls.
#[must_use]
pub fn normalise(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let digits = match float_digits(typed) {
        Some(digits) => digits?,
        None => written_digits(typed)?,
    };
    let (plus, digits) = match digits.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => digits.strip_prefix("00").map_or((false, digits.as_str()), |rest| (true, rest)),
    };
    let national = match (plus, digits.len()) {
        (_, 11) if digits.starts_with("87") => digits.strip_prefix('8'),
        (false, 11) => digits.strip_prefix('8'),
        (false, 10) => digits.starts_with('7').then_some(digits),
        _ => None,
    };
    let number = national.map_or_else(|| digits.to_owned(), |national| format!("7{national}"));
    let fits = match (number.starts_with('7'), plus || national.is_some()) {
        (true, _) => number.len() == 11,
        (false, true) => (8..=15).contains(&number.len()),
        (false, false) => (11..=15).contains(&number.len()),
    };
    (fits && !number.starts_with('0')).then(|| format!("+{number}"))
}

/// A kept number for people's eyes: `+7 701 234 56 78`. Numbers of other countries are shown as they are kept.
#[must_use]
pub fn print(kept: &str) -> String {
    let digits: Vec<char> = kept.chars().collect();
    match digits.as_slice() {
        ['+', '7', a, b, c, d, e, f, g, h, i, j] => format!("+7 {a}{b}{c} {d}{e}{f} {g}{h} {i}{j}"),
        _ => kept.to_owned(),
    }
}

/// The digits a person wrote, with a leading plus if there was one; `None` at the first character that is no part of a number.
fn written_digits(typed: &str) -> Option<String> {
    let mut digits = String::new();
    for letter in typed.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if digits.is_empty() => digits.push('+'),
            '(' | ')' | '-' | '.' | '/' | '‐'..='―' | '−' => {}
            _ if letter.is_whitespace() => {}
            _ => return None,
        }
    }
    Some(digits)
}

/// The digits of a number that a spreadsheet took for a quantity. The outer `None`: it does not look like one; the inner:
/// it does, but digits are lost.
fn float_digits(typed: &str) -> Option<Option<String>> {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let dot = typed.replace(',', ".");
    let Some((mantissa, exponent)) = dot.split_once(['e', 'E']) else {
        let (whole, zeros) = dot.split_once('.')?;
        let float = all_digits(whole) && whole.len() >= 10 && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0');
        return float.then(|| Some(whole.to_owned()));
    };
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power: usize = exponent.trim_start_matches('+').parse().ok()?;
    if first.len() != 1 || !all_digits(first) || !(rest.is_empty() || all_digits(rest)) {
        return None;
    }
    // Spreadsheets round to six figures when they shorten; software that keeps all figures only drops closing zeros.
    let kept_all = rest.len() <= power && rest.len() + 2 >= power && power <= 15;
    Some(kept_all.then(|| format!("{first}{rest:0<power$}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_of_writing_is_one_number() {
        for typed in [
            "+77012345678",
            "87012345678",
            "77012345678",
            "7012345678",
            " 8 (701) 234-56-78 ",
            "+7 701 234 56 78",
            "8‑701‑234‑56‑78",
            "+7\u{a0}701\u{a0}234\u{a0}56\u{a0}78",
            "8.701.234.56.78",
            "(+7) 701 2345678",
            "+8 701 234 56 78",
            "0077012345678",
            "77012345678.0",
            "7.7012345678E+10",
            "7.7012345678e10",
            "7,7012345678E+10",
        ] {
            assert_eq!(normalise(typed).as_deref(), Some("+77012345678"), "{typed}");
        }
        assert_eq!(normalise("7.70123456E+10").as_deref(), Some("+77012345600"));
        assert_eq!(normalise("8 (7172) 55-60-70").as_deref(), Some("+77172556070"));
        assert_eq!(normalise("8 912 345 67 89").as_deref(), Some("+79123456789"));
    }

    #[test]
    fn other_countries_keep_theirs() {
        assert_eq!(normalise("+998 90 123 45 67").as_deref(), Some("+998901234567"));
        assert_eq!(normalise("998901234567").as_deref(), Some("+998901234567"));
        assert_eq!(normalise("+84 912 345 678").as_deref(), Some("+84912345678"));
        assert_eq!(normalise("+49 30 1234").as_deref(), Some("+49301234"));
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for typed in [
            "",
            "+",
            "250-60-70",
            "12345678",
            "+7 701 234 56 7",
            "+7 701 234 56 789",
            "8701234567",
            "8701 2345678, 8702 2345678",
            "тел. 87012345678",
            "7.701E+10",
            "7.70123E+10",
            "+1234567",
            "+1234567890123456",
            "87012345678+",
            "8701x2345678",
            "7e99999999999",
            "0000000000000",
            "e",
            "+0012345678",
        ] {
            assert_eq!(normalise(typed), None, "{typed}");
        }
    }

    #[test]
    fn print_groups_ours_only() {
        assert_eq!(print("+77012345678"), "+7 701 234 56 78");
        assert_eq!(print("+998901234567"), "+998901234567");
        assert_eq!(print(""), "");
    }

    proptest! {
        #[test]
        fn whatever_comes_out_is_dialable_and_stays(typed in r"[+78]?[0-9 ()+.eE-]{0,24}") {
            if let Some(kept) = normalise(&typed) {
                prop_assert!(kept.starts_with('+') && (9..=16).contains(&kept.len()));
                prop_assert!(kept.chars().skip(1).all(|c| c.is_ascii_digit()));
                prop_assert_eq!(normalise(&print(&kept)), Some(kept));
            }
        }

        #[test]
        fn any_text_is_survived(typed: String) {
            let _ = normalise(&typed);
            let _ = print(&typed);
        }
    }
}
