//! A letter, as a capability writes it and as the outbox gives it back.

use crate::clock::Moment;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A letter in the outbox; the left part of its `Message-ID`.
    LetterId,
}

crate::words! {
    /// How far a letter has come.
    pub enum State {
        /// It lies in the outbox until it is due.
        Waiting = "waiting",
        /// A postman has it in his hands.
        Sending = "sending",
        /// The server took it (or the folder has it).
        Sent = "sent",
        /// It will not be tried again by itself.
        Dead = "dead",
        /// Taken back before it left: its news is no longer true.
        Recalled = "recalled",
    }
}

/// A letter ready to be posted: already in the reader's language, already rendered.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Which kind of letter it is, in one word of the capability that writes it.
    pub kind: &'static str,
    /// On behalf of which company; `None` when the installation itself writes.
    pub company: Option<CompanyId>,
    /// To whose account; `None` for an address without one.
    pub person: Option<PersonId>,
    /// How the reader is called.
    pub to_name: String,
    /// The e-mail address; a bad one makes the letter dead, not the caller fail.
    pub to_address: String,
    /// Whose name stands as the sender's; the address is always the installation's.
    pub from_name: String,
    /// The language it is written in.
    pub locale: Locale,
    /// The subject, one line.
    pub subject: String,
    /// The body for those who read plain text.
    pub text: String,
    /// The body as HTML.
    pub html: String,
    /// The address that unsubscribes by one POST (RFC 8058); `None` where the kind may not be refused.
    pub unsubscribe: Option<String>,
    /// Whatever makes this letter the same as another one: a second letter with the same key is not posted.
    pub once_key: Option<String>,
    /// Not to be sent before.
    pub due_at: Moment,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not sent yet; `attempts` tells how often it was tried.
    Waiting {
        /// How often it was tried.
        attempts: i32,
    },
    /// Sent.
    Sent {
        /// When the server took it.
        at: Moment,
        /// At which attempt.
        attempts: i32,
    },
    /// Taken back before it left.
    Recalled,
    /// Given up.
    Dead {
        /// What the last attempt ended with, in the server's words.
        error: String,
        /// Whether the server refuses this reader for good (there is no such mailbox), as against being out of reach.
        refused: bool,
        /// How often it was tried.
        attempts: i32,
    },
}

/// A letter without its bodies, for lists.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Which letter.
    pub id: LetterId,
    /// Whose.
    pub company: Option<CompanyId>,
    /// To whose account.
    pub person: Option<PersonId>,
    /// Which kind.
    pub kind: String,
    /// Its language.
    pub locale: Locale,
    /// How the reader is called.
    pub to_name: String,
    /// The reader's address.
    pub to_address: String,
    /// The subject.
    pub subject: String,
    /// How far it has come.
    pub state: State,
    /// When it is to be tried (next); of a dead letter, when it died.
    pub due_at: Moment,
    /// How often it was tried.
    pub attempts: i32,
    /// What the last attempt ended with, in the server's words.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Moment,
    /// When it was sent.
    pub sent_at: Option<Moment>,
}

/// A letter with everything that stands in it; the bodies are empty once they are too old to be kept.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The outside.
    pub envelope: Envelope,
    /// Whose name stands as the sender's.
    pub from_name: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The address that unsubscribes.
    pub unsubscribe: Option<String>,
}

/// A letter whose reader the server refused for good: the capability that owns addresses may mark this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounced {
    /// Which letter.
    pub letter: LetterId,
    /// To whose account it was.
    pub person: PersonId,
    /// The address it went to: the person may have another one by now.
    pub address: String,
    /// When it was refused.
    pub at: Moment,
}
