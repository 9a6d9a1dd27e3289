//! The people of a register: found among a hundred thousand, their card with all they hold and held, and who acts for them.
//!
//! Somebody is within a zone when something they hold or held lies in it; their card then shows of their holdings what lies there.
//! Whoever works for the company may look people up; ИИН, exports and changes are for those who keep the register.

mod export;
pub(in crate::homes) mod finding;
mod letters;
pub(in crate::homes) mod pages;
pub(in crate::homes) mod representing;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::{Contact, ContactId, store};
use crate::db::{Conn, Tx};
use crate::web::Routes;
use crate::who::Reach;
use finding::Find;

/// The addresses of people.
pub(super) fn routes(routes: &mut Routes<'_>) {
    use pages::{card, edit, list, power};
    routes
        .get("/staff/people", list::show)
        .get("/staff/people/export.xlsx", list::xlsx)
        .get("/staff/people/export.csv", list::csv)
        .get("/staff/people/{contact}", card::show)
        .get("/staff/people/{contact}/edit", edit::show)
        .post("/staff/people/{contact}", edit::save)
        .get("/staff/homes/premises/{premises}/holders/{holding}/representatives/new", power::new)
        .post("/staff/homes/premises/{premises}/holders/{holding}/representatives", power::create)
        .get("/staff/homes/premises/{premises}/holders/{holding}/representatives/{representative}/ending", power::ask_ending)
        .post("/staff/homes/premises/{premises}/holders/{holding}/representatives/{representative}/ending", power::end);
}

crate::words! {
    /// As what somebody is looked for.
    pub(in crate::homes) enum As {
        /// Owns something today.
        Owner = "owner",
        /// Rents something today.
        Tenant = "tenant",
        /// Lives with an owner or tenant today.
        Family = "family",
        /// Acts for an owner today.
        Representative = "representative",
    }
}

impl As {
    /// The key of its name.
    fn key(self) -> &'static str {
        match self {
            Self::Owner => "homes.holds.owner",
            Self::Tenant => "homes.holds.tenant",
            Self::Family => "homes.holds.family",
            Self::Representative => "homes.people.representative",
        }
    }
}

/// Which people are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Wanted {
    pub(in crate::homes) find: Find,
    pub(in crate::homes) as_what: Option<As>,
    pub(in crate::homes) account: Option<bool>,
    pub(in crate::homes) today: NaiveDate,
}

/// Somebody's card, if it lies within reach.
pub(in crate::homes) fn one(conn: &mut Conn, reach: &Reach, id: ContactId) -> QueryResult<Contact> {
    store::contacts::one(conn, reach, id)
}

/// Somebody is from now on found by what their card says.
pub(in crate::homes) fn remember(tx: &mut Tx<'_>, card: &Contact) -> QueryResult<()> {
    store::contacts::remember(tx, card.company_id, &[card])
}
