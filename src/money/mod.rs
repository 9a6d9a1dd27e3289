//! Money: whole tiyn, never a float. 1 ₸ = 100 тиын, and bills do carry tiyn (`reference/law-kz.md` §5.3).

mod parse;
mod split;

pub use parse::Refusal;

use crate::text::{self, Locale};

/// An amount in tiyn, hundredths of a tenge. Negative amounts are debts and corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tiyn(pub i64);

impl Tiyn {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of whole tenge; `None` beyond what 64 bits hold.
    #[must_use]
    pub const fn tenge(tenge: i64) -> Option<Self> {
        match tenge.checked_mul(100) {
            Some(tiyn) => Some(Self(tiyn)),
            None => None,
        }
    }

    /// The sum, or `None` beyond 64 bits.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(tiyn) => Some(Self(tiyn)),
            None => None,
        }
    }

    /// The difference, or `None` beyond 64 bits.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(tiyn) => Some(Self(tiyn)),
            None => None,
        }
    }

    /// The amount so many times, or `None` beyond 64 bits.
    #[must_use]
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(tiyn) => Some(Self(tiyn)),
            None => None,
        }
    }

    /// The amount times `numerator / denominator`, rounded to the nearest tiyn, halves away from zero: a price per m² times
    /// an area in hundredths is `price.scaled(area, 100)`. `None` for a denominator of zero or beyond 64 bits.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Option<Self> {
        let product = i128::from(self.0) * i128::from(numerator);
        let divisor = i128::from(denominator);
        let whole = product.checked_div(divisor)?;
        let rest = product - whole * divisor;
        let away = if rest.abs() * 2 >= divisor.abs() { product.signum() * divisor.signum() } else { 0 };
        i64::try_from(whole + away).ok().map(Self)
    }

    /// The sum of many, or `None` beyond 64 bits.
    #[must_use]
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The amount for people: «16 725,88 ₸», in English «16 725.88 ₸»; tiyn always shown, spaces that do not break.
    #[must_use]
    pub fn print(self, locale: Locale) -> String {
        text::tv(locale, "money.amount", &[("value", &text::hundredths(locale, self.0))])
    }

    /// The amount for machines and form fields: `16725.88`, `-3.05`.
    #[must_use]
    pub fn plain(self) -> String {
        let minus = if self.0 < 0 { "-" } else { "" };
        let tiyn = self.0.unsigned_abs();
        format!("{minus}{}.{:02}", tiyn / 100, tiyn % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Kk, Ru};
    use proptest::prelude::*;

    #[test]
    fn people_and_machines_read_it() {
        let bill = Tiyn(1_672_588);
        assert_eq!(bill.print(Ru), "16\u{a0}725,88\u{a0}₸");
        assert_eq!(bill.print(Kk), bill.print(Ru));
        assert_eq!(bill.print(En), "16\u{a0}725.88\u{a0}₸");
        assert_eq!(Tiyn(-5).print(Ru), "−0,05\u{a0}₸");
        assert_eq!(Tiyn(30_000).print(Ru), "300,00\u{a0}₸");
        assert_eq!([bill.plain(), Tiyn(-305).plain(), Tiyn(0).plain()], ["16725.88", "-3.05", "0.00"]);
    }

    #[test]
    fn arithmetic_never_wraps() {
        let most = Tiyn(i64::MAX);
        assert_eq!(most.checked_add(Tiyn(1)), None);
        assert_eq!(Tiyn(i64::MIN).checked_sub(Tiyn(1)), None);
        assert_eq!(most.checked_mul(2), None);
        assert_eq!(Tiyn::tenge(i64::MAX), None);
        assert_eq!(Tiyn::tenge(3), Some(Tiyn(300)));
        assert_eq!(Tiyn::total([Tiyn(1), Tiyn(2), Tiyn(-5)]), Some(Tiyn(-2)));
        assert_eq!(Tiyn::total([most, Tiyn(1)]), None);
    }

    #[test]
    fn rates_round_halves_away_from_zero() {
        // 61,4 m² at 85,35 ₸: 5240,49 ₸ exactly; 61,45 m² gives 5244,7575 ₸.
        assert_eq!(Tiyn(8_535).scaled(6_140, 100), Some(Tiyn(524_049)));
        assert_eq!(Tiyn(8_535).scaled(6_145, 100), Some(Tiyn(524_476)));
        assert_eq!([1, 3, -1, -3].map(|n| Tiyn(n).scaled(1, 2)), [Some(Tiyn(1)), Some(Tiyn(2)), Some(Tiyn(-1)), Some(Tiyn(-2))]);
        assert_eq!(Tiyn(1).scaled(1, -2), Some(Tiyn(-1)));
        assert_eq!(Tiyn(1).scaled(1, 0), None);
        assert_eq!(Tiyn(i64::MIN).scaled(i64::MIN, 1), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_can_be_typed(tiyn: i64) {
            let amount = Tiyn(tiyn);
            prop_assert_eq!(Tiyn::parse(&amount.print(Ru)), Ok(amount));
            prop_assert_eq!(Tiyn::parse(&amount.print(En)), Ok(amount));
            prop_assert_eq!(Tiyn::parse(&amount.plain()), Ok(amount));
        }
    }
}
