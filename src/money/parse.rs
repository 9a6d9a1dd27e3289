//! Reading an amount that a person typed or a spreadsheet held.

use super::Tiyn;

/// Why what was typed is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed.
    Empty,
    /// Something else than an amount; also `16,725.88`, where the comma could mean either.
    NotANumber,
    /// More than two digits after the comma: there is nothing smaller than a tiyn.
    TooPrecise,
    /// More than 64 bits of tiyn.
    TooLarge,
}

impl Refusal {
    /// The key of the sentence that tells a person what is wrong.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "money.refused.empty",
            Self::NotANumber => "money.refused.not_a_number",
            Self::TooPrecise => "money.refused.too_precise",
            Self::TooLarge => "money.refused.too_large",
        }
    }
}

/// What may stand behind an amount, longest first.
const SIGNS: [&str; 6] = ["теңге", "тенге", "тг.", "kzt", "тг", "₸"];

impl Tiyn {
    /// Reads «16 725,88», `16725.88 ₸`, `-300`, `+5,5 тг`: spaces of any kind between groups of three, a comma or a point
    /// before at most two digits.
    ///
    /// # Errors
    /// A [`Refusal`] in words for the form. Nothing is guessed: `12 5` and `1,234.50` are refused.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let lower = typed.trim().to_lowercase();
        if lower.is_empty() {
            return Err(Refusal::Empty);
        }
        let bare = SIGNS.iter().find_map(|sign| lower.strip_suffix(sign)).unwrap_or(&lower).trim_end();
        let (negative, amount) = match bare.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, bare.strip_prefix('+').unwrap_or(bare).trim_start()),
        };
        let (whole, fraction) = amount.split_once([',', '.']).map_or((amount, None), |(whole, fraction)| (whole, Some(fraction)));
        let tenge = joined(whole).ok_or(Refusal::NotANumber)?;
        let tiyn = fraction.map_or(Ok(0), hundredths)?;
        let tenge: i128 = tenge.parse().map_err(|_| Refusal::TooLarge)?;
        let total = tenge.checked_mul(100).ok_or(Refusal::TooLarge)? + i128::from(tiyn);
        i64::try_from(if negative { -total } else { total }).map(Self).map_err(|_| Refusal::TooLarge)
    }
}

/// The digits of the whole part without its spaces; `None` unless they stand together or in groups of three.
fn joined(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(char::is_whitespace).collect();
    let (first, rest) = groups.split_first()?;
    let figures = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (figures && grouped).then(|| groups.concat())
}

/// The tiyn of «,8» (80) or «,88».
fn hundredths(fraction: &str) -> Result<u8, Refusal> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::NotANumber);
    }
    if fraction.len() > 2 {
        return Err(Refusal::TooPrecise);
    }
    format!("{fraction:0<2}").parse().map_err(|_| Refusal::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_of_writing_an_amount() {
        for typed in [
            "16 725,88",
            "16725.88 ₸",
            "16\u{a0}725,88\u{a0}₸",
            "16\u{202f}725.88₸",
            " +16725,88 тг.",
            "16725,88 теңге",
            "16 725.88 KZT",
        ] {
            assert_eq!(Tiyn::parse(typed), Ok(Tiyn(1_672_588)), "{typed}");
        }
        assert_eq!(Tiyn::parse("0"), Ok(Tiyn::ZERO));
        assert_eq!(Tiyn::parse("0,5"), Ok(Tiyn(50)));
        assert_eq!(Tiyn::parse("-300"), Ok(Tiyn(-30_000)));
        assert_eq!(Tiyn::parse("− 1 000,01 ₸"), Ok(Tiyn(-100_001)));
    }

    #[test]
    fn nothing_is_guessed() {
        let refused = |typed| Tiyn::parse(typed).unwrap_err();
        assert_eq!(refused("  "), Refusal::Empty);
        for typed in [
            "₸",
            "-",
            "12 5",
            "1 0000",
            "1234 500",
            "1,234.50",
            "1.234,50",
            "5,",
            ",5",
            "1e5",
            "--5",
            "5-",
            "NaN",
            "٣",
            "5 ₸ ₸",
            "1  000",
        ] {
            assert_eq!(refused(typed), Refusal::NotANumber, "{typed}");
        }
        assert_eq!(refused("16,725"), Refusal::TooPrecise);
        assert_eq!(refused("92233720368547758,08"), Refusal::TooLarge);
        assert_eq!(refused(&"9".repeat(60)), Refusal::TooLarge);
        assert_eq!(Tiyn::parse("-92233720368547758.08"), Ok(Tiyn(i64::MIN)));
    }

    #[test]
    fn every_refusal_has_words() {
        use crate::text::{Locale, t};
        for refusal in [Refusal::Empty, Refusal::NotANumber, Refusal::TooPrecise, Refusal::TooLarge] {
            assert!(Locale::ALL.iter().all(|locale| t(*locale, refusal.key()) != refusal.key()), "{refusal:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(typed: String) {
            let _ = Tiyn::parse(&typed);
        }
    }
}
