//! Accounts: one per person, whatever they are in however many companies.
//!
//! People sign in by e-mail or phone and a password. Wrong tries are slowed ([`guess`]), never in a way that lets somebody else lock
//! the owner out. Who has no password, or forgot it, asks for a link by mail: it works once, for thirty minutes, and asking gives the same
//! answer whether or not the address is known. A changed password ends all other sessions. The first operator is made by a link that
//! `aula serve` prints while there is none.

mod guess;
mod letters;
mod login;
pub mod pages;
mod password;
mod proving;
mod store;

use std::collections::HashMap;

use chrono::TimeDelta;

pub use password::{Chosen, SHORTEST, Weak, hash, hash_now};
pub use proving::{Reader, code_wait, password_path, reader, speak, wrong_code};
pub use store::{NewCompany, NewPerson};

use crate::app::App;
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Never, Tx, taken};
use crate::mail::outbox;
use crate::text::Locale;
use crate::web::{Error, Refusal, Routes, Said, secrets};
use crate::who::{CompanyId, Duty, PersonId, Role};
use guess::{Guesses, Whose};
use login::Login;
use store::Account;

/// How long a mailed link works.
const LINK_LIVES: TimeDelta = TimeDelta::minutes(30);
/// How many links may be asked for within that time: more would only fill a mailbox.
const LINKS_AT_MOST: i64 = 3;

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

fn account_key(login: &Login) -> String {
    format!("account:{}", secrets::fingerprint(login.as_str()))
}

fn address_key(address: &str) -> String {
    format!("address:{address}")
}

/// Looks whether somebody may be let in: their account, or why not.
///
/// # Errors
/// [`Refused::Credentials`] or [`Refused::Wait`] inside the `Ok`; the outer error is broken machinery.
async fn let_in(app: &App, typed: &str, password: &str, address: &str) -> Result<Result<Account, Refused>, Error> {
    let Some(login) = Login::parse(typed) else {
        // as slow as a wrong password, so that nothing is learnt
        password::fits(password.to_owned(), None).await?;
        return Ok(Err(Refused::Credentials));
    };
    let now = app.clock.now();
    let (account, waiting) = {
        let (login, address) = (login.clone(), address.to_owned());
        app.db.read(move |conn| about(conn, &login, &address, now)).await?
    };
    if let Some(seconds) = waiting {
        return Ok(Err(Refused::Wait(seconds)));
    }
    let hash = account.as_ref().and_then(|a| a.password.clone());
    match account {
        Some(account) if password::fits(password.to_owned(), hash).await? => Ok(Ok(account)),
        account => {
            if account.is_none() {
                password::fits(password.to_owned(), None).await?;
            }
            let address = address.to_owned();
            app.db.write::<_, Never>(move |tx| Ok(count_wrong(tx, &login, &address)?)).await?;
            Ok(Err(Refused::Credentials))
        }
    }
}

fn about(conn: &mut Conn, login: &Login, address: &str, now: Moment) -> diesel::QueryResult<(Option<Account>, Option<i64>)> {
    let account = store::by_login(conn, login)?;
    let by_address = store::guesses_at(conn, &address_key(address))?.and_then(|g| g.wait(now));
    let mut by_account = store::guesses_at(conn, &account_key(login))?.and_then(|g| g.wait(now));
    if let (Some(_), Some(account)) = (by_account, &account)
        && store::came_from(conn, account.id, address)?
    {
        by_account = None;
    }
    Ok((account, by_address.max(by_account)))
}

fn count_wrong(tx: &mut Tx<'_>, login: &Login, address: &str) -> diesel::QueryResult<()> {
    let now = tx.now();
    for (key, whose) in [(account_key(login), Whose::Account), (address_key(address), Whose::Address)] {
        let before = store::guesses_at(tx, &key)?;
        store::keep_guesses(tx, &key, Guesses::another(before, whose, now))?;
    }
    Ok(())
}

/// Notes that somebody came in: their wrong tries are forgotten.
fn came_in(tx: &mut Tx<'_>, account: &Account, typed: &str, address: &str) -> diesel::QueryResult<()> {
    if let Some(login) = Login::parse(typed) {
        store::forget_guesses(tx, &account_key(&login))?;
    }
    record(tx, account.id, &account.name, "accounts.signed_in", address)
}

fn record(tx: &mut Tx<'_>, person: PersonId, name: &str, act: &'static str, address: &str) -> diesel::QueryResult<()> {
    let line = audit::Line {
        company: None,
        actor: Some(person),
        actor_name: name.to_owned(),
        act,
        subject_kind: "person",
        subject_id: person.to_string(),
        details: serde_json::Value::Null,
        address: address.to_owned(),
    };
    audit::record(tx, &line).map(|_| ())
}

/// Sends a link to set a password, if the address has an account. Says nothing of whether it has.
fn send_link(tx: &mut Tx<'_>, config: &Config, typed: &str) -> Result<(), Failure<Never>> {
    let Some(login) = Login::parse(typed) else { return Ok(()) };
    let Some(account) = store::by_login(tx, &login)? else { return Ok(()) };
    let Some(email) = account.email.clone() else { return Ok(()) };
    let since = tx.now() - LINK_LIVES;
    if store::links_since(tx, account.id, since)? >= LINKS_AT_MOST {
        return Ok(());
    }
    let token = secrets::random_text();
    store::keep_link(tx, &secrets::fingerprint(&token), account.id, LINK_LIVES)?;
    let letter = letters::link(config, &account, &email, &token, tx.now());
    outbox::post(tx, &letter)?;
    Ok(())
}

