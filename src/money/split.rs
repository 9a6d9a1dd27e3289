//! Splitting an amount fairly: the parts always add up to the whole.

use std::cmp::Reverse;

use super::Tiyn;

impl Tiyn {
    /// Splits the amount in proportion to `weights` (areas, shares, people) by largest remainder: each part is its exact share
    /// rounded down or up to a tiyn, the parts add up to the amount, and of equal remainders the first is rounded up.
    /// A negative amount is split as its opposite. `None` if there is nobody to split among: no weights, or all of them zero.
    #[must_use]
    pub fn split(self, weights: &[u64]) -> Option<Vec<Self>> {
        let sum: u128 = weights.iter().copied().map(u128::from).sum();
        let amount = u128::from(self.0.unsigned_abs());
        let mut left = amount;
        let mut shares = Vec::with_capacity(weights.len());
        for weight in weights {
            let product = amount * u128::from(*weight);
            let share = product.checked_div(sum)?;
            left -= share;
            shares.push((share, product % sum));
        }
        if shares.is_empty() {
            return None;
        }
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|place| Reverse(shares.get(*place).map(|(_, rest)| *rest)));
        for place in order {
            if left == 0 {
                break;
            }
            if let Some((share, _)) = shares.get_mut(place) {
                *share += 1;
                left -= 1;
            }
        }
        let sign = i128::from(self.0.signum());
        shares.into_iter().map(|(share, _)| i64::try_from(i128::try_from(share).ok()? * sign).ok().map(Self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_tiyn_finds_its_place() {
        assert_eq!(Tiyn(100).split(&[1, 1, 1]), Some(vec![Tiyn(34), Tiyn(33), Tiyn(33)]));
        assert_eq!(Tiyn(-100).split(&[1, 1, 1]), Some(vec![Tiyn(-34), Tiyn(-33), Tiyn(-33)]));
        assert_eq!(Tiyn(10).split(&[1, 2, 4]), Some(vec![Tiyn(1), Tiyn(3), Tiyn(6)]));
        assert_eq!(Tiyn(5).split(&[0, 1, 0]), Some(vec![Tiyn(0), Tiyn(5), Tiyn(0)]));
        assert_eq!(Tiyn(0).split(&[3, 4]), Some(vec![Tiyn(0), Tiyn(0)]));
    }

    #[test]
    fn nobody_gets_nothing() {
        assert_eq!(Tiyn(100).split(&[]), None);
        assert_eq!(Tiyn(0).split(&[]), None);
        assert_eq!(Tiyn(100).split(&[0, 0]), None);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let parts = Tiyn(i64::MIN).split(&[u64::MAX, u64::MAX, 1]).unwrap();
        assert_eq!(Tiyn::total(parts), Some(Tiyn(i64::MIN)));
        assert_eq!(Tiyn(i64::MIN).split(&[7]), Some(vec![Tiyn(i64::MIN)]));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_are_fair(amount: i64, weights in prop::collection::vec(any::<u64>(), 1..60)) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let parts = Tiyn(amount).split(&weights).unwrap();
            let total: i128 = parts.iter().map(|part| i128::from(part.0)).sum();
            prop_assert_eq!(total, i128::from(amount));
            let sum: u128 = weights.iter().copied().map(u128::from).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let floor = u128::from(amount.unsigned_abs()) * u128::from(*weight) / sum;
                let got = u128::from(part.0.unsigned_abs());
                prop_assert!(got == floor || got == floor + 1);
                prop_assert!(*weight > 0 || part.0 == 0);
            }
        }
    }
}
