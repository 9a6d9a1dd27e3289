//! Chance that repeats itself: the demo is the same franchise on every machine and in every test.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014): one multiplication-xor step per number, good enough for names and flats,
//! never for secrets.

/// A stream of numbers that is wholly determined by its seed.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A stream of its own for one thing among many (the 17th building), so that drawing more numbers for one thing does
    /// not change the others.
    #[must_use]
    pub fn branch(&self, label: u64) -> Self {
        let mut start = Self::new(self.state ^ label.wrapping_add(1).wrapping_mul(0xD1B5_4A32_D192_ED03));
        Self::new(start.draw())
    }

    /// The next 64 bits.
    pub const fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let drawn = u128::from(self.draw()) * (end as u128);
        usize::try_from(drawn >> 64).unwrap_or_default()
    }

    /// A number from `first` to `last`, both possible.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let width = usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or_default();
        first.saturating_add(i64::try_from(self.below(width)).unwrap_or_default())
    }

    /// True in `percent` cases out of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several, or the default value if there are none.
    pub fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;
    use proptest::prelude::*;

    #[test]
    fn the_stream_is_the_published_one() {
        let mut chance = Chance::new(1_234_567);
        let drawn = [chance.draw(), chance.draw(), chance.draw()];
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_value_comes_about_equally_often() {
        let mut chance = Chance::new(7);
        let mut counts = [0_i32; 10];
        for _ in 0..100_000 {
            counts[chance.below(10)] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        let often = (0..10_000).filter(|_| chance.percent(30)).count();
        assert!((2_800..3_200).contains(&often), "{often}");
    }

    #[test]
    fn branches_differ_and_repeat() {
        let chance = Chance::new(1);
        assert_eq!(chance.branch(5).draw(), chance.branch(5).draw());
        let first: std::collections::BTreeSet<u64> = (0..10_000).map(|label| chance.branch(label).draw()).collect();
        assert_eq!(first.len(), 10_000);
    }

    #[test]
    fn nothing_to_choose_from_is_survived() {
        let mut chance = Chance::new(1);
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.pick::<&str>(&[]), "");
    }

    proptest! {
        #[test]
        fn between_stays_between(seed: u64, first in -1000_i64..1000, width in 0_i64..1000) {
            let drawn = Chance::new(seed).between(first, first + width);
            prop_assert!((first..=first + width).contains(&drawn));
        }
    }
}
