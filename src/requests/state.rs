//! How far a request is, and what may follow: transitions consume a state and give the next one.
//!
//! ```text
//! new ─▶ accepted ─▶ in work ⇄ waiting (resident | parts | third party)
//!  │        │           └────▶ done ─▶ closed
//!  └────────┴─▶ deferred (until ≤ 365 days), declined, duplicate, forwarded
//! ```
//! Done and not fixed is in work again. What is closed, declined or a duplicate is over: who writes then begins a new request that is linked.

use chrono::{Days, NaiveDate};

use super::kind::{Reason, RequestId, Wait};
use super::refused::Refused;
pub use super::stage::Stage;

/// The longest that something may be put off, in days.
pub const LONGEST: u64 = 365;

/// Why a request is not ours to do, and who is responsible then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decline {
    /// The reason, of the catalogue.
    pub reason: Reason,
    /// Who is responsible, and how they are reached.
    pub responsible: String,
}

/// How far a request is, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// See [`Stage::New`].
    New,
    /// See [`Stage::Accepted`].
    Accepted,
    /// See [`Stage::InWork`].
    InWork,
    /// See [`Stage::Waiting`].
    Waiting(Wait),
    /// See [`Stage::Deferred`].
    Deferred(NaiveDate),
    /// See [`Stage::Done`].
    Done,
    /// See [`Stage::Closed`].
    Closed,
    /// See [`Stage::Declined`].
    Declined(Decline),
    /// See [`Stage::Duplicate`].
    Duplicate(RequestId),
    /// See [`Stage::Forwarded`].
    Forwarded(String),
}

type Next = Result<State, Refused>;

impl State {
    /// Its name.
    pub fn stage(&self) -> Stage {
        match self {
            Self::New => Stage::New,
            Self::Accepted => Stage::Accepted,
            Self::InWork => Stage::InWork,
            Self::Waiting(_) => Stage::Waiting,
            Self::Deferred(_) => Stage::Deferred,
            Self::Done => Stage::Done,
            Self::Closed => Stage::Closed,
            Self::Declined(_) => Stage::Declined,
            Self::Duplicate(_) => Stage::Duplicate,
            Self::Forwarded(_) => Stage::Forwarded,
        }
    }

    /// Whether there is still something to be done about it: not over, and not done.
    fn is_undone(&self) -> bool {
        self.stage().is_open() && *self != Self::Done
    }

    fn after(self, may: bool, next: Self) -> Next {
        if may { Ok(next) } else { Err(Refused::State(self.stage())) }
    }

    /// Somebody takes it on.
    ///
    /// # Errors
    /// [`Refused::State`] when it is not new.
    pub fn accept(self) -> Next {
        let may = self == Self::New;
        self.after(may, Self::Accepted)
    }

    /// Somebody begins, or goes on.
    ///
    /// # Errors
    /// [`Refused::State`] when it is in work already, done or over.
    pub fn start(self) -> Next {
        let may = self.is_undone() && self != Self::InWork;
        self.after(may, Self::InWork)
    }

    /// It waits.
    ///
    /// # Errors
    /// [`Refused::State`] unless somebody has taken it on.
    pub fn wait(self, of: Wait) -> Next {
        let may = matches!(self, Self::Accepted | Self::InWork) || matches!(self, Self::Waiting(before) if before != of);
        self.after(may, Self::Waiting(of))
    }

    /// It is done.
    ///
    /// # Errors
    /// [`Refused::State`] when it is done or over already.
    pub fn done(self) -> Next {
        let may = self.is_undone();
        self.after(may, Self::Done)
    }

    /// Those who asked say that it is fixed, or have said nothing for a week.
    ///
    /// # Errors
    /// [`Refused::State`] unless it is done.
    pub fn close(self) -> Next {
        let may = self == Self::Done;
        self.after(may, Self::Closed)
    }

    /// It is not fixed.
    ///
    /// # Errors
    /// [`Refused::State`] unless it is done.
    pub fn reopen(self) -> Next {
        let may = self == Self::Done;
        self.after(may, Self::InWork)
    }

