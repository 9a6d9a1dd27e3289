//! Areas, money and meter readings.

use super::decimal::Decimal;
use super::{Cell, CellRefusal, Meaning, Note};

/// A measured number in its smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Hundredths of m², tiyn or thousandths, as the function says.
    pub value: i64,
    /// [`Note::Rounded`] if the cell was finer than that.
    pub note: Option<Note>,
}

const SQUARE_METRES: [&str; 15] = [
    "кв. метров",
    "кв.метров",
    "кв. м.",
    "кв. м",
    "кв.м.",
    "кв.м",
    "кв м",
    "шаршы метр",
    "ш.м.",
    "ш.м",
    "sq.m",
    "м²",
    "м2",
    "m²",
    "m2",
];
const TENGE: [&str; 8] = ["тенге", "теңге", "тг.", "тг", "kzt", "₸", "т.", "т"];
const VOLUMES: [&str; 9] = ["квт·ч", "квт*ч", "квтч", "гкал", "м³", "м3", "m³", "m3", "kwh"];

/// A hundred hectares in hundredths of m²: nothing in a house is larger.
const LARGEST_AREA: i64 = 100_000_000;
/// A million million tenge in tiyn; also a thousand times what any meter's dial shows, in thousandths.
const LARGEST_SUM: i64 = 100_000_000_000_000;

/// An area in hundredths of m²: `61,4 м²` is 6140. Finer ones are rounded half up, with a note.
///
/// # Errors
/// [`CellRefusal::NotANumber`], [`CellRefusal::Negative`], [`CellRefusal::TooLarge`], [`CellRefusal::WrongKind`],
/// [`CellRefusal::ErrorValue`].
pub fn area(cell: &Cell) -> Meaning<Measured> {
    measured(cell, &SQUARE_METRES, 2, LARGEST_AREA).and_then(not_negative)
}

/// An amount in tiyn; it may be below zero. A number that Excel computed is rounded half up with a note; one that a person
/// typed with more than two decimals (`1,234`) is refused, for it may mean thousands.
///
/// # Errors
/// [`CellRefusal::TooFine`], [`CellRefusal::NotANumber`], [`CellRefusal::TooLarge`], [`CellRefusal::WrongKind`],
/// [`CellRefusal::ErrorValue`].
pub fn money(cell: &Cell) -> Meaning<Measured> {
    let typed = matches!(cell, Cell::Text(_));
    match Decimal::of(cell, &TENGE)? {
        Some(amount) if typed && amount.places() > 2 => Err(CellRefusal::TooFine),
        _ => measured(cell, &TENGE, 2, LARGEST_SUM),
    }
}

/// A meter's reading in thousandths of its unit.
///
/// # Errors
/// As [`area`].
pub fn reading(cell: &Cell) -> Meaning<Measured> {
    measured(cell, &VOLUMES, 3, LARGEST_SUM).and_then(not_negative)
}

fn measured(cell: &Cell, units: &[&str], places: usize, largest: i64) -> Meaning<Measured> {
    let Some(number) = Decimal::of(cell, units)? else { return Ok(None) };
    let (value, rounded) = number.scaled(places).ok_or(CellRefusal::TooLarge)?;
    if value.abs() > largest {
        return Err(CellRefusal::TooLarge);
    }
    Ok(Some(Measured { value, note: rounded.then_some(Note::Rounded) }))
}

fn not_negative(measured: Option<Measured>) -> Meaning<Measured> {
    match measured {
        Some(found) if found.value < 0 => Err(CellRefusal::Negative),
        fine => Ok(fine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(value: i64) -> Meaning<Measured> {
        Ok(Some(Measured { value, note: None }))
    }

    fn rounded(value: i64) -> Meaning<Measured> {
        Ok(Some(Measured { value, note: Some(Note::Rounded) }))
    }

    #[test]
    fn areas() {
        for text in ["61,4 м²", "61.40", "61,4м2", " 61,4\u{a0}кв. м", "61,4 Кв.М.", "61,4 ш.м."] {
            assert_eq!(area(&Cell::text(text)), exact(6140), "{text}");
        }
        assert_eq!(area(&Cell::Number(61.400_000_000_000_006)), exact(6140));
        assert_eq!(area(&Cell::text("61,405")), rounded(6141));
        assert_eq!(area(&Cell::text("1 061,4")), exact(106_140));
        assert_eq!(area(&Cell::text("-1")), Err(CellRefusal::Negative));
        assert_eq!(area(&Cell::text("шестьдесят")), Err(CellRefusal::NotANumber));
        assert_eq!(area(&Cell::Number(1e300)), Err(CellRefusal::TooLarge));
        assert_eq!(area(&Cell::Number(1e7)), Err(CellRefusal::TooLarge));
        assert_eq!(area(&Cell::Bool(true)), Err(CellRefusal::WrongKind));
        assert_eq!(area(&Cell::text("  ")), Ok(None));
    }

    #[test]
    fn sums() {
        for text in ["16 725,88 ₸", "16725.88", "16\u{202f}725,88 тг.", "16,725.88 KZT"] {
            assert_eq!(money(&Cell::text(text)), exact(1_672_588), "{text}");
        }
        assert_eq!(money(&Cell::text("-100")), exact(-10_000));
        assert_eq!(money(&Cell::text("1,234")), Err(CellRefusal::TooFine));
        assert_eq!(money(&Cell::Number(0.1 + 0.2)), exact(30));
        assert_eq!(money(&Cell::Number(10.0 / 3.0)), rounded(333));
        assert_eq!(money(&Cell::text("#REF!")), Err(CellRefusal::ErrorValue));
    }

    #[test]
    fn readings() {
        assert_eq!(reading(&Cell::text("123,456 м³")), exact(123_456));
        assert_eq!(reading(&Cell::Number(7.0)), exact(7_000));
    }
}
