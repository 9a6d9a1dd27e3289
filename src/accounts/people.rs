//! Accounts and companies, as other rooms make them.

use std::collections::HashMap;

use super::store::{NewCompany, NewPerson};
use super::{Refused, store};
use crate::db::{Failure, Tx, taken};
use crate::text::Locale;
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

/// Ends all sessions of somebody, at once: whoever left must not stay in.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(tx: &mut Tx<'_>, person: PersonId) -> diesel::QueryResult<()> {
    store::end_sessions(tx, person, "").map(|_| ())
}
