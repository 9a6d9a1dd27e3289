//! Dates: real ones, serial numbers, `20.11.2026`, ISO, and «20 ноября 2026 г.».

use super::month::month;
use super::text::tidy;
use super::{Cell, CellRefusal, Meaning};
use crate::sheet::cell::{day_of_serial, shortest};
use chrono::{Datelike, NaiveDate};

/// A bare number below this (15 May 1927) is more likely a year or a mistake than a serial number of a day.
const EARLIEST_SERIAL: i64 = 10_000;
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// Words that stand in written dates and say nothing.
const FILLERS: [&str; 9] = ["г", "года", "год", "ж", "жыл", "жылы", "жылғы", "от", "of"];

/// A day. A time after it is dropped; `03/04/2026` is the third of April, as everybody here writes it.
///
/// # Errors
/// [`CellRefusal::NotADate`], [`CellRefusal::WrongKind`] for a TRUE, [`CellRefusal::ErrorValue`].
pub fn date(cell: &Cell) -> Meaning<NaiveDate> {
    let found = match cell {
        Cell::Empty => return Ok(None),
        Cell::Bool(_) => return Err(CellRefusal::WrongKind),
        Cell::Date(day) => Some(*day),
        Cell::Number(number) => serial(&shortest(*number)),
        Cell::Text(_) => {
            let Some(text) = super::text(cell)? else { return Ok(None) };
            serial(&text).or_else(|| written(&text))
        }
    };
    found.filter(|day| YEARS.contains(&day.year())).map(Some).ok_or(CellRefusal::NotADate)
}

fn serial(text: &str) -> Option<NaiveDate> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let number = whole.parse().ok().filter(|number| *number >= EARLIEST_SERIAL)?;
    text.parse::<f64>().ok().and_then(|_| day_of_serial(number))
}

/// A date in words and figures.
pub(super) fn written(text: &str) -> Option<NaiveDate> {
    let words = words(text);
    let [first, second, third, time @ ..] = words.as_slice() else { return None };
    let is_time = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'z');
    if !time.iter().all(is_time) {
        return None;
    }
    let (year, month_word, day) = match (first.len(), month(second), month(third)) {
        (4, _, Some(_)) => (first, third, second),
        (4, _, None) => (first, second, third),
        _ => (third, second, first),
    };
    let month = month(month_word).or_else(|| figures(month_word))?;
    NaiveDate::from_ymd_opt(full_year(year)?, month, figures(day)?)
}

/// Runs of letters and runs of figures, without what separates or fills.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = tidy(text).to_lowercase();
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in text.chars() {
        let same = (letter.is_alphabetic() && before.is_alphabetic()) || (letter.is_ascii_digit() && before.is_ascii_digit());
        match words.last_mut().filter(|_| same) {
            Some(word) => word.push(letter),
            None if letter.is_alphanumeric() => words.push(letter.to_string()),
            None => {}
        }
        before = letter;
    }
    words.retain(|word| word != "t" && !FILLERS.contains(&word.as_str()));
    words
}

fn figures(word: &str) -> Option<u32> {
    if word.len() > 2 { None } else { word.parse().ok() }
}

/// `26` is 2026 and `87` is 1987: Excel's own rule turns at 30, but leases run longer than that.
fn full_year(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    match (word.len(), number) {
        (4, year) => Some(year),
        (2, year @ 0..50) => Some(2000 + year),
        (2, year) => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_many_writings() {
        for text in [
            "20.11.2026",
            "20/11/2026",
            "20-11-2026",
            "20.11.26",
            "2026-11-20",
            "2026-11-20T10:30:00Z",
            "20.11.2026 0:00:00",
            "20 ноября 2026 г.",
            "2026 жылғы 20 қараша",
            "20-Nov-2026",
            "46346",
            "46346.5",
        ] {
            assert_eq!(date(&Cell::text(text)), Ok(NaiveDate::from_ymd_opt(2026, 11, 20)), "{text}");
        }
        assert_eq!(date(&Cell::Number(46_346.75)), Ok(NaiveDate::from_ymd_opt(2026, 11, 20)));
        assert_eq!(date(&Cell::text("03/04/2026")), Ok(NaiveDate::from_ymd_opt(2026, 4, 3)));
        assert_eq!(date(&Cell::text("1.2.87")), Ok(NaiveDate::from_ymd_opt(1987, 2, 1)));
    }

    #[test]
    fn what_is_no_day() {
        for text in ["31.02.2026", "2026", "20.11", "завтра", "20.11.2026 и позже", "11/20/2026", "1.2.3.4.5x", "01.01.0001"]
        {
            assert_eq!(date(&Cell::text(text)), Err(CellRefusal::NotADate), "{text}");
        }
        assert_eq!(date(&Cell::Number(2026.0)), Err(CellRefusal::NotADate));
        assert_eq!(date(&Cell::Number(f64::MAX)), Err(CellRefusal::NotADate));
        assert_eq!(date(&Cell::Bool(true)), Err(CellRefusal::WrongKind));
        assert_eq!(date(&Cell::text(" ")), Ok(None));
    }
}
