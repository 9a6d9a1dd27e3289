//! The chain of what happened to a vote: each line's hash covers the line and the hash before it.
//!
//! A line is JSON in one fixed spelling, kept as text and hashed as it is kept, so anybody can go through the chain with SHA-256 and nothing
//! else. The chain proves nothing against somebody who writes the whole database anew; therefore its head is printed in the protocol, mailed
//! to those who voted, and each voter's receipt stands in it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::arriving::{Channel, Standing};
use super::choice::Choices;
use super::meeting::MeetingId;
use super::question::{Outcome, QuestionId, Roll};
use super::rows::Question;

/// Something that happened to a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::voting) enum Event {
    /// The electorate was fixed and the owners were told.
    Notified {
        /// Which meeting.
        meeting: MeetingId,
        /// How many units each roll has.
        units: Vec<(Roll, u64)>,
        /// The hash of the electorate's list without names.
        roll: String,
        /// The hash of the one with names.
        names: String,
        /// The questions, as they were put.
        questions: Vec<Put>,
    },
    /// Votes are taken from now on.
    Opened,
    /// A ballot came.
    Ballot {
        /// What the bulletin calls the unit.
        unit: String,
        /// The number of this ballot among the unit's, from 1.
        version: i32,
        /// By which way.
        channel: Channel,
        /// What became of it at once.
        standing: Standing,
        /// What it says.
        choices: Choices,
        /// The receipt its voter holds.
        receipt: String,
    },
    /// Somebody decided which of a unit's ballots counts, or that none does.
    Decided {
        /// The unit.
        unit: String,
        /// The ballot that counts from now on; 0 for none.
        version: i32,
        /// Why.
        why: String,
    },
    /// Voting is over.
    Closed,
    /// It was counted.
    Counted {
        /// The outcome of each question, in the order of the agenda.
        outcomes: Vec<Outcome>,
    },
    /// It was called off.
    Cancelled {
        /// Why.
        why: String,
    },
}

/// A question as it was put to the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::voting) struct Put {
    /// Which.
    pub(in crate::voting) id: QuestionId,
    /// The item of art. 42(5).
    pub(in crate::voting) item: i32,
    /// Whose votes it asks for.
    pub(in crate::voting) roll: Roll,
    /// Of which entrance, by its number; empty where it is no matter of one.
    pub(in crate::voting) entrance: String,
    /// What carries it: base, then numerator and denominator of what must be exceeded, then those of the quorum.
    pub(in crate::voting) base: super::question::Base,
    /// Of the base, strictly more than this.
    pub(in crate::voting) over: (i32, i32),
    /// Of the roll, strictly more than this.
    pub(in crate::voting) quorum: (i32, i32),
    /// The Kazakh text.
    pub(in crate::voting) kk: String,
    /// The Russian text.
    pub(in crate::voting) ru: String,
}

impl Put {
    /// A question of an agenda as it is put; `entrance` is the number of its entrance, empty where it is no matter of one.
    pub(in crate::voting) fn of(question: &Question, entrance: &str) -> Self {
        Self {
            id: question.id,
            item: question.item,
            roll: question.roll,
            entrance: entrance.to_owned(),
            base: question.base,
            over: (question.over_of, question.over_in),
            quorum: (question.quorum_of, question.quorum_in),
            kk: format!("{}\n{}", question.title_kk, question.text_kk),
            ru: format!("{}\n{}", question.title_ru, question.text_ru),
        }
    }
}

/// A line of the chain: the event with its place and moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::voting) struct Line {
    /// Its place, from 1.
    pub(in crate::voting) place: i64,
    /// When, in UTC with microseconds; never before the line before it, whatever the machine's clock says.
    pub(in crate::voting) at: String,
    /// What.
    #[serde(flatten)]
    pub(in crate::voting) event: Event,
}

fn digest(before: &str, line: &str) -> impl AsRef<[u8]> {
    let mut hash = Sha256::new();
    hash.update(before.as_bytes());
    hash.update(b"\n");
    hash.update(line.as_bytes());
    hash.finalize()
}

