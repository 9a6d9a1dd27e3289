//! Wrong passwords make the next try wait: longer for an address that guesses, never longer than a minute for an account,
//! so that nobody can lock its owner out, and not at all for an address the owner signed in from before.

use chrono::TimeDelta;

use crate::clock::Moment;

/// Wrong tries that cost nothing: fingers slip.
const FREE: i32 = 4;
/// After so long without a wrong try all is forgotten.
const FORGET: TimeDelta = TimeDelta::hours(1);
/// The longest an account waits.
const ACCOUNT_MOST: i64 = 60;
/// The longest an address waits.
const ADDRESS_MOST: i64 = 15 * 60;
/// The longest everybody waits when many guess at once.
const EVERYBODY_MOST: i64 = 30;

/// Whose tries are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those at one account, from wherever.
    Account,
    /// Those from one address, at whatever account.
    Address,
    /// Those of everybody together, at codes that a lucky guess would open.
    Everybody,
}

/// Wrong tries so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guesses {
    /// How many in a row.
    pub wrong: i32,
    /// When the last one was.
    pub last_at: Moment,
    /// When the next try is looked at.
    pub free_at: Moment,
}

impl Guesses {
    /// One more wrong try at `now`.
    pub fn another(before: Option<Self>, whose: Whose, now: Moment) -> Self {
        let wrong = before.filter(|g| now - g.last_at < FORGET).map_or(0, |g| g.wrong).saturating_add(1);
        Self { wrong, last_at: now, free_at: now + TimeDelta::seconds(pause(wrong, whose)) }
    }

    /// Seconds until a try is looked at; `None` when it may be now.
    pub fn wait(self, now: Moment) -> Option<i64> {
        let left = (self.free_at - now).num_milliseconds();
        (left > 0).then(|| (left + 999) / 1000)
    }
}

fn pause(wrong: i32, whose: Whose) -> i64 {
    // many people may share an address: a house behind one router
    let (free, most) = match whose {
        Whose::Account => (FREE, ACCOUNT_MOST),
        Whose::Address => (FREE * 5, ADDRESS_MOST),
        // a thousand machines that try one code each are slowed as one; whoever has a letter in their hand waits half a minute at most
        Whose::Everybody => (FREE * 50, EVERYBODY_MOST),
    };
    match u32::try_from(wrong - free - 1) {
        Err(_) => 0,
        Ok(step) => 2i64.saturating_pow(step.min(20)).min(most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn start() -> Moment {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
    }

    #[test]
    fn a_few_slips_cost_nothing_and_then_it_doubles() {
        let waits: Vec<i64> = (1..=12).map(|n| pause(n, Whose::Account)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pause(20, Whose::Address), 0);
        assert_eq!(pause(60, Whose::Address), 900);
        assert_eq!([200, 201, 206, 5000].map(|n| pause(n, Whose::Everybody)), [0, 1, 30, 30]);
    }

    #[test]
    fn an_hour_of_quiet_forgets() {
        let mut guesses = None;
        for _ in 0..50 {
            guesses = Some(Guesses::another(guesses, Whose::Account, start()));
        }
        assert_eq!(guesses.and_then(|g| g.wait(start())), Some(60));
        let later = Guesses::another(guesses, Whose::Account, start() + FORGET);
        assert_eq!((later.wrong, later.wait(start() + FORGET)), (1, None));
    }

    proptest! {
        #[test]
        fn no_account_is_ever_closed_for_more_than_a_minute(tries in 1usize..200) {
            let now = start();
            let guesses = (0..tries).fold(None, |g, _| Some(Guesses::another(g, Whose::Account, now)));
            prop_assert!(guesses.and_then(|g| g.wait(now)).unwrap_or(0) <= 60);
        }
    }
}
