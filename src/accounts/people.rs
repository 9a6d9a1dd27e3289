//! Accounts and companies, as other rooms make them.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::login::Login;
use super::store::{Caretaker, NewCompany, NewPerson};
use super::{Refused, store};
use crate::config::Config;
use crate::db::{Conn, Failure, Tx, taken};
use crate::text::Locale;
use crate::web::secrets;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

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
pub fn appoint(
    tx: &mut Tx<'_>,
    company: CompanyId,
    person: PersonId,
    role: Role,
    duties: &[Duty],
) -> diesel::QueryResult<MembershipId> {
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

/// Somebody who was let in, and how they come in for the first time.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub locale: Locale,
    /// Where they set their password, as long as [`FIRST_LINK_LIVES`]; `None` when they have one already.
    pub link: Option<String>,
}

/// How long the link to a first password works: the letter may lie over a weekend.
pub const FIRST_LINK_LIVES: TimeDelta = TimeDelta::days(3);

/// The account of an e-mail address, made in that language if there is none, and a link to set its first password.
///
/// # Errors
/// When the database fails.
pub fn admit(tx: &mut Tx<'_>, config: &Config, email: &str, name: &str, locale: Locale) -> diesel::QueryResult<Admitted> {
    let found = store::by_emails(tx, &[email])?;
    let person = match found.get(email) {
        Some(person) => *person,
        None => {
            let person = person_for(tx, email, name)?;
            store::save_wishes(tx, person, locale, crate::web::identify::ZONE.name())?;
            person
        }
    };
    let account = store::account(tx, person)?.ok_or(diesel::result::Error::NotFound)?;
    let link = match account.password {
        Some(_) => None,
        None => {
            let token = secrets::random_text();
            store::keep_link(tx, &secrets::fingerprint(&token), person, FIRST_LINK_LIVES)?;
            Some(format!("{}/password/{token}", config.base_url))
        }
    };
    Ok(Admitted { person, locale: account.locale(), name: account.name, link })
}

/// Ends all sessions of somebody, at once: whoever left must not stay in.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(tx: &mut Tx<'_>, person: PersonId) -> diesel::QueryResult<()> {
    store::end_sessions(tx, person, "").map(|_| ())
}

/// An account that somebody named by what it signs in with.
#[derive(Clone, Debug)]
pub struct Known {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they run the installation.
    pub operator: bool,
}

/// The account of an e-mail address or phone number as people type it, if there is one.
///
/// # Errors
/// When the database fails.
pub fn known_by(conn: &mut Conn, typed: &str) -> diesel::QueryResult<Option<Known>> {
    let Some(login) = Login::parse(typed) else { return Ok(None) };
    let Some(account) = store::by_login(conn, &login)? else { return Ok(None) };
    let operator = store::runs_it(conn, account.id)?;
    Ok(Some(Known { id: account.id, name: account.name, operator }))
}

/// Those who look after the portal for a company: whom news of its safety reaches.
///
/// # Errors
/// When the database fails.
pub fn caretakers(conn: &mut Conn, company: CompanyId) -> diesel::QueryResult<Vec<Caretaker>> {
    store::caretakers(conn, company)
}

/// Those who run the installation: whom news of the whole of it reaches.
///
/// # Errors
/// When the database fails.
pub fn operators(conn: &mut Conn) -> diesel::QueryResult<Vec<Caretaker>> {
    store::operators(conn)
}
