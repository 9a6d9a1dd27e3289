//! Counts of one meeting, out of rows that the database has counted already.

use crate::homes::{EntranceId, Kind};
use crate::voting::arriving::Channel;
use crate::voting::choice::{Choice, Choices};
use crate::voting::question::Roll;
use crate::voting::rows::Question;
use crate::voting::tally::{Tally, Votes};

/// Units of one kind behind one entrance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Part {
    /// What they are.
    pub(in crate::voting) kind: Kind,
    /// Behind which entrance.
    pub(in crate::voting) entrance: Option<EntranceId>,
    /// How many there are.
    pub(in crate::voting) units: i64,
    /// For how many of them a ballot counts.
    pub(in crate::voting) voted: i64,
}

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

fn asks(roll: Roll, of: Option<EntranceId>, kind: Kind, entrance: Option<EntranceId>) -> bool {
    roll.asks(kind, of.is_some() && of == entrance)
}

fn whole(many: i64) -> u64 {
    u64::try_from(many).unwrap_or_default()
}

/// How many units a roll has, and how many of them have voted.
pub(in crate::voting) fn turnout(parts: &[Part], roll: Roll, entrance: Option<EntranceId>) -> (u64, u64) {
    let asked = parts.iter().filter(|part| asks(roll, entrance, part.kind, part.entrance));
    asked.fold((0, 0), |(units, voted), part| (units + whole(part.units), voted + whole(part.voted)))
}

/// The count of each question, in the order of the agenda.
pub(in crate::voting) fn tallies(questions: &[Question], parts: &[Part], heaps: &[Heap]) -> Vec<Tally> {
    let count = |(place, question): (usize, &Question)| {
        let (roll, _) = turnout(parts, question.roll, question.entrance_id);
        let mut tally = Tally { roll, ..Tally::default() };
        for heap in heaps.iter().filter(|heap| asks(question.roll, question.entrance_id, heap.kind, heap.entrance)) {
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

    #[test]
    fn a_heap_counts_as_often_as_it_is_high_and_only_where_its_units_are_asked() {
        let questions = [question(1, Roll::Homes), question(2, Roll::Stalls)];
        let part = |kind, units, voted| Part { kind, entrance: None, units, voted };
        let parts = [part(Kind::Flat, 10, 7), part(Kind::Parking, 4, 2)];
        let heap = |kind, channel, choices: &str, many| Heap { kind, entrance: None, channel, choices: choices.into(), many };
        let heaps = [
            heap(Kind::Flat, Channel::Portal, "f-", 4),
            heap(Kind::Flat, Channel::Paper, "n-", 3),
            heap(Kind::Parking, Channel::Portal, "fa", 2),
        ];
        let tallies = tallies(&questions, &parts, &heaps);
        assert_eq!((tallies[0].roll, tallies[0].votes().for_it, tallies[0].paper.abstained), (10, 4, 3));
        assert_eq!((tallies[1].roll, tallies[1].portal.against, tallies[1].votes().for_it), (4, 2, 0));
    }
}
