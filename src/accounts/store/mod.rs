//! Every query of accounts.

mod caretakers;
mod companies;
mod guesses;
mod links;
pub(super) mod mailboxes;
mod people;
pub(super) mod second;
mod sessions;

use chrono::TimeDelta;
use diesel::prelude::*;

pub use caretakers::Caretaker;
pub(super) use caretakers::{caretakers, operators};
pub use companies::NewCompany;
pub(super) use companies::{add_company, appoint};
pub(super) use guesses::{forget_guesses, guesses_at, keep_guesses};
pub(super) use links::{keep_link, link, links_since, use_link, void_links};
pub use people::NewPerson;
pub(super) use people::{
    Account, Profile, account, add_people, add_person, by_emails, by_login, has_operator, note_bounce, profile, runs_it,
    save_wishes, set_password,
};
pub(super) use sessions::{Session, came_from, end_session, end_sessions, sessions_of};

use crate::db::Tx;
use crate::db::schema;

/// Removes what has run out.
pub(super) fn sweep(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let now = tx.now();
    let mut gone = diesel::delete(schema::sessions::table.filter(schema::sessions::expires_at.lt(now))).execute(&mut **tx)?;
    gone += diesel::delete(schema::guesses::table.filter(schema::guesses::last_at.lt(now - TimeDelta::days(1))))
        .execute(&mut **tx)?;
    gone +=
        diesel::delete(schema::password_links::table.filter(schema::password_links::expires_at.lt(now - TimeDelta::days(30))))
            .execute(&mut **tx)?;
    gone += mailboxes::sweep(tx, now - TimeDelta::days(30))?;
    Ok(gone)
}
