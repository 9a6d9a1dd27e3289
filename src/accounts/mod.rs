//! Accounts: one per person, whatever they are in however many companies.
//!
//! People sign in by e-mail or phone and a password. Wrong tries are slowed ([`guess`]), never in a way that lets somebody else lock
//! the owner out. Who has no password, or forgot it, asks for a link by mail: it works once, for thirty minutes, and asking gives the same
//! answer whether or not the address is known. A changed password ends all other sessions. Who wants it, or must ([`requirement`]), also
//! shows a code of their phone ([`second`]); between password and code nobody is signed in. An e-mail address is proved before it is
//! used ([`mailbox`]). The first operator is made by a link that
//! `aula serve` prints while there is none.

mod entering;
mod guess;
mod letters;
mod links;
mod login;
mod mailbox;
mod operator;
pub mod pages;
mod password;
mod people;
mod proving;
mod requirement;
mod second;
mod store;

use chrono::TimeDelta;

pub use operator::{first_link, has_operator};
pub use pages::again::prove_with;
pub use password::{Chosen, SHORTEST, Weak, hash, hash_now};
pub use people::{
    Admitted, FIRST_LINK_LIVES, Known, add_company, add_people, add_person, admit, appoint, caretakers, end_sessions, known_by,
    operators, people_for, person_for,
};
pub use proving::{Reader, code_wait, password_path, reader, speak, wrong_code};
pub use store::{Caretaker, NewCompany, NewPerson};

use crate::app::App;
use crate::db::Never;
use crate::mail::outbox;
use crate::web::{Error, Refusal, Routes, Said};

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{again, first, landing, mailbox, passwords, profile, seats, second_step, sign_in};
    routes
        .get("/", landing::show)
        .get("/sign-in", sign_in::show)
        .post("/sign-in", sign_in::enter)
        .get("/sign-in/second", second_step::show)
        .post("/sign-in/second", second_step::enter)
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
        .get("/profile/again", again::show)
        .post("/profile/again", again::prove)
        .get("/profile/email", mailbox::ask)
        .post("/profile/email", mailbox::send)
        .get("/profile/email/{link}", mailbox::show)
        .post("/profile/email/{link}", mailbox::take)
        .post("/profile/sessions/ending", profile::end_others)
        .post("/profile/sessions/{session}/ending", profile::end_one);
    second_routes(routes);
}

/// The addresses of the second factor: one's own, and what a company wants of its staff.
fn second_routes(routes: &mut Routes<'_>) {
    use pages::{second, security};
    routes
        .get("/profile/second-factor", second::show)
        .get("/profile/second-factor/new", second::setting_up::show)
        .post("/profile/second-factor/new", second::setting_up::turn_on)
        .get("/profile/second-factor/codes", second::codes::show)
        .get("/profile/second-factor/codes.txt", second::codes::text)
        .post("/profile/second-factor/codes/kept", second::codes::kept)
        .get("/profile/second-factor/codes/new", second::codes::ask)
        .post("/profile/second-factor/codes/new", second::codes::make)
        .get("/profile/second-factor/ending", second::ending::show)
        .post("/profile/second-factor/ending", second::ending::turn_off)
        .get("/staff/settings/security", security::show)
        .get("/staff/settings/security/requirement", security::requirement::ask)
        .post("/staff/settings/security/requirement", security::requirement::set)
        .get("/staff/settings/security/requirement/ending", security::requirement::ask_ending)
        .post("/staff/settings/security/requirement/ending", security::requirement::end)
        .get("/staff/settings/security/people/{person}/reset", security::reset::ask)
        .post("/staff/settings/security/people/{person}/reset", security::reset::reset);
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
    /// The password is not theirs.
    Password,
    /// The address already has an account.
    Taken,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Credentials => "accounts.refused.credentials".into(),
            Self::Wait(seconds) => Said::new("accounts.refused.wait").with("seconds", seconds),
            Self::Link => "accounts.refused.link".into(),
            Self::Password => "accounts.refused.old_password".into(),
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
