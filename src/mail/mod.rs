//! Mail: letters are written inside the transaction they tell about, and carried out of the house afterwards.
//!
//! A capability renders a [`Letter`] in its reader's language ([`Body::render`]) and gives it to [`outbox::post`] with the
//! same [`Tx`](crate::db::Tx) that writes what the letter tells: both happen or neither. The [`postman`] claims what is due,
//! hands it to the [`Post`] (a mail server, a folder, or memory in tests) and notes the [`Outcome`].
//!
//! A letter goes out at least once. Should the power fail between the server's "250" and our note of it, it goes out again
//! with the same `Message-ID`, which most mailboxes take for the one letter it is.

mod away;
mod body;
mod compose;
mod hosts;
mod incoming;
mod letter;
pub mod lists;
pub mod outbox;
mod post;
pub mod postman;
mod taken;

pub use body::{Block, Body, Foot, Frame};
pub use incoming::{Attached, Incoming, LARGEST};
pub use letter::{Bounced, Envelope, Letter, LetterId, Opened, Outcome, State};
pub use post::{BadPost, NotSent, Post, Sent};

#[cfg(test)]
mod tests;
