//! Shares as written, and shares that Excel had spoilt.

use super::*;
use proptest::prelude::*;

fn fraction(cell: &Cell) -> Result<(u32, u32, bool), CellRefusal> {
    share(cell).map(|found| found.map(|share| (share.numerator, share.denominator, share.note.is_some())).unwrap())
}

fn of(text: &str) -> Result<(u32, u32, bool), CellRefusal> {
    fraction(&Cell::text(text))
}

fn day(year: i32, month: u32, day: u32) -> Cell {
    Cell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn shares_as_written() {
    assert_eq!(of("1/3"), Ok((1, 3, false)));
    assert_eq!(of(" 142 / 584 "), Ok((142, 584, false)));
    assert_eq!(of("'2/4"), Ok((2, 4, false)));
    assert_eq!(of("1⁄2"), Ok((1, 2, false)));
    assert_eq!(of("0.5"), Ok((1, 2, false)));
    assert_eq!(of("0,25"), Ok((1, 4, false)));
    assert_eq!(of("50%"), Ok((1, 2, false)));
    assert_eq!(of("33,33 %"), Ok((3333, 10_000, false)));
    assert_eq!(of("100 %"), Ok((1, 1, false)));
    assert_eq!(of("1"), Ok((1, 1, false)));
    assert_eq!(fraction(&Cell::Number(0.5)), Ok((1, 2, false)));
}

#[test]
fn long_decimals_were_fractions() {
    assert_eq!(fraction(&Cell::Number(1.0 / 3.0)), Ok((1, 3, true)));
    assert_eq!(fraction(&Cell::Number(2.0 / 7.0)), Ok((2, 7, true)));
    assert_eq!(of("0,333333"), Ok((1, 3, true)));
    assert_eq!(of("66,666667%"), Ok((2, 3, true)));
    assert_eq!(of("0,123457"), Ok((10, 81, true)));
}

#[test]
fn dates_were_fractions() {
    assert_eq!(fraction(&day(2026, 3, 1)), Ok((1, 3, true)), "1/3 typed here");
    assert_eq!(fraction(&day(2026, 1, 3)), Ok((1, 3, true)), "1/3 typed on an American machine");
    assert_eq!(fraction(&day(2026, 5, 12)), Ok((5, 12, true)));
    assert_eq!(fraction(&day(2026, 1, 1)), Ok((1, 1, true)));
    assert_eq!(fraction(&day(2026, 1, 31)), Ok((1, 31, true)));
    assert_eq!(fraction(&day(1932, 1, 1)), Ok((1, 32, true)), "1/32");
    assert_eq!(fraction(&day(1964, 3, 1)), Ok((3, 64, true)), "3/64");
    assert_eq!(fraction(&day(2013, 1, 1)), Ok((1, 13, true)), "1/13");
    for text in ["01.мар", "1-Mar", "01.03.2026", "2026-03-01"] {
        assert_eq!(of(text), Ok((1, 3, true)), "{text}");
    }
    assert_eq!(of("янв.32"), Ok((1, 32, true)));
    assert_eq!(of("Jan-50"), Ok((1, 50, true)));
}

#[test]
fn what_is_no_share() {
    for text in ["0", "0/5", "5/3", "1,5", "101%", "50", "-1/2"] {
        assert!(matches!(of(text), Err(CellRefusal::ShareOutOfRange | CellRefusal::NotAShare)), "{text}");
    }
    for text in ["половина", "1/2/3/4/5", "/2", "%", "1/2 и 1/3", "май"] {
        assert!(of(text).is_err(), "{text}");
    }
    assert_eq!(share(&Cell::Empty), Ok(None));
    assert_eq!(share(&Cell::Bool(true)), Err(CellRefusal::WrongKind));
}

proptest! {
    #[test]
    fn a_fraction_survives_excel(numerator in 1_u32..=12, denominator in 1_u32..=12) {
        prop_assume!(numerator <= denominator);
        for (month, day_of_month) in [(denominator, numerator), (numerator, denominator)] {
            prop_assert_eq!(fraction(&day(2026, month, day_of_month)), Ok((numerator, denominator, true)));
        }
        let value = f64::from(numerator) / f64::from(denominator);
        let (found, whole, _) = fraction(&Cell::Number(value)).unwrap();
        prop_assert_eq!(found * denominator, whole * numerator);
    }
}
