//! Counts of one meeting, out of rows that the database has counted already.

use crate::homes::{EntranceId, Kind};
use crate::voting::arriving::Channel;
use crate::voting::choice::{Choice, Choices};
use crate::voting::rows::Question;
use crate::voting::tally::{Tally, Votes};
use crate::voting::turnout::counted::{Asked, Turnout};

/// Ballots that count, say the same, in the same place, by the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Heap {
    /// Of which kind of unit.
    pub(in crate::voting) kind: Kind,
    /// Behind which entrance.
    pub(in crate::voting) entrance: Option<EntranceId>,
    /// By which way.
    pub(in crate::voting) channel: Channel,
    /// What they say, as letters.
    pub(in crate::voting) choices: String,
    /// How many.
    pub(in crate::voting) many: i64,
}

fn whole(many: i64) -> u64 {
    u64::try_from(many).unwrap_or_default()
}

/// The count of each question, in the order of the agenda.
pub(in crate::voting) fn tallies(questions: &[Question], turnout: &Turnout, heaps: &[Heap]) -> Vec<Tally> {
    let count = |(place, question): (usize, &Question)| {
        let roll = turnout.bar(&Asked::by(question)).units;
        let mut tally = Tally { roll, ..Tally::default() };
        for heap in heaps.iter().filter(|heap| Asked::by(question).asks(heap.kind, heap.entrance)) {
            let choice = Choices::read(&heap.choices).and_then(|choices| choices.at(place));
            let votes = if heap.channel.on_paper() { &mut tally.paper } else { &mut tally.portal };
            add(votes, choice, whole(heap.many));
        }
        tally
    };
    questions.iter().enumerate().map(count).collect()
}

fn add(votes: &mut Votes, choice: Option<Choice>, many: u64) {
    match choice {
        Some(Choice::For) => votes.for_it += many,
        Some(Choice::Against) => votes.against += many,
        Some(Choice::Abstain) => votes.abstained += many,
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voting::booth::made::question;
    use crate::voting::question::Roll;
    use crate::voting::turnout::counted::Cell;

    #[test]
    fn a_heap_counts_as_often_as_it_is_high_and_only_where_its_units_are_asked() {
        let questions = [question(1, Roll::Homes), question(2, Roll::Stalls)];
        let cell = |kind, units| Cell { kind, entrance_id: None, entrance: String::new(), channel: None, units };
        let turnout = Turnout { cells: vec![cell(Kind::Flat, 10), cell(Kind::Parking, 4)] };
        let heap = |kind, channel, choices: &str, many| Heap { kind, entrance: None, channel, choices: choices.into(), many };
        let heaps = [
            heap(Kind::Flat, Channel::Portal, "f-", 4),
            heap(Kind::Flat, Channel::Paper, "n-", 3),
            heap(Kind::Parking, Channel::Portal, "fa", 2),
        ];
        let tallies = tallies(&questions, &turnout, &heaps);
        assert_eq!((tallies[0].roll, tallies[0].votes().for_it, tallies[0].paper.abstained), (10, 4, 3));
        assert_eq!((tallies[1].roll, tallies[1].portal.against, tallies[1].votes().for_it), (4, 2, 0));
    }
}
