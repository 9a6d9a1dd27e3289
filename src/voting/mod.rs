//! Owners' meetings and their votes, from the agenda to a protocol that stands (Law on housing relations, ch. 7: art. 42–44, 46, 51).
//!
//! A meeting is of one building. Its agenda is made of questions, each of an item of art. 42(5) with what the law asks of it
//! ([`law`]). Once the owners are told ([`meeting::State::Notified`]) nothing of the agenda changes, and the electorate is fixed.
//! **One unit is one vote**, however many own it and however large it is. Votes come by portal or on paper and by one door
//! ([`casting`]); every ballot is kept, one of each unit counts ([`arriving`]). The count ([`tally`]) is whole numbers and strict fractions.
//! Everything that happens to a vote is a line in a chain of hashes ([`chain`]), by which anybody can recount it without us.
#![allow(dead_code, reason = "the pages of it come with the next commits")]

mod arriving;
mod casting;
mod chain;
mod choice;
mod counting;
mod electorate;
mod law;
mod meeting;
mod naming;
mod proof;
mod protocol;
mod question;
mod receipt;
mod rows;
mod settle;
mod store;
mod tally;
pub mod trial;

pub use arriving::{Channel, Refused};
pub use choice::{Choice, Choices};
pub use counting::{settle_close, settle_count, settle_signers};
pub use meeting::{Format, Initiator, MeetingId, Shown};
pub use naming::namings;
pub use proof::{MailHead, check, verify_all};
pub use protocol::{CopyId, MakeProtocol, TellPublished, settle_copy, settle_published};
pub use question::{Formula, Roll};
pub use settle::{PastMeeting, PastQuestion, PastVote, settle, settle_votes};

use crate::web::{Routes, Shown as Sample};

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    counting::routes(routes);
    protocol::routes(routes);
    proof::routes(routes);
}

/// Its pages, as the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Sample>)> {
    let mut all = counting::samples();
    all.extend(protocol::samples());
    all.extend(proof::samples());
    all
}
