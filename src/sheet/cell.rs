//! One cell, as the file holds it and before anybody asks what it means.

use chrono::NaiveDate;
use std::borrow::Cow;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, untouched: spaces and line breaks are as they were. Every cell of a CSV is text.
    Text(String),
    /// A number of an XLSX; [`Cell::shown`] gives its shortest decimal text.
    Number(f64),
    /// A cell formatted as a date; a time of day is dropped.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Bool(bool),
}

/// What stands where no row or column is.
pub(super) static NOTHING: Cell = Cell::Empty;

impl Cell {
    /// Text of a cell; no text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Nothing, or nothing but white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The cell as a person would read it aloud: `61.4`, `2026-11-20`, `TRUE`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(shortest(*number)),
            Self::Date(date) => Cow::Owned(date.format("%Y-%m-%d").to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// The shortest decimal text of a number, never with an exponent. Excel shows and means 15 significant digits, so the
/// noise of binary fractions (`61.400000000000006`) is cut there.
pub(super) fn shortest(number: f64) -> String {
    let exact = number.to_string();
    let digits = exact.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    if digits <= 15 || !exact.contains('.') {
        return exact;
    }
    format!("{number:.14e}").parse::<f64>().map_or(exact, |tidy| tidy.to_string())
}

/// The day of an Excel serial number in the 1900 system, in which 29 February 1900 exists.
pub(super) fn day_of_serial(serial: i64) -> Option<NaiveDate> {
    let day_zero = NaiveDate::from_ymd_opt(1899, 12, if serial < 60 { 31 } else { 30 })?;
    if serial < 1 || serial == 60 {
        return None;
    }
    day_zero.checked_add_signed(chrono::TimeDelta::try_days(serial)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_excel_shows_them() {
        for (number, shown) in [
            (12.0, "12"),
            (61.4, "61.4"),
            (61.400_000_000_000_006, "61.4"),
            (0.1 + 0.2, "0.3"),
            (77_012_345_678.0, "77012345678"),
            (1e-7, "0.0000001"),
            (-5.5, "-5.5"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(shortest(number), shown);
        }
    }

    #[test]
    fn serials_are_days() {
        let day = |serial| day_of_serial(serial).map(|date| date.to_string());
        assert_eq!(day(1).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60), None);
        assert_eq!(day(61).as_deref(), Some("1900-03-01"));
        assert_eq!(day(46_346).as_deref(), Some("2026-11-20"));
        assert_eq!(day(0), None);
        assert_eq!(day(i64::MAX), None);
    }

    #[test]
    fn white_space_is_blank() {
        assert!(Cell::text("").is_blank() && Cell::text(" \u{a0}\n").is_blank());
        assert!(!Cell::Number(0.0).is_blank() && !Cell::Bool(false).is_blank());
    }
}