/// Whose password a link would set, while it works.
fn link_opens(conn: &mut Conn, token: &str, now: Moment) -> diesel::QueryResult<Option<Account>> {
    match store::link(conn, &secrets::fingerprint(token))? {
        Some(link) if link.used_at.is_none() && link.expires_at > now => store::account(conn, link.person),
        _ => Ok(None),
    }
}

/// Sets the password by a link: the link is used up, all other links are void, all sessions end.
fn set_by_link(tx: &mut Tx<'_>, token: &str, hash: &str, address: &str) -> Result<Account, Failure<Refused>> {
    let now = tx.now();
    let account = link_opens(tx, token, now)?.ok_or(Failure::Refused(Refused::Link))?;
    if !store::use_link(tx, &secrets::fingerprint(token))? {
        return Err(Failure::Refused(Refused::Link));
    }
    change(tx, &account, hash, "", "accounts.password_set", address)?;
    Ok(account)
}

fn change(
    tx: &mut Tx<'_>,
    account: &Account,
    hash: &str,
    keep_session: &str,
    act: &'static str,
    address: &str,
) -> diesel::QueryResult<()> {
    store::set_password(tx, account.id, hash)?;
    store::void_links(tx, account.id)?;
    store::end_sessions(tx, account.id, keep_session)?;
    if let Some(login) = account.email.as_deref().and_then(Login::parse) {
        store::forget_guesses(tx, &account_key(&login))?;
    }
    record(tx, account.id, &account.name, act, address)
}

/// Creates an account.
///
/// # Errors
/// [`Refused::Taken`] when the e-mail or phone has one already.
pub fn add_person(tx: &mut Tx<'_>, person: &NewPerson) -> Result<(), Failure<Refused>> {
    match store::add_person(tx, person) {
        Ok(_) => Ok(()),
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::Taken)),
        Err(error) => Err(error.into()),
    }
}

/// The account that an e-mail address belongs to; one without a password is made if there is none.
///
/// # Errors
/// When the database fails.
pub fn person_for(tx: &mut Tx<'_>, email: &str, name: &str) -> diesel::QueryResult<PersonId> {
    let found = people_for(tx, &[(email.to_owned(), name.to_owned())])?;
    found.get(email).copied().ok_or(diesel::result::Error::NotFound)
}

/// Creates many accounts at once; whoever calls this has made sure that no address has one already.
///
/// # Errors
/// When the database fails.
pub fn add_people(tx: &mut Tx<'_>, people: &[NewPerson]) -> diesel::QueryResult<()> {
    store::add_people(tx, people)
}

/// A company.
///
/// # Errors
/// When the database fails.
pub fn add_company(tx: &mut Tx<'_>, company: &NewCompany) -> diesel::QueryResult<()> {
    store::add_company(tx, company)
}

/// Makes somebody a member of a company, with duties.
///
/// # Errors
/// When the database fails.
pub fn appoint(tx: &mut Tx<'_>, company: CompanyId, person: PersonId, role: Role, duties: &[Duty]) -> diesel::QueryResult<()> {
    store::appoint(tx, company, person, role, duties)
}

/// The accounts that many e-mail addresses belong to; those that there are not are made, without a password. Of several names
/// for one address the first is taken.
///
/// # Errors
/// When the database fails.
pub fn people_for(tx: &mut Tx<'_>, wanted: &[(String, String)]) -> diesel::QueryResult<HashMap<String, PersonId>> {
    let emails: Vec<&str> = wanted.iter().map(|(email, _)| email.as_str()).collect();
    let mut known = store::by_emails(tx, &emails)?;
    let now = tx.now();
    let mut new = Vec::new();
    for (email, name) in wanted {
        if !known.contains_key(email) {
            let id = PersonId::fresh(now);
            known.insert(email.clone(), id);
            new.push(NewPerson {
                id,
                name: name.clone(),
                email: Some(email.clone()),
                phone: None,
                password: None,
                locale: Locale::default().code().to_owned(),
                time_zone: crate::web::identify::ZONE.name().to_owned(),
                operator: false,
                created_at: now,
            });
        }
    }
    store::add_people(tx, &new)?;
    Ok(known)
}

const FIRST: &str = "first operator";

/// The link by which the first operator is made; worth nothing as soon as there is one.
pub fn first_link(config: &Config) -> String {
    format!("{}/first/{}", config.base_url, secrets::sealed(&config.secret, FIRST, "operator"))
}

/// Whether anybody runs the installation yet.
///
/// # Errors
/// When the database fails.
pub fn has_operator(conn: &mut Conn) -> diesel::QueryResult<bool> {
    store::has_operator(conn)
}

fn first_link_opens(conn: &mut Conn, config: &Config, token: &str) -> diesel::QueryResult<bool> {
    Ok(secrets::unseal(&config.secret, FIRST, token).is_some() && !store::has_operator(conn)?)
}

/// What the first operator says of themselves.
struct FirstOperator {
    name: String,
    email: String,
    hash: String,
    locale: Locale,
}

fn make_first(
    tx: &mut Tx<'_>,
    config: &Config,
    token: &str,
    first: FirstOperator,
    address: &str,
) -> Result<Account, Failure<Refused>> {
    if !first_link_opens(tx, config, token)? {
        return Err(Failure::Refused(Refused::Link));
    }
    let now = tx.now();
    let person = NewPerson {
        id: PersonId::fresh(now),
        name: first.name,
        email: Some(first.email),
        phone: None,
        password: Some(first.hash),
        locale: first.locale.code().to_owned(),
        time_zone: crate::web::identify::ZONE.name().to_owned(),
        operator: true,
        created_at: now,
    };
    add_person(tx, &person)?;
    record(tx, person.id, &person.name, "accounts.operator_made", address)?;
    store::account(tx, person.id)?.ok_or(Failure::Refused(Refused::Link))
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
