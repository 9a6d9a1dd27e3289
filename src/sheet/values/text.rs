//! Text: names, addresses, account numbers.

use super::{Cell, CellRefusal, Meaning};
use crate::sheet::cell::shortest;

const ERROR_VALUES: [&str; 9] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#ЗНАЧ!"];
/// From here on a binary fraction no longer holds every whole number that Excel could have meant.
const EXACT_BELOW: f64 = 1e15;

/// Text as people mean it: trimmed, every run of white space (NBSP and line breaks too) one space, invisible characters
/// and Excel's leading apostrophe gone. A whole number reads `12`, not `12.0`.
///
/// # Errors
/// [`CellRefusal::ErrorValue`].
pub fn text(cell: &Cell) -> Meaning<String> {
    let shown = cell.shown();
    let plain = tidy(&shown);
    if ERROR_VALUES.contains(&plain.as_str()) {
        return Err(CellRefusal::ErrorValue);
    }
    Ok(Some(plain).filter(|text| !text.is_empty()))
}

/// A number that is a name (account, meter, cadastral number): its digits are kept as they are, zeros in front too, and
/// the `.0` that Excel adds goes.
///
/// # Errors
/// [`CellRefusal::DigitsLost`] if Excel has shortened it, [`CellRefusal::WrongKind`] for a date, [`CellRefusal::ErrorValue`].
pub fn code(cell: &Cell) -> Meaning<String> {
    match cell {
        Cell::Date(_) | Cell::Bool(_) => Err(CellRefusal::WrongKind),
        Cell::Number(number) if number.abs() >= EXACT_BELOW => Err(CellRefusal::DigitsLost),
        Cell::Number(number) => Ok(Some(shortest(*number))),
        Cell::Empty | Cell::Text(_) => {
            let Some(text) = text(cell)? else { return Ok(None) };
            if is_exponent(&text) {
                return Err(CellRefusal::DigitsLost);
            }
            Ok(Some(without_point_zero(&text).to_owned()))
        }
    }
}

pub(super) fn tidy(text: &str) -> String {
    let visible = |letter: &char| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let seen: String = text.chars().filter(visible).collect();
    let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    words.strip_prefix('\'').map(|rest| rest.trim_start().to_owned()).unwrap_or(words)
}

/// `12.0` and `12,00` are Excel's way to write 12.
pub(super) fn without_point_zero(text: &str) -> &str {
    let Some((whole, zeros)) = text.split_once(['.', ',']) else { return text };
    let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let only_zeros = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    if is_number && only_zeros { whole } else { text }
}

/// `7,701E+10`: what Excel shows, and saves into a CSV, instead of a long number.
pub(super) fn is_exponent(text: &str) -> bool {
    let Some((mantissa, power)) = text.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix('+').unwrap_or_default();
    mantissa.contains(['.', ',']) | (mantissa.len() == 1)
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && !power.is_empty()
        && power.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_tidied() {
        assert_eq!(text(&Cell::text("  Ёлкин\u{a0}\u{a0}Пётр\r\nИванович\u{200b} ")), Ok(Some("Ёлкин Пётр Иванович".into())));
        assert_eq!(text(&Cell::text("'001")), Ok(Some("001".into())));
        assert_eq!(text(&Cell::text("О'Генри")), Ok(Some("О'Генри".into())));
        assert_eq!(text(&Cell::Number(12.0)), Ok(Some("12".into())));
        assert_eq!(text(&Cell::text(" '")), Ok(None));
        assert_eq!(text(&Cell::Empty), Ok(None));
        assert_eq!(text(&Cell::text("#REF!")), Err(CellRefusal::ErrorValue));
    }

    #[test]
    fn codes_keep_their_digits() {
        for (cell, expected) in [
            (Cell::text("0012345"), Ok("0012345")),
            (Cell::text("12345.0"), Ok("12345")),
            (Cell::Number(123_456_789_012.0), Ok("123456789012")),
            (Cell::text("20:315:006:123:1"), Ok("20:315:006:123:1")),
            (Cell::text("12E45"), Ok("12E45")),
            (Cell::text("1,23457E+15"), Err(CellRefusal::DigitsLost)),
            (Cell::text("1E+15"), Err(CellRefusal::DigitsLost)),
            (Cell::Number(1_234_567_890_123_456.0), Err(CellRefusal::DigitsLost)),
            (Cell::Bool(true), Err(CellRefusal::WrongKind)),
        ] {
            assert_eq!(code(&cell), expected.map(|code| Some(code.to_owned())), "{cell:?}");
        }
    }
}
