//! Numbers in figures: thousands apart by a no-break space, a comma before the fraction (a point in English).

use super::{Locale, tv};

/// The space that keeps `16 725` and `61,4 м²` on one line.
const NBSP: char = '\u{a0}';

/// A whole number: `16 725`, `−3`.
#[must_use]
pub fn number(_locale: Locale, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0 {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(NBSP);
        }
        out.push(digit);
    }
    out
}

/// A number kept as an integer of `10^-places` (`614` with 1 place is «61,4»); zeros at the end of the fraction are left
/// out. More than 18 places are taken as 18.
#[must_use]
pub fn decimal(locale: Locale, value: i64, places: u32) -> String {
    let places = places.min(18);
    let (whole, fraction) = parts(value, places);
    let width = usize::try_from(places).unwrap_or(0);
    let digits = format!("{fraction:0width$}");
    join(locale, value < 0, whole, digits.trim_end_matches('0'))
}

/// As [`decimal`] with two places, both always shown: what money needs.
pub(crate) fn hundredths(locale: Locale, value: i64) -> String {
    let (whole, fraction) = parts(value, 2);
    join(locale, value < 0, whole, &format!("{fraction:02}"))
}

/// An area given in hundredths of a square metre: «61,4 м²».
#[must_use]
pub fn area(locale: Locale, hundredths: i64) -> String {
    tv(locale, "text.number.area", &[("value", &decimal(locale, hundredths, 2))])
}

/// A percentage given in hundredths of a percent: `1250` is «12,5 %».
#[must_use]
pub fn percent(locale: Locale, hundredths: i64) -> String {
    tv(locale, "text.number.percent", &[("value", &decimal(locale, hundredths, 2))])
}

/// What share of `whole` is `part`, in percent, cut (never rounded up) to hundredths: 49,999 % must not read as a majority
/// reached. Of nothing, the share is zero.
#[must_use]
pub fn percent_of(locale: Locale, part: u64, whole: u64) -> String {
    let share = (u128::from(part) * 10_000).checked_div(u128::from(whole)).unwrap_or(0);
    percent(locale, i64::try_from(share).unwrap_or(i64::MAX))
}

/// The size of a file, in steps of 1024, with at most one place after the comma: «512 Б», «1,4 МБ».
#[must_use]
pub fn bytes(locale: Locale, count: u64) -> String {
    const KIB: u128 = 1 << 10;
    const MIB: u128 = 1 << 20;
    const GIB: u128 = 1 << 30;
    let count = u128::from(count);
    let (key, unit) = match count {
        0..KIB => ("text.bytes.b", 1),
        KIB..MIB => ("text.bytes.kb", KIB),
        MIB..GIB => ("text.bytes.mb", MIB),
        _ => ("text.bytes.gb", GIB),
    };
    let tenths = i64::try_from(count * 10 / unit).unwrap_or(i64::MAX);
    tv(locale, key, &[("value", &decimal(locale, tenths, 1))])
}

fn parts(value: i64, places: u32) -> (u64, u64) {
    let unit = 10_u64.pow(places);
    (value.unsigned_abs() / unit, value.unsigned_abs() % unit)
}

fn join(locale: Locale, negative: bool, whole: u64, fraction: &str) -> String {
    let minus = if negative { "−" } else { "" };
    let whole = number(locale, i64::try_from(whole).unwrap_or(i64::MAX));
    let point = match locale {
        Locale::Kk | Locale::Ru => ',',
        Locale::En => '.',
    };
    if fraction.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}{point}{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Kk, Ru};
    use proptest::prelude::*;

    #[test]
    fn thousands_stand_apart() {
        let said = [0, 12, 999, 1_000, 16_725, -1_234_567].map(|n| number(Ru, n));
        assert_eq!(said, ["0", "12", "999", "1\u{a0}000", "16\u{a0}725", "−1\u{a0}234\u{a0}567"]);
        assert_eq!(number(Kk, i64::MIN), "−9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808");
    }

    #[test]
    fn areas_drop_idle_zeros() {
        assert_eq!(Locale::ALL.map(|l| area(l, 6140)), ["61,4\u{a0}м²", "61,4\u{a0}м²", "61.4\u{a0}m²"]);
        assert_eq!([6100, 6105, 5, 0].map(|a| area(Ru, a)), ["61\u{a0}м²", "61,05\u{a0}м²", "0,05\u{a0}м²", "0\u{a0}м²"]);
        assert_eq!(decimal(Ru, 1_234_567, 3), "1\u{a0}234,567");
        assert_eq!(decimal(En, -5, 1), "−0.5");
    }

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(percent(Ru, 1250), "12,5\u{a0}%");
        assert_eq!(percent(En, 5000), "50%");
        assert_eq!(percent_of(Ru, 2, 3), "66,66\u{a0}%");
        assert_eq!(percent_of(Ru, 49_999_999, 100_000_000), "49,99\u{a0}%");
        assert_eq!(percent_of(Ru, 0, 0), "0\u{a0}%");
        assert_eq!(percent_of(Ru, 7, 7), "100\u{a0}%");
    }

    #[test]
    fn files_have_sizes() {
        assert_eq!([0, 512, 1024, 1_500_000].map(|n| bytes(Ru, n)), ["0\u{a0}Б", "512\u{a0}Б", "1\u{a0}КБ", "1,4\u{a0}МБ"]);
        assert_eq!(bytes(En, 5 << 30), "5\u{a0}GB");
        assert!(bytes(Kk, u64::MAX).ends_with("ГБ"));
    }

    proptest! {
        #[test]
        fn a_printed_number_loses_nothing(value: i64) {
            let back: String = number(Ru, value).chars().filter(|c| *c != NBSP).collect();
            prop_assert_eq!(back.replace('−', "-"), value.to_string());
        }

        #[test]
        fn a_printed_decimal_loses_nothing(value in -1_000_000_000_i64..1_000_000_000, places in 0_u32..6) {
            let said = decimal(En, value, places).replace(NBSP, "").replace('−', "-");
            let (whole, fraction) = said.split_once('.').unwrap_or((&said, ""));
            let width = usize::try_from(places).unwrap();
            let back: i64 = format!("{whole}{fraction:0<width$}").parse().unwrap();
            prop_assert_eq!(back, value);
        }
    }
}
