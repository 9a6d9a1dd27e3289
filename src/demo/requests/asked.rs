//! The requests themselves: invented, but as people of Almaty really write.

use chrono::{Days, NaiveDate};

use crate::demo::photos::Photo;
use crate::requests::{Decline, Reason, State, Tag, Wait};

mod autumn;
mod november;

/// How one went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Nobody has looked at it yet.
    New,
    /// Taken on after so many minutes.
    Accepted(i64),
    /// Begun after so many minutes.
    InWork(i64),
    /// It waits.
    Waiting(Wait),
    /// Put off for so many days from today.
    Deferred(u64),
    /// Answered after so many minutes, done after so many hours.
    Done(i64, i64),
    /// The same, and over.
    Closed(i64, i64),
    /// Not the company's to do.
    Declined,
    /// Passed on to the city.
    Forwarded,
    /// Taken on, and over its term.
    Late,
}

impl How {
    /// Where that leads: the state, minutes until the answer, hours until it was done.
    pub(super) fn way(self, today: NaiveDate) -> (State, Option<i64>, Option<i64>) {
        match self {
            Self::New => (State::New, None, None),
            Self::Accepted(answered) => (State::Accepted, Some(answered), None),
            Self::InWork(answered) => (State::InWork, Some(answered), None),
            Self::Waiting(of) => (State::Waiting(of), Some(80), None),
            Self::Deferred(days) => (State::Deferred(today.checked_add_days(Days::new(days)).unwrap_or(today)), Some(120), None),
            Self::Done(answered, done) => (State::Done, Some(answered), Some(done)),
            Self::Closed(answered, done) => (State::Closed, Some(answered), Some(done)),
            Self::Declined => {
                let why = Decline { reason: Reason::Neighbours, responsible: "Полиция, 102".to_owned() };
                (State::Declined(why), Some(150), None)
            }
            Self::Forwarded => (State::Forwarded("109 (iKOMEK)".to_owned()), Some(100), None),
            Self::Late => (State::Accepted, Some(50), None),
        }
    }
}

/// What somebody asked for.
pub(super) struct Asked {
    /// The category's code.
    pub(super) category: &'static str,
    /// How many days ago.
    pub(super) days: i64,
    /// At which minute of the day in Almaty.
    pub(super) minute: i64,
    /// In which language.
    pub(super) locale: &'static str,
    /// Of whom of the contract, by place; else of a neighbour.
    pub(super) whose: Option<usize>,
    /// What they wrote.
    pub(super) text: &'static str,
    /// Where, in their words.
    pub(super) place: &'static str,
    /// On which floor.
    pub(super) floor: Option<i32>,
    /// How it went.
    pub(super) how: How,
    /// What was said: whether by staff, and what.
    pub(super) said: &'static [(bool, &'static str)],
    /// How it was rated.
    pub(super) rated: Option<(bool, &'static [Tag])>,
    /// The picture that came with it.
    pub(super) photo: Option<Photo>,
    /// How many neighbours said «mine too».
    pub(super) joined: usize,
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static Asked> {
    autumn::ALL.iter().chain(november::ALL)
}

/// Something that nobody of the contract wrote, without a place of its own, a picture or a rating.
const fn asked(category: &'static str, (days, minute): (i64, i64), locale: &'static str, text: &'static str, how: How) -> Asked {
    let (place, floor, said, rated, photo) = ("", None, &[] as &[(bool, &str)], None, None);
    Asked { category, days, minute, locale, whose: None, text, place, floor, how, said, rated, photo, joined: 0 }
}

impl Asked {
    const fn by(self, whose: usize) -> Self {
        Self { whose: Some(whose), ..self }
    }
    const fn at(self, place: &'static str) -> Self {
        Self { place, ..self }
    }
    const fn on(self, floor: i32) -> Self {
        Self { floor: Some(floor), ..self }
    }
    const fn said(self, said: &'static [(bool, &'static str)]) -> Self {
        Self { said, ..self }
    }
    const fn rated(self, good: bool, tags: &'static [Tag]) -> Self {
        Self { rated: Some((good, tags)), ..self }
    }
    const fn seen(self, photo: Photo) -> Self {
        Self { photo: Some(photo), ..self }
    }
    const fn joined(self, joined: usize) -> Self {
        Self { joined, ..self }
    }
}
