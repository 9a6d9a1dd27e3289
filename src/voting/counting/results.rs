//! What a meeting came to: each question with its votes, and who took part.

use crate::voting::question::{Outcome, Roll, more_than};
use crate::voting::rows::{BallotRow, Question, Unit};
use crate::voting::tally::{Tally, Verdict, count};
use crate::web::Said;

/// A question with its votes.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Counted {
    /// The question.
    pub(in crate::voting) question: Question,
    /// Its votes.
    pub(in crate::voting) tally: Tally,
    /// What they mean.
    pub(in crate::voting) verdict: Verdict,
}

impl Counted {
    /// The arithmetic in words: «118 of 234 for; at least 118 needed».
    pub(in crate::voting) fn in_words(&self) -> Said {
        use crate::voting::question::Base;
        let key = match self.question.base {
            Base::All => "voting.counting.of_all",
            Base::Participants => "voting.counting.of_participants",
        };
        Said::new(key).with("for", self.tally.votes().for_it).with("base", self.verdict.base).with("needed", self.verdict.needed)
    }

    /// Whether enough took part, in words.
    pub(in crate::voting) fn quorum_in_words(&self) -> Said {
        Said::new("voting.counting.quorum")
            .with("took", self.tally.votes().all())
            .with("roll", self.tally.roll)
            .with("needed", self.verdict.quorum)
    }
}

/// How many units of a roll took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Taking {
    /// Whose.
    pub(in crate::voting) roll: Roll,
    /// How many units it has.
    pub(in crate::voting) units: u64,
    /// How many of them voted on anything.
    pub(in crate::voting) took: u64,
    /// How many had to, at least.
    pub(in crate::voting) needed: u64,
}

impl Taking {
    /// Whether enough did.
    pub(in crate::voting) fn quorum(&self) -> bool {
        self.took >= self.needed
    }

    /// The same in words.
    pub(in crate::voting) fn in_words(&self) -> Said {
        Said::new("voting.counting.quorum").with("took", self.took).with("roll", self.units).with("needed", self.needed)
    }
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(in crate::voting) struct Results {
    /// The questions, in the order of the agenda.
    pub(in crate::voting) questions: Vec<Counted>,
    /// Who took part, by roll; the main one first.
    pub(in crate::voting) takings: Vec<Taking>,
}

impl Results {
    /// Counts the ballots that count.
    pub(in crate::voting) fn of(questions: Vec<Question>, units: &[Unit], ballots: &[BallotRow]) -> Self {
        let rolls: Vec<u64> = questions.iter().map(|question| many(units.iter().filter(|unit| question.asks(unit)))).collect();
        let by_id: std::collections::HashMap<_, &Unit> = units.iter().map(|unit| (unit.premises_id, unit)).collect();
        let read: Vec<_> =
            ballots.iter().filter_map(|row| Some((*by_id.get(&row.premises_id)?, row.channel, row.choices()))).collect();
        let asked = |unit: &&Unit, place: usize| questions.get(place).is_some_and(|question| question.asks(unit));
        let tallies = count(&rolls, read.iter().map(|(unit, channel, choices)| (*unit, *channel, choices)), asked);
        let voted: Vec<&Unit> = read.iter().filter(|(.., choices)| !choices.is_empty()).map(|(unit, ..)| *unit).collect();
        let takings = takings(&questions, units, &voted);
        let questions = questions
            .into_iter()
            .zip(tallies)
            .map(|(question, tally)| Counted { verdict: tally.verdict(question.rule()), question, tally })
            .collect();
        Self { questions, takings }
    }

    /// Whether enough took part in the meeting itself: of its main roll.
    pub(in crate::voting) fn quorum(&self) -> bool {
        self.takings.first().is_some_and(Taking::quorum)
    }

    /// What each question came to.
    pub(in crate::voting) fn outcomes(&self) -> Vec<Outcome> {
        self.questions.iter().map(|counted| counted.verdict.outcome).collect()
    }

    /// The votes of each question.
    pub(in crate::voting) fn tallies(&self) -> Vec<Tally> {
        self.questions.iter().map(|counted| counted.tally).collect()
    }
}

fn many<T>(all: impl Iterator<Item = T>) -> u64 {
    u64::try_from(all.count()).unwrap_or(u64::MAX)
}

/// The main roll is that of flats and non-residential premises where any question asks it, else that of the first question. A roll of
/// entrances is all entrances that are asked together.
fn takings(questions: &[Question], units: &[Unit], voted: &[&Unit]) -> Vec<Taking> {
    let mut rolls: Vec<Roll> = Vec::new();
    for question in questions {
        if !rolls.contains(&question.roll) {
            rolls.push(question.roll);
        }
    }
    rolls.sort_by_key(|roll| *roll != Roll::Homes);
    rolls
        .into_iter()
        .map(|roll| {
            let of_roll: Vec<&Question> = questions.iter().filter(|question| question.roll == roll).collect();
            let asks = |unit: &Unit| of_roll.iter().any(|question| question.asks(unit));
            let units = many(units.iter().filter(|unit| asks(unit)));
            let quorum = of_roll.first().map_or((1, 2), |question| question.rule().quorum);
            Taking { roll, units, took: many(voted.iter().filter(|unit| asks(unit))), needed: more_than(quorum, units) }
        })
        .collect()
}
