//! Joining: how people come into premises by themselves, and only where they belong.
//!
//! An *invitation* opens premises once, until its term or until it is taken back: a link in a letter, or a spoken code ([`code`]) on paper
//! in the mailbox or on an owner's screen. Only a hash of it is kept. Whoever brings it sees the address and nobody's name. It is used by the
//! account that is signed in, or by one whose e-mail address is proved first: by a letter that went there, never by being typed.
//! A *claim* is the way of those who have no code: staff compare it with the register and answer. No copies of documents are asked for
//! (law «On personal data and their protection», art. 7(10)). Owners look after their own family and tenants, tenants after their family.
//! Somebody under 18 is entered only as family and only with the recorded consent of a legal representative ([`guardian`]).

mod card;
mod claiming;
mod code;
mod export;
mod family;
mod forms;
mod guardian;
mod inviting;
mod jobs;
mod leaning;
mod letters;
mod naming;
mod news;
pub mod pages;
mod paper;
mod proving;
mod rows;
mod store;
mod taking;

pub use claiming::{Asked, raise};
pub use code::Code;
pub use inviting::{Inviter, Sent, Wish, write};
pub use jobs::{Print, clear};
pub use leaning::leaning;
pub use naming::namings;
pub use rows::{Claim, ClaimId, ClaimState, Invitation, InvitationId, Run, RunId, RunState, State, Way};
pub use taking::{Comer, take, ticket};

use chrono::TimeDelta;

use diesel::QueryResult;

use crate::audit;
use crate::db::{Conn, Failure};
use crate::files::Shelf;
use crate::web::actor::{Anyone, Staff};
use crate::web::{Refusal, Routes, Said};
use crate::who::{CompanyId, Duty, PersonId};

/// Where the printed letters stand, each run's beside it.
pub const SHELF: Shelf = Shelf("joining.letters");
/// How long an invitation can be used unless staff say otherwise, in days.
pub const TERM: i64 = 60;
/// The most letters of one run: a caretaker carries no more, and a file stays handy.
const MOST_LETTERS: usize = 1_500;
/// How many claims a person may have open at a time.
const MOST_CLAIMS: i64 = 3;
/// How long a letter that proves an address can be answered.
const PROOF_LIVES: TimeDelta = TimeDelta::hours(24);
/// How many such letters an address gets within an hour: more would only fill a mailbox.
const PROOFS_AT_MOST: i64 = 3;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{account, asking, door, homes, invitation, invitations, invite, one, printing, proof, queue, removal, runs};
    routes
        .get("/join", door::ask)
        .post("/join", door::look)
        .get("/join/account", account::ask)
        .post("/join/account", account::send)
        .get("/join/claims", asking::index)
        .post("/join/claims", asking::create)
        .get("/join/claims/new", asking::new)
        .get("/join/letter/{token}", door::letter)
        .get("/join/proof/{token}", proof::show)
        .post("/join/proof/{token}", proof::prove)
        .get("/join/invitation/{ticket}", invitation::show)
        .post("/join/invitation/{ticket}/home", invitation::take)
        .post("/join/invitation/{ticket}/letter", invitation::send)
        .get("/join/{code}", door::typed)
        .get("/profile/homes", homes::index)
        .get("/profile/homes/{premises}/invitations/new", homes::new)
        .post("/profile/homes/{premises}/invitations", homes::create)
        .post("/profile/homes/{premises}/invitations/{invitation}/revocation", homes::revoke)
        .get("/profile/homes/{premises}/holders/{holding}/removal", removal::ask)
        .post("/profile/homes/{premises}/holders/{holding}/removal", removal::remove)
        .get("/staff/invitations", invitations::index)
        .post("/staff/invitations", invite::create)
        .get("/staff/invitations/new", invite::new)
        .get("/staff/invitations/export.xlsx", invitations::xlsx)
        .get("/staff/invitations/export.csv", invitations::csv)
        .get("/staff/invitations/letters", runs::index)
        .post("/staff/invitations/letters", printing::create)
        .get("/staff/invitations/letters/new", printing::new)
        .get("/staff/invitations/letters/{run}", runs::show)
        .get("/staff/invitations/letters/{run}/letters.pdf", runs::file)
        .get("/staff/invitations/letters/{run}/revocation", runs::ask_revocation)
        .post("/staff/invitations/letters/{run}/revocation", runs::revoke)
        .get("/staff/invitations/{invitation}", one::show)
        .post("/staff/invitations/{invitation}/revocation", one::revoke)
        .get("/staff/claims", queue::index)
        .get("/staff/claims/{claim}", queue::show)
        .post("/staff/claims/{claim}/acceptance", queue::accept)
        .post("/staff/claims/{claim}/refusal", queue::refuse);
}

