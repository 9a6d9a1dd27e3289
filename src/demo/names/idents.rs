//! Synthetic ИИН and БИН, each handed out once.
//!
//! Structure: `reference/law-kz.md` §5.4. Every ИИН has the serial 0000, every БИН a serial that begins with 0000, so the
//! demo does not hit upon numbers in use. The serial being fixed, one day of birth yields one ИИН per gender: about 53 000
//! for adults in all. After that there are none, as in real registers, where many rows have no ИИН.

use chrono::{Datelike, Days, NaiveDate};

use crate::text::ident::{Bin, Iin};

/// Years of birth, in the order in which they are used up: first the years of most owners, then older, then younger ones.
const BIRTH_YEARS: [(i32, i32); 3] = [(1955, 2003), (1935, 1954), (2004, 2007)];

/// A prime that divides none of the lengths of those spans in days, so that steps of it reach every day once.
const STRIDE: u64 = 7919;

/// Years and months of registration of БИН.
const REGISTERED: (i32, i32) = (1997, 2025);

/// The stock of numbers; a given stock hands out the same numbers in the same order.
#[derive(Debug, Clone, Default)]
pub struct Idents {
    men: u64,
    women: u64,
    firms: u64,
}

impl Idents {
    /// The next ИИН of a man or a woman; `None` when there are no more.
    pub fn iin(&mut self, is_woman: bool) -> Option<Iin> {
        let used = if is_woman { &mut self.women } else { &mut self.men };
        loop {
            let birth = birth(*used)?;
            *used += 1;
            let century = if birth.year() < 2000 { 3 } else { 5 };
            let digit = century + u32::from(is_woman);
            if let Some(iin) = checked(&format!("{}{digit}0000", birth.format("%y%m%d")), |text| Iin::parse(text).ok()) {
                return Some(iin);
            }
        }
    }

    /// The next БИН of a head office of a resident entity; `None` when there are no more (after about 3 400).
    pub fn bin(&mut self) -> Option<Bin> {
        let (first, last) = REGISTERED;
        let months = u64::try_from((last - first + 1) * 12).ok()?;
        loop {
            let serial = self.firms / months;
            let month = (self.firms % months) * STRIDE % months;
            if serial > 9 {
                return None;
            }
            self.firms += 1;
            let year = (u64::try_from(first).ok()? + month / 12) % 100;
            let stem = format!("{year:02}{:02}400000{serial}", month % 12 + 1);
            if let Some(bin) = checked(&stem, |text| Bin::parse(text).ok()) {
                return Some(bin);
            }
        }
    }
}

/// The day of birth of the n-th person of a gender.
fn birth(nth: u64) -> Option<NaiveDate> {
    let mut rest = nth;
    for (first, last) in BIRTH_YEARS {
        let start = NaiveDate::from_ymd_opt(first, 1, 1)?;
        let end = NaiveDate::from_ymd_opt(last + 1, 1, 1)?;
        let days = u64::try_from((end - start).num_days()).ok()?;
        if rest < days {
            return start.checked_add_days(Days::new(rest * STRIDE % days));
        }
        rest -= days;
    }
    None
}

/// Eleven digits with the twelfth that belongs to them; `None` if such a number is never given out.
fn checked<T>(stem: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    (0..10).find_map(|check| parse(&format!("{stem}{check}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Idents;

    #[test]
    fn tens_of_thousands_of_people_have_a_number_of_their_own() {
        let mut idents = Idents::default();
        let mut seen = BTreeSet::new();
        for is_woman in [false, true] {
            let before = seen.len();
            while let Some(iin) = idents.iin(is_woman) {
                let gender = iin.as_str().chars().nth(6).unwrap().to_digit(10).unwrap();
                assert_eq!(gender % 2 == 0, is_woman);
                assert_eq!(iin.as_str().get(7..11), Some("0000"));
                assert!((1935..=2007).contains(&chrono::Datelike::year(&iin.birth_date().unwrap())));
                assert!(seen.insert(iin), "twice");
            }
            assert!(seen.len() - before > 26_000, "{}", seen.len());
        }
    }

    #[test]
    fn thousands_of_firms_have_a_number_of_their_own() {
        let mut idents = Idents::default();
        let bins: Vec<_> = std::iter::from_fn(|| idents.bin()).collect();
        assert!(bins.len() > 3_400, "{}", bins.len());
        assert!(bins.iter().all(|bin| bin.as_str().get(4..10) == Some("400000")));
        assert_eq!(bins.iter().collect::<BTreeSet<_>>().len(), bins.len());
    }

    #[test]
    fn the_same_stock_repeats() {
        let (mut one, mut other) = (Idents::default(), Idents::default());
        assert!((0..50).all(|_| one.iin(true) == other.iin(true) && one.bin() == other.bin()));
    }
}
