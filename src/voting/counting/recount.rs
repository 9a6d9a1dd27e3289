//! The recount: from the chain of events and the electorate alone, as anybody outside would do it who has nothing but the pack.
//!
//! A ballot that came as counting is the vote of its unit until another one comes as counting, or somebody decides otherwise.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use crate::homes::Kind;
use crate::voting::arriving::{Channel, Standing};
use crate::voting::chain::{Event, Line, Put, is_sealed};
use crate::voting::choice::Choices;
use crate::voting::question::{Outcome, Roll};
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
    let lines: Vec<(&str, &str)> = lines.into_iter().collect();
    let mut all = Replayed::default();
    all.units.reserve(lines.len());
    let (hands, mut place, mut before) = (hands(), 1_i64, "");
    for some in lines.chunks(hands * PORTION) {
        for ((shorts, fault), of) in read_all(some, before, place).into_iter().zip(some.chunks(PORTION)) {
            for (short, (line, hash)) in shorts.into_iter().zip(of) {
                all.take(short, line, hash).ok_or(Fault::Unreadable(place))?;
                (place, before) = (place + 1, hash);
            }
            fault.map_or(Ok(()), Err)?;
        }
    }
    if all.put.is_empty() {
        return Err(Fault::NoBeginning);
    }
    all.head = before.to_owned();
    Ok(all)
}

/// So many lines are gone through at a time by one hand.
const PORTION: usize = 8_192;

/// How many go through a chain at once: each line's hash needs only the hash that stands before it.
fn hands() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4)
}

/// Lines as they were read, and what is wrong with the one after them.
type Read<'a> = (Vec<Short<'a>>, Option<Fault>);

/// Reads portions side by side, and gives them in their order.
fn read_all<'a>(lines: &[(&'a str, &'a str)], before: &str, first: i64) -> Vec<Read<'a>> {
    if lines.len() <= PORTION {
        return vec![read(lines, before, first)];
    }
    std::thread::scope(|scope| {
        let (mut before, mut place, mut reading) = (before, first, Vec::new());
        for some in lines.chunks(PORTION) {
            let (head, from) = (before, place);
            reading.push((from, scope.spawn(move || read(some, head, from))));
            before = some.last().map_or(before, |(_, hash)| hash);
            place += i64::try_from(some.len()).unwrap_or_default();
        }
        // a hand that fails has read nothing
        reading.into_iter().map(|(from, one)| one.join().unwrap_or((Vec::new(), Some(Fault::Unreadable(from))))).collect()
    })
}

/// Reads lines, each of which must be sealed upon the one before it.
fn read<'a>(lines: &[(&'a str, &'a str)], before: &str, first: i64) -> Read<'a> {
    let (mut all, mut before) = (Vec::with_capacity(lines.len()), before);
    for (place, (line, hash)) in (first..).zip(lines) {
        if !is_sealed(before, line, hash) {
            return (all, Some(Fault::Broken(place)));
        }
        let Ok(short) = serde_json::from_str(line) else { return (all, Some(Fault::Unreadable(place))) };
        all.push(short);
        before = hash;
    }
    (all, None)
}

impl<'a> Replayed<'a> {
    fn take(&mut self, short: Short<'a>, line: &str, hash: &str) -> Option<()> {
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
        let puts: Vec<(Roll, String)> = self.put.iter().map(|put| (put.roll, plain(&put.entrance))).collect();
        // only a question of one entrance looks at entrances
        let asks = |(roll, door): &(Roll, String), (kind, entrance): &(Kind, &str)| {
            roll.asks(*kind, *roll == Roll::Entrance && plain(entrance) == *door)
        };
        let roll = |put: &(Roll, String)| electorate.values().filter(|unit| asks(put, unit)).count();
        let rolls: Vec<u64> = puts.iter().map(|put| u64::try_from(roll(put)).unwrap_or_default()).collect();
        let units: Vec<(&str, &Kept)> = self.units.iter().map(|(label, kept)| (label.as_ref(), kept)).collect();
        let none = vec![0; puts.len()];
        let part = |some: &[(&str, &Kept)]| {
            let mut ballots = Vec::with_capacity(some.len());
            for (label, kept) in some {
                let unit = electorate.get(label)?;
                ballots.extend(kept.counting().map(|said| (unit, said.channel, &said.choices)));
            }
            Some(count(&none, ballots, |unit, place| puts.get(place).is_some_and(|put| asks(put, unit))))
        };
        let mut all: Vec<Tally> = rolls.into_iter().map(|roll| Tally { roll, ..Tally::default() }).collect();
        for counted in side_by_side(&units, &part) {
            let counted = counted.ok_or(Fault::Stranger)?;
            all = all.into_iter().zip(counted).map(|(sum, part)| sum.and(part)).collect();
        }
        Ok(all)
    }
}

/// Counts portions of units side by side; a hand that fails has counted nothing.
fn side_by_side<T: Sync, R: Send>(all: &[T], part: &(impl Fn(&[T]) -> Option<R> + Sync)) -> Vec<Option<R>> {
    let portion = all.len().div_ceil(hands()).max(PORTION);
    if all.len() <= portion {
        return vec![part(all)];
    }
    std::thread::scope(|scope| {
        let counting: Vec<_> = all.chunks(portion).map(|some| scope.spawn(move || part(some))).collect();
        counting.into_iter().map(|one| one.join().ok().flatten()).collect()
    })
}

/// The number of an entrance as the list without names has it; a question of the whole building has none.
fn plain(entrance: &str) -> String {
    entrance.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests;