/// How many claims wait for an answer of this member of staff; `None` for those who do not answer claims.
///
/// # Errors
/// When the database fails.
pub fn waiting(conn: &mut Conn, who: &Staff<Anyone>) -> QueryResult<Option<i64>> {
    who.reach_of(Duty::People).map(|reach| store::claims::waiting(conn, &reach)).transpose()
}

/// Why somebody does not come in, or an invitation is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No open invitation has that code or link.
    Unknown,
    /// Too many wrong codes: try again after so many seconds.
    Wait(i64),
    /// Somebody came in by it already.
    Used,
    /// Its time has passed.
    Expired,
    /// It was taken back.
    Revoked,
    /// They hold these premises already.
    Yours,
    /// The mailed proof was used, has run out, or never was.
    Proof,
    /// An owner or tenant is of full age.
    MinorOnlyFamily,
    /// Nobody has consented for a child.
    ConsentMissing,
    /// There are no such premises at that address.
    NoPremises,
    /// They have asked for these premises already, and wait for the answer.
    AskedAlready,
    /// They have too many claims open.
    TooManyClaims,
    /// The claim was answered already.
    Decided,
    /// An owner is not removed by another owner, nor anybody by those who did not bring them in.
    NotYours,
    /// There is nobody to print letters for.
    NoLetters,
    /// More letters than one run may have.
    TooManyLetters,
    /// Nobody writes to the dead.
    Died,
    /// The house is another company's now.
    HandedOver,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Unknown => "joining.refused.unknown".into(),
            Self::Wait(seconds) => Said::new("joining.refused.wait").with("seconds", seconds),
            Self::Used => "joining.refused.used".into(),
            Self::Expired => "joining.refused.expired".into(),
            Self::Revoked => "joining.refused.revoked".into(),
            Self::Yours => "joining.refused.yours".into(),
            Self::Proof => "joining.refused.proof".into(),
            Self::MinorOnlyFamily => "joining.refused.minor_only_family".into(),
            Self::ConsentMissing => "joining.refused.consent_missing".into(),
            Self::NoPremises => "joining.refused.no_premises".into(),
            Self::AskedAlready => "joining.refused.asked_already".into(),
            Self::TooManyClaims => Said::new("joining.refused.too_many_claims").with("most", MOST_CLAIMS),
            Self::Decided => "joining.refused.decided".into(),
            Self::NotYours => "joining.refused.not_yours".into(),
            Self::Died => "joining.refused.died".into(),
            Self::HandedOver => "joining.refused.handed_over".into(),
            Self::NoLetters => "joining.refused.no_letters".into(),
            Self::TooManyLetters => Said::new("joining.refused.too_many_letters").with("most", MOST_LETTERS),
        }
    }
}

/// What of this hangs on the cards of people.
pub fn hanging() -> crate::homes::Hanging {
    crate::homes::Hanging { key: "joining.hanging", count: store::invitations::open_for }
}

type Done<T> = Result<T, Failure<Refused>>;

/// Who does something, for the trail.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Their account.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// From which network address.
    pub address: String,
}

impl Actor {
    fn of(who: &impl crate::web::actor::Acting) -> Self {
        Self { person: who.person(), name: who.name().to_owned(), address: who.address().to_owned() }
    }
}

/// Begins a line of the trail about what somebody did in a company: staff, or one who lives there.
fn line(company: CompanyId, who: &Actor) -> audit::By {
    audit::By::account(who.person, &who.name, &who.address).within(company)
}
