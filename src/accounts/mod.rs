//! Accounts: one per person, whatever they are in however many companies.
//!
//! People sign in by e-mail or phone and a password. Wrong tries are slowed ([`guess`]), never in a way that lets somebody else lock
//! the owner out. Who has no password, or forgot it, asks for a link by mail: it works once, for thirty minutes, and asking gives the same
//! answer whether or not the address is known. A changed password ends all other sessions. The first operator is made by a link that
//! `aula serve` prints while there is none.

mod entering;
mod guess;
mod letters;
mod links;
mod login;
mod operator;
pub mod pages;
mod password;
mod people;
mod store;

use chrono::TimeDelta;

pub use operator::{first_link, has_operator};
pub use password::{Chosen, SHORTEST, Weak, hash, hash_now};
pub use people::{
    Admitted, FIRST_LINK_LIVES, add_company, add_people, add_person, admit, appoint, end_sessions, people_for, person_for,
};
pub use store::{NewCompany, NewPerson};

use crate::app::App;
use crate::db::Never;
use crate::mail::outbox;
use crate::web::{Error, Refusal, Routes, Said};

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{first, landing, passwords, profile, seats, sign_in};
    routes
        .get("/", landing::show)
        .get("/sign-in", sign_in::show)
        .post("/sign-in", sign_in::enter)
        .post("/sign-out", sign_in::leave)
        .get("/password", passwords::ask)
        .post("/password", passwords::send)
        .get("/password/{link}", passwords::show)
        .post("/password/{link}", passwords::set)
        .get("/first/{link}", first::show)
        .post("/first/{link}", first::create)
        .post("/seat", seats::choose)
        .get("/profile", profile::show)
        .post("/profile", profile::save)
        .post("/profile/password", profile::change_password)
        .post("/profile/sessions/ending", profile::end_others)
        .post("/profile/sessions/{session}/ending", profile::end_one);
}

/// Why somebody is not let in, or an account is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Login and password do not fit together; which of them is wrong is not said.
    Credentials,
    /// Too many wrong tries: try again after so many seconds.
    Wait(i64),
    /// The link was used, has run out, or never was.
    Link,
    /// The address already has an account.
    Taken,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Credentials => "accounts.refused.credentials".into(),
            Self::Wait(seconds) => Said::new("accounts.refused.wait").with("seconds", seconds),
            Self::Link => "accounts.refused.link".into(),
            Self::Taken => "accounts.refused.taken".into(),
        }
    }
}

/// Notes which addresses refuse letters for good: nothing is sent there until they are changed.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn note_bounces(app: &App) -> Result<(), Error> {
    let since = app.clock.now() - TimeDelta::days(1);
    let bounced = app.db.read(move |conn| outbox::bounced(conn, since, 1000)).await?;
    if bounced.is_empty() {
        return Ok(());
    }
    app.db
        .write::<_, Never>(move |tx| {
            Ok(bounced.iter().try_for_each(|one| store::note_bounce(tx, one.person, &one.address, one.at))?)
        })
        .await?;
    Ok(())
}

/// Removes sessions, links and counts that have run out.
///
/// # Errors
/// When the database fails.
pub async fn sweep(app: &App) -> Result<(), Error> {
    app.db.write::<_, Never>(|tx| Ok(store::sweep(tx)?)).await?;
    Ok(())
}
