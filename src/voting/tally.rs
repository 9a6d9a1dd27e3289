//! The count: exact, and the same whoever does it.
//!
//! The law counts «owners» and gives each unit one vote (art. 42(7), (8)); so units are counted, never people and never area. Abstaining is
//! taking part and is not a vote for. On paper a question may be left open: then the unit has not taken part in it.

use super::arriving::Channel;
use super::choice::{Choice, Choices};
use super::question::{Base, Outcome, Rule, more_than};

/// How many units said what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Votes {
    /// For.
    pub for_it: u64,
    /// Against.
    pub against: u64,
    /// Neither.
    pub abstained: u64,
}

impl Votes {
    /// One more.
    pub fn add(&mut self, choice: Choice) {
        match choice {
            Choice::For => self.for_it += 1,
            Choice::Against => self.against += 1,
            Choice::Abstain => self.abstained += 1,
        }
    }

    /// All of them.
    pub fn all(self) -> u64 {
        self.for_it + self.against + self.abstained
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            for_it: self.for_it + other.for_it,
            against: self.against + other.against,
            abstained: self.abstained + other.abstained,
        }
    }
}

/// The count of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many units are asked.
    pub roll: u64,
    /// What was said on paper.
    pub paper: Votes,
    /// What was said in the portal.
    pub portal: Votes,
}

/// What a count means under a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the question came to.
    pub outcome: Outcome,
    /// How many votes for it were needed at least.
    pub needed: u64,
    /// Of how many.
    pub base: u64,
    /// How many units had to take part at least.
    pub quorum: u64,
}

impl Tally {
    /// Counts a ballot that counts.
    pub fn add(&mut self, channel: Channel, choice: Choice) {
        if channel.on_paper() { self.paper.add(choice) } else { self.portal.add(choice) }
    }

    /// Two parts of one count; the roll is that of the whole.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { roll: self.roll, paper: self.paper.and(other.paper), portal: self.portal.and(other.portal) }
    }

    /// Paper and portal together.
    pub fn votes(&self) -> Votes {
        self.paper.and(self.portal)
    }

    /// What it means.
    pub fn verdict(&self, rule: Rule) -> Verdict {
        let votes = self.votes();
        let base = match rule.base {
            Base::All => self.roll,
            Base::Participants => votes.all(),
        };
        let (needed, quorum) = (more_than(rule.over, base), more_than(rule.quorum, self.roll));
        let outcome = match (votes.all() >= quorum, votes.for_it >= needed) {
            (false, _) => Outcome::NoQuorum,
            (true, true) => Outcome::Carried,
            (true, false) => Outcome::Rejected,
        };
        Verdict { outcome, needed, base, quorum }
    }
}

/// Counts ballots that count: `asked` says of a ballot's unit whether the question at a place is put to it, `rolls` how many units that is.
pub fn count<'a, U>(
    rolls: &[u64],
    ballots: impl IntoIterator<Item = (U, Channel, &'a Choices)>,
    asked: impl Fn(&U, usize) -> bool,
) -> Vec<Tally> {
    let mut all: Vec<Tally> = rolls.iter().map(|roll| Tally { roll: *roll, ..Tally::default() }).collect();
    for (unit, channel, choices) in ballots {
        for (place, tally) in all.iter_mut().enumerate() {
            if let Some(choice) = choices.at(place).filter(|_| asked(&unit, place)) {
                tally.add(channel, choice);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF_OF_ALL: Rule = Rule { base: Base::All, over: (1, 2), quorum: (1, 2) };
    const HALF_OF_THOSE: Rule = Rule { base: Base::Participants, over: (1, 2), quorum: (1, 2) };

    fn tally(roll: u64, for_it: u64, against: u64, abstained: u64) -> Tally {
        Tally { roll, portal: Votes { for_it, against, abstained }, paper: Votes::default() }
    }

    #[test]
    fn exactly_half_is_never_enough() {
        assert_eq!(tally(234, 118, 40, 2).verdict(HALF_OF_ALL).outcome, Outcome::Carried);
        assert_eq!(tally(234, 117, 40, 2).verdict(HALF_OF_ALL).outcome, Outcome::Rejected);
        assert_eq!(tally(234, 117, 0, 0).verdict(HALF_OF_ALL).outcome, Outcome::NoQuorum);
        assert_eq!(tally(100, 40, 40, 0).verdict(HALF_OF_THOSE).outcome, Outcome::Rejected);
        assert_eq!(tally(100, 41, 40, 0).verdict(HALF_OF_THOSE).outcome, Outcome::Carried);
    }

    #[test]
    fn who_abstains_takes_part_and_is_not_for_it() {
        let verdict = tally(100, 26, 0, 25).verdict(HALF_OF_THOSE);
        assert_eq!((verdict.outcome, verdict.needed, verdict.base, verdict.quorum), (Outcome::Carried, 26, 51, 51));
        assert_eq!(tally(100, 25, 0, 26).verdict(HALF_OF_THOSE).outcome, Outcome::Rejected);
    }

    proptest! {
        /// Against a recount that goes question by question and choice by choice, as people with a heap of paper would.
        #[test]
        fn the_count_is_what_a_naive_recount_gives((ballots, asked) in any_ballots()) {
            let written: Vec<(bool, Choices)> = ballots
                .iter()
                .map(|(paper, choices)| (*paper, Choices::new(&choices.iter().map(|c| choice(*c)).collect::<Vec<_>>())))
                .collect();
            let rolls = vec![ballots.len() as u64; asked.len()];
            let channel = |paper| if paper { Channel::Paper } else { Channel::Portal };
            let counted = count(&rolls, written.iter().map(|(paper, choices)| ((), channel(*paper), choices)), |(), place| asked[place]);
            for (place, tally) in counted.iter().enumerate() {
                for wanted in [Choice::For, Choice::Against, Choice::Abstain] {
                    for paper in [true, false] {
                        let heap = ballots.iter().filter(|(on, all)| *on == paper && asked[place] && choice(all[place]) == Some(wanted)).count();
                        let votes = if paper { tally.paper } else { tally.portal };
                        let found = match wanted {
                            Choice::For => votes.for_it,
                            Choice::Against => votes.against,
                            Choice::Abstain => votes.abstained,
                        };
                        prop_assert_eq!(found, heap as u64);
                    }
                }
            }
        }

        #[test]
        fn one_more_vote_for_it_never_loses_a_question(roll in 1u64..300, for_it in 0u64..300, against in 0u64..300, neither in 0u64..300) {
            let before = tally(roll, for_it, against, neither).verdict(HALF_OF_ALL).outcome;
            let after = tally(roll, for_it + 1, against, neither).verdict(HALF_OF_ALL).outcome;
            prop_assert!(before != Outcome::Carried || after == Outcome::Carried);
        }
    }

    fn choice(n: u8) -> Option<Choice> {
        [None, Some(Choice::For), Some(Choice::Against), Some(Choice::Abstain)][usize::from(n)]
    }

    fn any_ballots() -> impl Strategy<Value = (Vec<(bool, Vec<u8>)>, Vec<bool>)> {
        (1usize..5).prop_flat_map(|questions| {
            let ballot = (any::<bool>(), prop::collection::vec(0u8..4, questions));
            (prop::collection::vec(ballot, 0..60), prop::collection::vec(any::<bool>(), questions))
        })
    }
}
