//! The recount: from the chain of events and the electorate alone, as anybody outside would do it who has nothing but the pack.
//!
//! A ballot that came as counting is the vote of its unit until another one comes as counting, or somebody decides otherwise.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use crate::homes::Kind;
use crate::voting::arriving::{Channel, Standing};
use crate::voting::chain::{Event, Line, Put, seal};
use crate::voting::choice::Choices;
use crate::voting::question::Outcome;
use crate::voting::tally::{Tally, count};

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line at this place is not as it was sealed.
    Broken(i64),
    /// The line at this place cannot be read, or says something that cannot be.
    Unreadable(i64),
    /// No line says what was put to the vote.
    NoBeginning,
    /// A ballot is of a unit that the electorate does not know.
    Stranger,
}

/// What a unit said in one of its ballots.
#[derive(Clone, Debug)]
struct Said {
    version: i32,
    channel: Channel,
    choices: Choices,
}

/// The ballots of a unit; nearly every unit has one.
#[derive(Clone, Debug)]
struct Kept {
    first: Said,
    more: Vec<Said>,
    /// The number of the one that counts; 0 for none.
    counts: i32,
}

impl Kept {
    fn counting(&self) -> Option<&Said> {
        std::iter::once(&self.first).chain(&self.more).find(|said| said.version == self.counts)
    }
}

/// A chain that was gone through.
#[derive(Clone, Debug, Default)]
pub struct Replayed<'a> {
    units: HashMap<Cow<'a, str>, Kept>,
    /// The questions as they were put.
    pub(in crate::voting) put: Vec<Put>,
    /// The hash of the electorate's list without names.
    pub(in crate::voting) roll_hash: String,
    /// What the chain itself says the questions came to.
    pub(in crate::voting) outcomes: Option<Vec<Outcome>>,
    /// The hash of the line by which voting was over.
    pub(in crate::voting) closed: Option<String>,
    /// The hash of the last line.
    pub head: String,
}

/// What most lines are read by: without what only the first one has.
#[derive(Deserialize)]
struct Short<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    unit: Cow<'a, str>,
    #[serde(default)]
    version: i32,
    #[serde(default)]
    channel: Option<Channel>,
    #[serde(default)]
    standing: Option<Standing>,
    #[serde(borrow, default)]
    choices: Cow<'a, str>,
}

/// Goes through a chain: lines with their hashes, from the first.
///
/// # Errors
/// [`Fault`] says what is wrong with it, and where.
pub fn replay<'a>(lines: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Replayed<'a>, Fault> {
    let mut all = Replayed::default();
    let mut head = String::new();
    for (place, (line, hash)) in (1_i64..).zip(lines) {
        head = seal(&head, line);
        if head != hash {
            return Err(Fault::Broken(place));
        }
        all.take(line, hash).ok_or(Fault::Unreadable(place))?;
    }
    if all.put.is_empty() {
        return Err(Fault::NoBeginning);
    }
    all.head = head;
    Ok(all)
}

impl<'a> Replayed<'a> {
    fn take(&mut self, line: &'a str, hash: &str) -> Option<()> {
        let short: Short<'a> = serde_json::from_str(line).ok()?;
        match short.kind.as_ref() {
            "ballot" => self.ballot(short),
            "decided" => match self.units.get_mut(short.unit.as_ref()) {
                Some(kept) => {
                    kept.counts = short.version;
                    Some(())
                }
                // that nothing of a unit counts can be said of one that never voted
                None => (short.version == 0).then_some(()),
            },
            "closed" => {
                self.closed = Some(hash.to_owned());
                Some(())
            }
            "opened" | "cancelled" => Some(()),
            _ => match serde_json::from_str::<Line>(line).ok()?.event {
                Event::Notified { roll, questions, .. } => {
                    (self.roll_hash, self.put) = (roll, questions);
                    Some(())
                }
                Event::Counted { outcomes } => {
                    self.outcomes = Some(outcomes);
                    Some(())
                }
                _ => None,
            },
        }
    }

    fn ballot(&mut self, short: Short<'a>) -> Option<()> {
        let (version, counts) = (short.version, short.standing? == Standing::Counts);
        let said = Said { version, channel: short.channel?, choices: Choices::read(&short.choices)? };
        match self.units.get_mut(short.unit.as_ref()) {
            Some(kept) => {
                kept.more.push(said);
                kept.counts = if counts { version } else { kept.counts };
            }
            None => {
                let kept = Kept { first: said, more: Vec::new(), counts: if counts { version } else { 0 } };
                self.units.insert(short.unit, kept);
            }
        }
        Some(())
    }

    /// How many units have a ballot that counts.
    #[cfg(test)]
    pub(super) fn voted(&self) -> usize {
        self.units.values().filter(|kept| kept.counting().is_some()).count()
    }

    /// Counts every question; the electorate gives each unit's kind and entrance by its label.
    ///
    /// # Errors
    /// [`Fault::Stranger`] when a unit voted that the electorate does not know.
    pub fn tallies(&self, electorate: &HashMap<&str, (Kind, &str)>) -> Result<Vec<Tally>, Fault> {
        let asks = |put: &Put, (kind, entrance): &(Kind, &str)| put.roll.asks(*kind, plain(entrance) == plain(&put.entrance));
        let roll = |put: &Put| electorate.values().filter(|unit| asks(put, unit)).count();
        let rolls: Vec<u64> = self.put.iter().map(|put| u64::try_from(roll(put)).unwrap_or_default()).collect();
        let mut ballots = Vec::with_capacity(self.units.len());
        for (label, kept) in &self.units {
            let unit = electorate.get(label.as_ref()).ok_or(Fault::Stranger)?;
            ballots.extend(kept.counting().map(|said| (unit, said.channel, &said.choices)));
        }
        Ok(count(&rolls, ballots, |unit, place| self.put.get(place).is_some_and(|put| asks(put, unit))))
    }
}

/// The number of an entrance as the list without names has it; a question of the whole building has none.
fn plain(entrance: &str) -> String {
    entrance.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests;
