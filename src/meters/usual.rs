//! What a meter usually counts in a month, and whether something is far from it.
//!
//! The usual is the median of the last six months' consumption, of three at least; far is more than three times of it. Whoever gives such a
//! value is asked once more: most are a digit too many, some are a burst pipe.

/// How many months are looked at.
const MONTHS: usize = 6;
/// How many must be known before anything is usual.
const LEAST: usize = 3;
/// How many times the usual is far.
const TIMES: i64 = 3;

/// The middle of what was used in the last months, the newest last.
pub fn median(monthly: &[i64]) -> Option<i64> {
    let mut last: Vec<i64> = monthly.iter().rev().take(MONTHS).copied().collect();
    if last.len() < LEAST {
        return None;
    }
    last.sort_unstable();
    let (low, high) = (last.get((last.len() - 1) / 2)?, last.get(last.len() / 2)?);
    Some((low + high) / 2)
}

/// What a month is reckoned with when nothing was read: the average of the last six, rounded down to a thousandth.
pub fn average(monthly: &[i64]) -> Option<i64> {
    let last: Vec<i64> = monthly.iter().rev().take(MONTHS).copied().collect();
    let many = i64::try_from(last.len()).ok().filter(|many| *many > 0)?;
    Some(last.iter().sum::<i64>() / many)
}

/// Whether so much in a month is far from what is usual.
pub fn is_far(used: i64, monthly: &[i64]) -> bool {
    median(monthly).is_some_and(|usual| usual > 0 && used > usual.saturating_mul(TIMES))
}

/// Whether nothing went through for three months and now too: somebody should look at the meter.
pub fn is_silent(monthly: &[i64]) -> bool {
    monthly.len() >= LEAST && monthly.iter().rev().take(LEAST).all(|used| *used == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_times_the_usual_is_far() {
        let months = [4_000, 6_000, 5_000];
        assert_eq!(median(&months), Some(5_000));
        assert!(!is_far(15_000, &months));
        assert!(is_far(15_001, &months));
        assert!(!is_far(1_000_000, &[1, 2]), "nothing is usual yet");
        assert!(!is_far(1_000, &[0, 0, 0]), "after an empty flat anything may come");
        assert_eq!(median(&[100, 1, 2, 3, 4, 5, 6]), Some(3), "the last six, and of an even number the middle of the two");
    }

    #[test]
    fn whoever_gives_nothing_is_reckoned_with_the_average() {
        assert_eq!(average(&[4_000, 6_000]), Some(5_000));
        assert_eq!(average(&[]), None);
        assert_eq!(average(&[9_000_000, 1, 1, 1, 1, 1, 2]), Some(1), "of six months, rounded down");
        assert!(is_silent(&[5, 0, 0, 0]) && !is_silent(&[0, 0]) && !is_silent(&[0, 0, 1]));
    }

    proptest! {
        #[test]
        fn the_median_is_in_the_middle(months in prop::collection::vec(0i64..100_000, 3..20)) {
            let last = &months[months.len().saturating_sub(6)..];
            let middle = median(&months).unwrap();
            let half = last.len() / 2;
            prop_assert!(last.iter().filter(|of| **of <= middle).count() >= half);
            prop_assert!(last.iter().filter(|of| **of >= middle).count() >= half);
        }
    }
}
