//! Whole numbers: floors, residents, tariffs.

use super::decimal::Decimal;
use super::{Cell, CellRefusal, Meaning};

const PIECES: [&str; 8] = ["человек", "чел.", "чел", "адам", "шт.", "шт", "дана", "этаж"];

/// A whole number; a floor may be below zero, so the caller says what is too small.
///
/// # Errors
/// [`CellRefusal::NotANumber`], [`CellRefusal::NotWhole`], [`CellRefusal::TooLarge`], [`CellRefusal::WrongKind`],
/// [`CellRefusal::ErrorValue`].
pub fn count(cell: &Cell) -> Meaning<i32> {
    let Some(number) = Decimal::of(cell, &PIECES)? else { return Ok(None) };
    let (value, rounded) = number.scaled(0).ok_or(CellRefusal::TooLarge)?;
    if rounded {
        return Err(CellRefusal::NotWhole);
    }
    i32::try_from(value).map(Some).map_err(|_| CellRefusal::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_only() {
        assert_eq!(count(&Cell::Number(3.0)), Ok(Some(3)));
        assert_eq!(count(&Cell::text("3 чел.")), Ok(Some(3)));
        assert_eq!(count(&Cell::text("-1")), Ok(Some(-1)));
        assert_eq!(count(&Cell::text("12,0")), Ok(Some(12)));
        assert_eq!(count(&Cell::text("2,5")), Err(CellRefusal::NotWhole));
        assert_eq!(count(&Cell::Number(3e9)), Err(CellRefusal::TooLarge));
        assert_eq!(count(&Cell::text("два")), Err(CellRefusal::NotANumber));
        assert_eq!(count(&Cell::Empty), Ok(None));
    }
}
