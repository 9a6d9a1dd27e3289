//! Any sequence of ballots of a unit, against what a clerk with a drawer would say of it.

use proptest::prelude::*;

use super::made::{at, id};
use crate::voting::arriving::{Ballot, Channel, arrive};
use crate::voting::choice::Choices;

fn any_ballot() -> impl Strategy<Value = Ballot> {
    let channel = prop::sample::select(vec![Channel::Portal, Channel::Portal, Channel::Paper, Channel::Hall]);
    (channel, 1u128..4, any::<bool>(), prop::sample::select(vec!["ff", "fa", "a-", "--"])).prop_map(
        |(channel, voter, by_power, choices)| Ballot {
            channel,
            voter: id(voter),
            by_power,
            choices: Choices::read(choices).unwrap(),
        },
    )
}

/// The clerk: owners' papers lie on top of representatives'. The first of a heap fixes who speaks and by which way; only they, in the
/// portal, may say something else later. Gives the place of the ballot that counts.
fn clerk(all: &[Ballot]) -> Option<usize> {
    let heap = |by_power: bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, of)| of.by_power == by_power && !of.choices.is_empty()).map(|(at, _)| at).collect()
    };
    let (own, acting) = (heap(false), heap(true));
    let heap = if own.is_empty() { acting } else { own };
    let first = &all[*heap.first()?];
    if first.channel.on_paper() {
        return heap.first().copied();
    }
    heap.into_iter().rev().find(|place| !all[*place].channel.on_paper() && all[*place].voter == first.voter)
}

proptest! {
    #[test]
    fn whatever_comes_in_whatever_order_the_right_ballot_counts(all in prop::collection::vec(any_ballot(), 0..14)) {
        let mut counts: Option<usize> = None;
        for (place, arriving) in all.iter().enumerate() {
            let present = counts.map(|of| (&all[of], at(i64::try_from(of).unwrap())));
            let verdict = arrive(present, arriving);
            if let Ok(verdict) = &verdict {
                let takes = verdict.arriving == crate::voting::arriving::Standing::Counts;
                prop_assert_eq!(takes, counts.is_none() || verdict.replaces, "of a unit exactly one counts");
                if takes {
                    counts = Some(place);
                }
            }
            prop_assert_eq!(counts, clerk(&all[..=place]), "after {} of {:?}: {:?}", place + 1, all, verdict);
        }
    }
}
