//! People: what signing in needs to know of them, and how their account is set.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::accounts::login::Login;
use crate::clock::Moment;
use crate::db::schema::people;
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::on_each;
use crate::text::Locale;
use crate::who::PersonId;

/// What signing in needs to know of an account.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Account {
    pub(in crate::accounts) id: PersonId,
    pub(in crate::accounts) name: String,
    pub(in crate::accounts) email: Option<String>,
    pub(in crate::accounts) password: Option<String>,
    pub(in crate::accounts) locale: String,
}

impl Account {
    pub(in crate::accounts) fn locale(&self) -> Locale {
        Locale::from_code(&self.locale).unwrap_or_default()
    }
}

const ACCOUNT: (people::id, people::name, people::email, people::password, people::locale) =
    (people::id, people::name, people::email, people::password, people::locale);

pub(in crate::accounts) fn by_login(conn: &mut Conn, login: &Login) -> QueryResult<Option<Account>> {
    match login {
        Login::Email(email) => people::table.filter(people::email.eq(email)).select(ACCOUNT).first(conn).optional(),
        Login::Phone(phone) => people::table.filter(people::phone.eq(phone)).select(ACCOUNT).first(conn).optional(),
    }
}

/// The accounts of many addresses.
pub(in crate::accounts) fn by_emails(conn: &mut Conn, emails: &[&str]) -> QueryResult<HashMap<String, PersonId>> {
    let mut all = HashMap::with_capacity(emails.len());
    for some in emails.chunks(BATCH) {
        let found: Vec<(Option<String>, PersonId)> =
            people::table.filter(people::email.among(some)).select((people::email, people::id)).load(conn)?;
        all.extend(found.into_iter().filter_map(|(email, id)| Some((email?, id))));
    }
    Ok(all)
}

pub(in crate::accounts) fn account(conn: &mut Conn, person: PersonId) -> QueryResult<Option<Account>> {
    people::table.find(person).select(ACCOUNT).first(conn).optional()
}

pub(in crate::accounts) fn set_password(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> QueryResult<usize> {
    diesel::update(people::table.find(person)).set(people::password.eq(hash)).execute(&mut **tx)
}

/// How one's own account is set.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Profile {
    pub(in crate::accounts) name: String,
    pub(in crate::accounts) email: Option<String>,
    pub(in crate::accounts) phone: Option<String>,
    pub(in crate::accounts) locale: String,
    pub(in crate::accounts) time_zone: String,
}

pub(in crate::accounts) fn profile(conn: &mut Conn, person: PersonId) -> QueryResult<Profile> {
    people::table.find(person).select((people::name, people::email, people::phone, people::locale, people::time_zone)).first(conn)
}

pub(in crate::accounts) fn save_wishes(tx: &mut Tx<'_>, person: PersonId, locale: Locale, time_zone: &str) -> QueryResult<usize> {
    diesel::update(people::table.find(person))
        .set((people::locale.eq(locale.code()), people::time_zone.eq(time_zone)))
        .execute(&mut **tx)
}

/// Whether somebody runs the installation.
pub(in crate::accounts) fn runs_it(conn: &mut Conn, person: PersonId) -> QueryResult<bool> {
    people::table.find(person).select(people::operator).first(conn)
}

pub(in crate::accounts) fn has_operator(conn: &mut Conn) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(people::table.filter(people::operator.eq(true)))).get_result(conn)
}

/// Somebody who is to have an account.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = people)]
pub struct NewPerson {
    /// Their id.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// Their e-mail address, in lower case.
    pub email: Option<String>,
    /// Their phone number.
    pub phone: Option<String>,
    /// The hash of their password; without one they ask for a link.
    pub password: Option<String>,
    /// Their language, as a code.
    pub locale: String,
    /// Their time zone's IANA name.
    pub time_zone: String,
    /// Whether they run the installation.
    pub operator: bool,
    /// Since when.
    pub created_at: Moment,
}

pub(in crate::accounts) fn add_person(tx: &mut Tx<'_>, person: &NewPerson) -> QueryResult<usize> {
    diesel::insert_into(people::table).values(person).execute(&mut **tx)
}

/// Adds many, in few statements.
pub(in crate::accounts) fn add_people(tx: &mut Tx<'_>, all: &[NewPerson]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|new| {
                (
                    (
                        people::id.eq(new.id),
                        people::name.eq(&new.name),
                        people::email.eq(&new.email),
                        people::phone.eq(&new.phone),
                    ),
                    (people::password.eq(&new.password), people::locale.eq(&new.locale), people::time_zone.eq(&new.time_zone)),
                    (people::operator.eq(new.operator), people::created_at.eq(new.created_at)),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(people::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Marks an address, if it is still theirs.
pub(in crate::accounts) fn note_bounce(tx: &mut Tx<'_>, person: PersonId, address: &str, at: Moment) -> QueryResult<()> {
    let mine = people::table.filter(people::id.eq(person)).filter(people::email.eq(address)).filter(people::bounced_at.is_null());
    diesel::update(mine).set(people::bounced_at.eq(at)).execute(&mut **tx).map(|_| ())
}
