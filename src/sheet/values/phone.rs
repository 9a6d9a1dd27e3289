//! Telephone numbers.

use super::text::is_exponent;
use super::{Cell, CellRefusal, Meaning};
use crate::sheet::cell::shortest;

/// One cell's telephone numbers, each as `+7XXXXXXXXXX` (or `+` and the country's code abroad).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phones {
    /// The one to call.
    pub first: String,
    /// The others, in their order, none twice.
    pub rest: Vec<String>,
}

/// Telephone numbers: `8 701…`, `+7 (701) …`, `7012345678`, several separated by a comma, a semicolon or a line break.
///
/// # Errors
/// [`CellRefusal::NotAPhone`] if any of them is none, [`CellRefusal::DigitsLost`] for `7.701E+10` in a CSV, whose last
/// digits are gone for ever, [`CellRefusal::WrongKind`], [`CellRefusal::ErrorValue`].
pub fn phone(cell: &Cell) -> Meaning<Phones> {
    let text = match cell {
        Cell::Date(_) | Cell::Bool(_) => return Err(CellRefusal::WrongKind),
        Cell::Number(number) => shortest(*number),
        Cell::Empty => return Ok(None),
        Cell::Text(text) => {
            if super::text(cell)?.is_none() {
                return Ok(None);
            }
            text.clone()
        }
    };
    let mut numbers: Vec<String> = Vec::new();
    for part in parts(&text) {
        let number = one(&part)?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let mut numbers = numbers.into_iter();
    Ok(numbers.next().map(|first| Phones { first, rest: numbers.collect() }))
}

fn parts(text: &str) -> Vec<String> {
    let whole = super::text::tidy(text);
    // `7,701E+10` is one broken number, not two.
    if is_exponent(&whole) {
        return vec![whole];
    }
    text.split([',', ';', '\n', '|', '/']).map(super::text::tidy).filter(|part| !part.is_empty()).collect()
}

fn one(text: &str) -> Result<String, CellRefusal> {
    if is_exponent(text) {
        return unshortened(text).ok_or(CellRefusal::DigitsLost);
    }
    let text = super::text::without_point_zero(text);
    let text = ["тел.", "моб.", "тел:", "тел"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim_start();
    let separators = |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '-' | '–' | '—' | '‑' | '.' | '+');
    let plus_elsewhere = text.chars().skip(1).any(|letter| letter == '+');
    if plus_elsewhere || !text.chars().all(|letter| letter.is_ascii_digit() || separators(letter)) {
        return Err(CellRefusal::NotAPhone);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    international(&digits, text.starts_with('+')).ok_or(CellRefusal::NotAPhone)
}

/// Kazakhstan and Russia share +7; numbers here begin with 6 or 7 after it, Russian ones with 3, 4, 8 or 9.
fn international(digits: &str, with_plus: bool) -> Option<String> {
    let ours = |national: &str| national.starts_with(['3', '4', '6', '7', '8', '9']).then(|| format!("+7{national}"));
    match (digits.len(), with_plus) {
        (11, true) => digits.strip_prefix('7').map_or_else(|| Some(format!("+{digits}")), ours),
        (11, false) => digits.strip_prefix(['7', '8']).and_then(ours),
        (10, false) if digits.starts_with(['6', '7', '9']) => ours(digits),
        (8..=15, true) if !digits.starts_with(['0', '7']) => Some(format!("+{digits}")),
        _ => None,
    }
}

/// The number behind `7.7012345678E+10`, if no digit of it is lost.
fn unshortened(text: &str) -> Option<String> {
    let (mantissa, power) = text.split_once(['E', 'e'])?;
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let places: usize = power.trim_start_matches('+').parse().ok()?;
    // A number of eleven digits whose last ones are zeros would look the same as a cut one.
    if digits.len() == places + 1 && digits.len() >= 10 { international(&digits, false) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, CellRefusal> {
        phone(&Cell::text(text)).map(|found| found.map(|phones| [vec![phones.first], phones.rest].concat()).unwrap_or_default())
    }

    #[test]
    fn one_number_in_many_writings() {
        for text in [
            "+7 (701) 234-56-78",
            "8 701 234 56 78",
            "87012345678",
            "7012345678",
            "77012345678.0",
            "'+77012345678",
            "тел. 8-701-234-56-78",
            "7.7012345678E+10",
            "+7\u{a0}701\u{a0}2345678",
        ] {
            assert_eq!(all(text), Ok(vec!["+77012345678".into()]), "{text}");
        }
        assert_eq!(phone(&Cell::Number(77_012_345_678.0)).unwrap().unwrap().first, "+77012345678");
    }

    #[test]
    fn several_numbers() {
        assert_eq!(
            all("87012345678, 8 727 250 11 22;\n+998901234567"),
            Ok(vec!["+77012345678".into(), "+77272501122".into(), "+998901234567".into()])
        );
        assert_eq!(all("87012345678; +7 701 234 56 78"), Ok(vec!["+77012345678".into()]));
        assert_eq!(all(" ; , "), Ok(vec![]));
    }

    #[test]
    fn what_is_no_number() {
        for text in ["7.701E+10", "7,701E+10", "7,70123E+10", "7.7012345678E+11"] {
            assert_eq!(all(text), Err(CellRefusal::DigitsLost), "{text}");
        }
        for text in
            ["27-45-10", "нет", "8701234567", "87012345678 доб. 5", "870123456789", "11111111111", "+7 701", "87012345678, 5"]
        {
            assert_eq!(all(text), Err(CellRefusal::NotAPhone), "{text}");
        }
        assert_eq!(phone(&Cell::Bool(true)), Err(CellRefusal::WrongKind));
    }
}
