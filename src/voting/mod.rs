//! Owners' meetings and their votes, from the agenda to a protocol that stands (Law on housing relations, ch. 7: art. 42–44, 46, 51).
//!
//! A meeting is of one building. Its agenda is made of questions, each of an item of art. 42(5) with what the law asks of it
//! ([`law`]). Once the owners are told ([`meeting::State::Notified`]) nothing of the agenda changes, and the electorate is fixed.
//! **One unit is one vote**, however many own it and however large it is. Votes come by portal or on paper and by one door
//! ([`casting`]); every ballot is kept, one of each unit counts ([`arriving`]). The count ([`tally`]) is whole numbers and strict fractions.
//! Everything that happens to a vote is a line in a chain of hashes ([`chain`]), by which anybody can recount it without us.
#![allow(dead_code, reason = "rooms of it come with the next commits")]

mod arriving;
mod casting;
mod chain;
mod choice;
mod doors;
mod electorate;
mod hours;
mod item;
mod law;
mod meeting;
mod naming;
mod part;
mod preparing;
mod question;
mod receipt;
mod rows;
mod settle;
mod store;
mod tally;

pub use arriving::Channel;
pub use choice::{Choice, Choices};
pub use hours::keep_hours;
pub use meeting::{Format, Initiator, MeetingId, Shown};
pub use naming::{leaning, namings};
pub use part::part;
pub use question::{Formula, Roll};
pub use settle::{PastMeeting, PastQuestion, PastVote, settle, settle_fixed, settle_votes};

use crate::web::{Routes, Shown as ShownPage};

/// The addresses of this capability, room by room.
pub fn routes(routes: &mut Routes<'_>) {
    preparing::routes(routes);
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn ShownPage>)> {
    preparing::pages::samples()
}
