//! Decimal numbers as people write them, read digit by digit: no float ever touches money.

use super::text::tidy;
use super::{Cell, CellRefusal};
use crate::sheet::cell::shortest;

/// A number as its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// Reads a cell after taking one of these units off its end.
    pub(super) fn of(cell: &Cell, units: &[&str]) -> Result<Option<Self>, CellRefusal> {
        match cell {
            Cell::Date(_) | Cell::Bool(_) => Err(CellRefusal::WrongKind),
            Cell::Number(number) => Self::parse(&shortest(*number)).map(Some).ok_or(CellRefusal::NotANumber),
            Cell::Empty | Cell::Text(_) => {
                if super::text(cell)?.is_none() {
                    return Ok(None);
                }
                let text = tidy(&cell.shown()).to_lowercase();
                Self::parse(bare(&text, units)).map(Some).ok_or(CellRefusal::NotANumber)
            }
        }
    }

    /// `16 725,88`, `1.234,5`, `1,234.5`, `-5`, `12`: a lone comma or point is the decimal one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = halves(digits);
        let whole = ungrouped(whole)?;
        let all_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
        let something = !whole.is_empty() || !fraction.is_empty();
        (all_digits && something).then(|| Self { negative, whole, fraction: fraction.to_owned() })
    }

    /// The number in units of 10⁻ᵖˡᵃᶜᵉˢ, rounded half away from zero, and whether anything was lost.
    pub(super) fn scaled(&self, places: usize) -> Option<(i64, bool)> {
        let kept: String =
            self.whole.chars().chain(self.fraction.chars().chain("0".repeat(places).chars()).take(places)).collect();
        let rest = self.fraction.get(places.min(self.fraction.len())..).unwrap_or_default();
        let up = i64::from(rest.starts_with(['5', '6', '7', '8', '9']));
        let digits = if kept.is_empty() { 0 } else { kept.parse::<i64>().ok()? };
        let value = digits.checked_add(up)?;
        Some((if self.negative { -value } else { value }, rest.contains(|digit| digit != '0')))
    }

    /// Digits after the point.
    pub(super) fn places(&self) -> usize {
        self.fraction.trim_end_matches('0').len()
    }
}

fn bare<'a>(text: &'a str, units: &[&str]) -> &'a str {
    let unit = units.iter().find_map(|unit| text.strip_suffix(unit));
    unit.unwrap_or(text).trim_end()
}

/// Splits at the decimal sign: the last of comma and point if both occur, the only one if it occurs once.
fn halves(digits: &str) -> (&str, &str) {
    let signs = digits.matches([',', '.']).count();
    let both = digits.contains(',') && digits.contains('.');
    if signs == 1 || both { digits.rsplit_once([',', '.']).unwrap_or((digits, "")) } else { (digits, "") }
}

/// Digits without their grouping signs, which must stand before groups of three and all be the same.
fn ungrouped(whole: &str) -> Option<String> {
    let is_sign = |letter: char| matches!(letter, ' ' | ',' | '.' | '\'' | '’');
    let mut signs = whole.chars().filter(|letter| is_sign(*letter));
    let first_sign = signs.next();
    if signs.any(|sign| Some(sign) != first_sign) {
        return None;
    }
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3));
    let digits = groups.concat();
    (grouped && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hundredths(text: &str) -> Option<(i64, bool)> {
        Decimal::parse(text)?.scaled(2)
    }

    #[test]
    fn numbers_of_all_lands() {
        for (text, value) in [
            ("61,4", 6140),
            ("61.40", 6140),
            ("16 725,88", 1_672_588),
            ("1,234.56", 123_456),
            ("1.234,56", 123_456),
            ("1 234 567", 123_456_700),
            ("1.234.567", 123_456_700),
            ("1'234.5", 123_450),
            ("-5", -500),
            ("−0,5", -50),
            (",5", 50),
            ("7,", 700),
            ("0", 0),
        ] {
            assert_eq!(hundredths(text), Some((value, false)), "{text}");
        }
    }

    #[test]
    fn rounding_is_half_up_and_told() {
        assert_eq!(hundredths("61,405"), Some((6141, true)));
        assert_eq!(hundredths("61,4049"), Some((6140, true)));
        assert_eq!(hundredths("-0,005"), Some((-1, true)));
        assert_eq!(hundredths("61,4000"), Some((6140, false)));
    }

    #[test]
    fn what_is_no_number() {
        for text in
            ["", ".", "-", "61 4", "1,2,3", "12а", "1e5", "1 2345", "1,234 567", "--5", "1.234,567.8", "99999999999999999999"]
        {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_reads_back(amount in -99_999_999_999_i64..99_999_999_999) {
            let sign = if amount < 0 { "-" } else { "" };
            let (whole, rest) = (amount.abs() / 100, amount.abs() % 100);
            prop_assert_eq!(hundredths(&format!("{sign}{whole},{rest:02}")), Some((amount, false)));
        }

        #[test]
        fn no_text_breaks_it(text in "[0-9,. '+-]{0,12}") {
            let _ = hundredths(&text);
        }
    }
}
