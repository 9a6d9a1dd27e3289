//! Shares of ownership: `1/3`, `142/584`, `0,5`, `50 %`, and what Excel made of them.
//!
//! Excel takes `1/3` for the first of March (or, on an American machine, the third of January), and `1/32` for January
//! 1932. A date in a column of shares is turned back and marked, for a person to confirm in the preview:
//! - the numerator is never larger than the denominator, which settles day against month;
//! - the first of a month long before anybody typed the sheet was a year: `3/64` became 1 March 1964.

use super::date::{words, written};
use super::decimal::Decimal;
use super::month::month;
use super::{Cell, CellRefusal, Meaning, Note};
use chrono::{Datelike, NaiveDate};

/// A part of a whole, as written and not reduced: `142/584` stays so in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Never zero.
    pub numerator: u32,
    /// Never less than the numerator.
    pub denominator: u32,
    /// [`Note::Recovered`] if it was a date or a long decimal.
    pub note: Option<Note>,
}

/// Sheets are typed from here on; an earlier first of a month was a denominator.
const TYPED_FROM: i32 = 2020;
/// Largest denominator looked for behind a long decimal such as `0.333333`.
const LARGEST_GUESS: i64 = 1_000;

/// A share of ownership, more than nothing and at most the whole.
///
/// # Errors
/// [`CellRefusal::NotAShare`], [`CellRefusal::ShareOutOfRange`], [`CellRefusal::WrongKind`], [`CellRefusal::ErrorValue`].
pub fn share(cell: &Cell) -> Meaning<Share> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Bool(_) => Err(CellRefusal::WrongKind),
        Cell::Date(day) => of_date(*day).map(Some),
        Cell::Number(_) => decimal(cell, 1).map(Some),
        Cell::Text(_) => super::text(cell)?.map(|text| of_text(&text)).transpose(),
    }
}

fn of_text(text: &str) -> Result<Share, CellRefusal> {
    if let Some(percent) = text.strip_suffix('%') {
        return decimal(&Cell::text(percent.trim_end()), 100);
    }
    if let Some((numerator, denominator)) = text.split_once(['/', '⁄', '∕', '\\']) {
        let part = |digits: &str| digits.trim().parse::<u32>().ok();
        if let (Some(numerator), Some(denominator)) = (part(numerator), part(denominator)) {
            return checked(numerator, denominator, None);
        }
    }
    match decimal(&Cell::text(text), 1) {
        Err(CellRefusal::NotANumber) => of_shown_date(text),
        answer => answer,
    }
}

/// A decimal or a percentage. A long one is what remained of a fraction such as 1/3.
fn decimal(cell: &Cell, whole: i64) -> Result<Share, CellRefusal> {
    let number = Decimal::of(cell, &[])?.ok_or(CellRefusal::NotAShare)?;
    let (value, rounded) = number.scaled(9).ok_or(CellRefusal::ShareOutOfRange)?;
    let one = whole * 1_000_000_000;
    if value <= 0 || value > one {
        return Err(CellRefusal::ShareOutOfRange);
    }
    if (rounded || number.places() >= 6)
        && let Some((numerator, denominator)) = nearest(value, one)
    {
        return checked(numerator, denominator, Some(Note::Recovered));
    }
    let divisor = greatest_common_divisor(value, one);
    let small = |number: i64| u32::try_from(number / divisor).map_err(|_| CellRefusal::NotAShare);
    checked(small(value)?, small(one)?, None)
}

/// The simplest fraction that reads the same to six places.
fn nearest(value: i64, one: i64) -> Option<(u32, u32)> {
    (1..=LARGEST_GUESS).find_map(|denominator| {
        let numerator = (value * denominator + one / 2) / one;
        let apart = (value * denominator - numerator * one).abs();
        let close = numerator > 0 && apart <= denominator * (one / 1_000_000);
        close.then(|| Some((u32::try_from(numerator).ok()?, u32::try_from(denominator).ok()?)))?
    })
}

fn greatest_common_divisor(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

fn of_date(day: NaiveDate) -> Result<Share, CellRefusal> {
    let (first, second) = (day.day(), day.month());
    let year_digits = u32::try_from(day.year() % 100).unwrap_or_default();
    if first == 1 && day.year() < TYPED_FROM && second <= year_digits {
        return recovered(second, year_digits);
    }
    recovered(first.min(second), first.max(second))
}

/// What a CSV keeps of such a date: `01.мар`, `1-Mar`, `мар.32`, `01.03.2026`.
fn of_shown_date(text: &str) -> Result<Share, CellRefusal> {
    if let Some(day) = written(text) {
        return of_date(day);
    }
    let words = words(text);
    let [first, second] = words.as_slice() else { return Err(CellRefusal::NotAShare) };
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 2);
    match (month(first), number(first), month(second), number(second)) {
        (_, Some(day), Some(month), _) => recovered(day.min(month), day.max(month)),
        (Some(month), _, _, Some(year)) => recovered(month.min(year), month.max(year)),
        _ => Err(CellRefusal::NotAShare),
    }
}

fn recovered(numerator: u32, denominator: u32) -> Result<Share, CellRefusal> {
    checked(numerator, denominator, Some(Note::Recovered))
}

fn checked(numerator: u32, denominator: u32, note: Option<Note>) -> Result<Share, CellRefusal> {
    if numerator == 0 || numerator > denominator {
        return Err(CellRefusal::ShareOutOfRange);
    }
    Ok(Share { numerator, denominator, note })
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
