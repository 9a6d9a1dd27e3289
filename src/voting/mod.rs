//! Owners' meetings and their votes, from the agenda to a protocol that stands (Law on housing relations, ch. 7: art. 42–44, 46, 51).
//!
//! A meeting is of one building. Its agenda is made of questions, each of an item of art. 42(5) with what the law asks of it
//! ([`law`]). Once the owners are told ([`meeting::State::Notified`]) nothing of the agenda changes, and the electorate is fixed.
//! **One unit is one vote**, however many own it and however large it is. Votes come by portal or on paper and by one door
//! ([`casting`]); every ballot is kept, one of each unit counts ([`arriving`]). The count ([`tally`]) is whole numbers and strict fractions.
//! Everything that happens to a vote is a line in a chain of hashes ([`chain`]), by which anybody can recount it without us.
//!
//! **Who reads what.** Whoever holds something in the house, tenants and family too, reads the agenda with its arguments and attachments
//! (what the law has posted in public places, art. 42(6)), the bulletin without names, and an extract of the protocol. How each unit voted,
//! the protocol with its named annexes, its signed pages and copies of it are for owners (art. 42(10), 42(17)). Whoever acts by a power of
//! attorney votes by it and reads as a tenant does.

mod arriving;
mod booth;
mod casting;
mod chain;
mod choice;
mod counting;
mod doors;
mod electorate;
mod hours;
mod item;
mod law;
mod meeting;
mod naming;
mod paper;
mod part;
mod preparing;
mod proof;
mod protocol;
mod question;
mod receipt;
mod rows;
mod settle;
mod store;
mod tally;
pub mod trial;
mod turnout;

pub use arriving::{Channel, Refused};
pub use booth::{Waiting, tell_opened, waiting};
pub use choice::{Choice, Choices};
pub use counting::{settle_close, settle_count, settle_signers};
pub use hours::keep_hours;
pub use meeting::{Format, Initiator, MeetingId, Shown};
pub use naming::{leaning, namings};
pub use paper::{OpenMatters, PastSheets, Print as PrintSheets, Refused as PaperRefused, open_matters, settle_sheets};
pub use part::part;
pub use proof::{MailHead, check, verify_all};
pub use protocol::{CopyId, MakeProtocol, TellPublished, settle_copy, settle_published};
pub use question::{ArgumentId, Formula, Roll};
pub use settle::{PastMeeting, PastQuestion, PastVote, settle, settle_fixed, settle_votes};
pub use turnout::{Asked, Bar, Cell, Remind, Turnout, remind_due, turnout};

use diesel::QueryResult;

use crate::db::Conn;
use crate::web::actor::{Anyone, Staff};
use crate::web::{Routes, Shown as Sample};
use crate::who::Duty;
use meeting::State;

/// The addresses of this capability, room by room.
pub fn routes(routes: &mut Routes<'_>) {
    preparing::routes(routes);
    booth::routes(routes);
    paper::routes(routes);
    turnout::routes(routes);
    counting::routes(routes);
    protocol::routes(routes);
    proof::routes(routes);
}

/// Meetings on their way in somebody's zone.
#[derive(Clone, Copy, Debug)]
pub struct Afoot {
    /// The state's word in addresses.
    pub state: &'static str,
    /// The key of its name.
    pub key: &'static str,
    /// How many.
    pub many: i64,
    /// Whether they wait for the secretary.
    pub waits: bool,
}

/// How many meetings are on their way, by state; `None` for those who prepare none.
///
/// # Errors
/// When the database fails.
pub fn afoot(conn: &mut Conn, who: &Staff<Anyone>) -> QueryResult<Option<Vec<Afoot>>> {
    let Some(reach) = who.reach_of(Duty::Secretary) else { return Ok(None) };
    let counts = store::desk::counts(conn, &reach)?;
    let shown = [State::Draft, State::Notified, State::Open, State::Counting, State::Counted];
    let of = |state: State| Afoot {
        state: state.word(),
        key: state.key(),
        many: counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, many)| *many),
        waits: matches!(state, State::Counting | State::Counted),
    };
    Ok(Some(shown.map(of).into()))
}

/// Its pages, as the tests look at them.
pub fn samples() -> Vec<(&'static str, Box<dyn Sample>)> {
    let mut all = preparing::pages::samples();
    all.extend(booth::samples());
    all.extend(paper::pages::samples());
    all.extend(turnout::pages::samples());
    all.extend(counting::samples());
    all.extend(protocol::samples());
    all.extend(proof::samples());
    all
}