    /// Put off.
    ///
    /// # Errors
    /// [`Refused::Until`] for a day that is not in the next year, [`Refused::State`] when it is done or over.
    pub fn defer(self, until: NaiveDate, today: NaiveDate) -> Next {
        let last = today.checked_add_days(Days::new(LONGEST)).unwrap_or(NaiveDate::MAX);
        if until <= today || until > last {
            return Err(Refused::Until);
        }
        let may = self.is_undone();
        self.after(may, Self::Deferred(until))
    }

    /// Its day has come.
    ///
    /// # Errors
    /// [`Refused::State`] unless it was put off until today or before.
    pub fn awake(self, today: NaiveDate) -> Next {
        let may = matches!(self, Self::Deferred(until) if until <= today);
        self.after(may, Self::Accepted)
    }

    /// Not ours to do.
    ///
    /// # Errors
    /// [`Refused::State`] when it is done or over.
    pub fn decline(self, why: Decline) -> Next {
        let may = self.is_undone();
        self.after(may, Self::Declined(why))
    }

    /// The same as another one.
    ///
    /// # Errors
    /// [`Refused::State`] when it is done or over.
    pub fn duplicate(self, of: RequestId) -> Next {
        let may = self.is_undone();
        self.after(may, Self::Duplicate(of))
    }

    /// Passed on.
    ///
    /// # Errors
    /// [`Refused::State`] when it is done or over.
    pub fn forward(self, to: String) -> Next {
        let may = self.is_undone();
        self.after(may, Self::Forwarded(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn decline() -> Decline {
        Decline { reason: Reason::Supplier, responsible: "АлТС, 8 727 000 00 00".into() }
    }

    fn all() -> Vec<State> {
        let id = RequestId::fresh(crate::clock::Moment::default());
        vec![
            State::New,
            State::Accepted,
            State::InWork,
            State::Waiting(Wait::Parts),
            State::Deferred(day("2026-12-01")),
            State::Done,
            State::Closed,
            State::Declined(decline()),
            State::Duplicate(id),
            State::Forwarded("109".into()),
        ]
    }

    /// The states from which a transition is possible.
    fn from(may: impl Fn(State) -> Next) -> Vec<Stage> {
        all().into_iter().filter(|state| may(state.clone()).is_ok()).map(|state| state.stage()).collect()
    }

    #[test]
    fn the_graph_is_the_one_that_was_drawn() {
        use Stage::{Accepted, Deferred, Done, Forwarded, InWork, New, Waiting};
        let undone = [New, Accepted, InWork, Waiting, Deferred, Forwarded];
        let (today, until) = (day("2026-11-20"), day("2027-01-10"));
        assert_eq!(from(State::accept), [New]);
        assert_eq!(from(State::start), [New, Accepted, Waiting, Deferred, Forwarded]);
        assert_eq!(from(|state| state.wait(Wait::Resident)), [Accepted, InWork, Waiting]);
        assert_eq!(from(State::done), undone);
        assert_eq!(from(State::close), [Done]);
        assert_eq!(from(State::reopen), [Done]);
        assert_eq!(from(|state| state.defer(until, today)), undone);
        assert_eq!(from(|state| state.decline(decline())), undone);
        assert_eq!(from(|state| state.forward("109".into())), undone);
        assert_eq!(from(|state| state.awake(day("2026-12-01"))), [Deferred]);
        assert!(from(|state| state.awake(day("2026-11-30"))).is_empty());
    }

    #[test]
    fn nothing_is_put_off_for_longer_than_a_year_or_into_the_past() {
        let today = day("2026-11-20");
        for (until, may) in [("2026-11-20", false), ("2026-11-21", true), ("2027-11-20", true), ("2027-11-21", false)] {
            let put_off = State::Accepted.defer(day(until), today);
            assert_eq!(put_off, if may { Ok(State::Deferred(day(until))) } else { Err(Refused::Until) }, "{until}");
        }
    }

    #[test]
    fn waiting_for_the_same_again_is_no_step() {
        assert_eq!(State::Waiting(Wait::Parts).wait(Wait::Parts), Err(Refused::State(Stage::Waiting)));
        assert_eq!(State::Waiting(Wait::Parts).wait(Wait::Third), Ok(State::Waiting(Wait::Third)));
    }
}