/// The hash of a line in lower-case hex: SHA-256 over the hash before it (empty for the first), a line feed, and the line.
pub(in crate::voting) fn seal(before: &str, line: &str) -> String {
    hex(digest(before, line).as_ref())
}

/// Whether `hash` is the hash of a line, without writing another one down.
pub(in crate::voting) fn is_sealed(before: &str, line: &str, hash: &str) -> bool {
    hash.len() == 64
        && digest(before, line).as_ref().iter().zip(hash.as_bytes().chunks(2)).all(|(byte, pair)| pair == digits(*byte))
}

fn digits(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [byte >> 4, byte & 15].map(|half| DIGITS.get(usize::from(half)).copied().unwrap_or(b'0'))
}

/// Bytes in lower-case hex.
pub(in crate::voting) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| digits(*byte).map(char::from)).collect()
}

#[cfg(test)]
/// Goes through a chain and gives its head.
///
/// # Errors
/// The place, from 1, of the first line that is not as it was sealed.
pub(in crate::voting) fn verify<'a>(lines: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, i64> {
    let mut head = String::new();
    for (place, (line, hash)) in (1..).zip(lines) {
        head = seal(&head, line);
        if head != hash {
            return Err(place);
        }
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(lines: &[String]) -> Vec<(String, String)> {
        let mut head = String::new();
        lines
            .iter()
            .map(|line| {
                head = seal(&head, line);
                (line.clone(), head.clone())
            })
            .collect()
    }

    fn check(lines: &[(String, String)]) -> Result<String, i64> {
        verify(lines.iter().map(|(line, hash)| (line.as_str(), hash.as_str())))
    }

    proptest! {
        #[test]
        fn a_line_that_is_changed_taken_out_or_moved_is_found(lines in prop::collection::vec("[a-z]{1,6}", 2..12), at: prop::sample::Index) {
            let whole = sealed(&lines);
            prop_assert_eq!(check(&whole), Ok(whole.last().unwrap().1.clone()));
            let at = at.index(whole.len() - 1);
            let mut changed = whole.clone();
            changed[at].0.push('!');
            prop_assert_eq!(check(&changed), Err(i64::try_from(at).unwrap() + 1));
            let mut cut = whole.clone();
            cut.remove(at);
            prop_assert!(check(&cut).is_err());
            let mut moved = whole.clone();
            moved.swap(at, at + 1);
            prop_assert!(check(&moved).is_err() || moved[at] == moved[at + 1]);
        }
    }

    #[test]
    fn an_event_keeps_its_spelling() {
        let event = Event::Ballot {
            unit: "K7Q2-M9XA".into(),
            version: 1,
            channel: Channel::Portal,
            standing: Standing::Counts,
            choices: Choices::read("fa-n").unwrap(),
            receipt: "7YQ2-M9XA-4T0C".into(),
        };
        let line = Line { place: 2, at: "2026-11-20T10:00:00.000000Z".into(), event };
        let text = serde_json::to_string(&line).unwrap();
        assert_eq!(
            text,
            r#"{"place":2,"at":"2026-11-20T10:00:00.000000Z","kind":"ballot","unit":"K7Q2-M9XA","version":1,"channel":"portal","standing":"counts","choices":"fa-n","receipt":"7YQ2-M9XA-4T0C"}"#
        );
        assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), line);
    }

    #[test]
    fn the_first_hash_is_one_that_anybody_can_count() {
        // printf '\nabc' | sha256sum
        assert_eq!(seal("", "abc"), hex(&Sha256::digest(b"\nabc")));
        assert_eq!(hex(&[0x0f, 0xa0]), "0fa0");
        let hash = seal("", "abc");
        assert!(is_sealed("", "abc", &hash) && !is_sealed("", "abd", &hash) && !is_sealed("", "abc", &hash.to_uppercase()));
        assert!(!is_sealed("", "abc", hash.split_at(62).0));
    }
}
