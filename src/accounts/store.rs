//! Every query of accounts.

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::guess::Guesses;
use super::login::Login;
use crate::clock::Moment;
use crate::db::schema::{companies, duties, guesses, memberships, password_links, people, sessions};
use crate::db::{BATCH, Conn, Tx};
use crate::on_each;
use crate::text::Locale;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// What signing in needs to know of an account.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Account {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) password: Option<String>,
    pub(super) locale: String,
}

impl Account {
    pub(super) fn locale(&self) -> Locale {
        Locale::from_code(&self.locale).unwrap_or_default()
    }
}

const ACCOUNT: (people::id, people::name, people::email, people::password, people::locale) =
    (people::id, people::name, people::email, people::password, people::locale);

pub(super) fn by_login(conn: &mut Conn, login: &Login) -> QueryResult<Option<Account>> {
    match login {
        Login::Email(email) => people::table.filter(people::email.eq(email)).select(ACCOUNT).first(conn).optional(),
        Login::Phone(phone) => people::table.filter(people::phone.eq(phone)).select(ACCOUNT).first(conn).optional(),
    }
}

/// The accounts of many addresses.
pub(super) fn by_emails(conn: &mut Conn, emails: &[&str]) -> QueryResult<HashMap<String, PersonId>> {
    let mut all = HashMap::with_capacity(emails.len());
    for some in emails.chunks(BATCH) {
        let found: Vec<(Option<String>, PersonId)> =
            people::table.filter(people::email.eq_any(some)).select((people::email, people::id)).load(conn)?;
        all.extend(found.into_iter().filter_map(|(email, id)| Some((email?, id))));
    }
    Ok(all)
}

pub(super) fn account(conn: &mut Conn, person: PersonId) -> QueryResult<Option<Account>> {
    people::table.find(person).select(ACCOUNT).first(conn).optional()
}

/// Wrong tries under any of these keys.
pub(super) fn guesses_at(conn: &mut Conn, key: &str) -> QueryResult<Option<Guesses>> {
    let row: Option<(i32, Moment, Moment)> =
        guesses::table.find(key).select((guesses::wrong, guesses::last_at, guesses::free_at)).first(conn).optional()?;
    Ok(row.map(|(wrong, last_at, free_at)| Guesses { wrong, last_at, free_at }))
}

pub(super) fn keep_guesses(tx: &mut Tx<'_>, key: &str, now: Guesses) -> QueryResult<()> {
    let counts = (guesses::wrong.eq(now.wrong), guesses::last_at.eq(now.last_at), guesses::free_at.eq(now.free_at));
    on_each!(&mut **tx, c => diesel::insert_into(guesses::table)
        .values((guesses::id.eq(key), counts))
        .on_conflict(guesses::id)
        .do_update()
        .set(counts)
        .execute(c))?;
    Ok(())
}

pub(super) fn forget_guesses(tx: &mut Tx<'_>, key: &str) -> QueryResult<usize> {
    diesel::delete(guesses::table.find(key)).execute(&mut **tx)
}

/// Whether this person has a session from that address.
pub(super) fn came_from(conn: &mut Conn, person: PersonId, address: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::address.eq(address)),
    ))
    .get_result(conn)
}

/// A session of one's own, as the profile lists it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) agent: String,
    pub(super) created_at: Moment,
    pub(super) seen_at: Moment,
}

pub(super) fn sessions_of(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Vec<Session>> {
    sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::expires_at.gt(now))
        .order((sessions::seen_at.desc(), sessions::id))
        .select((sessions::id, sessions::address, sessions::agent, sessions::created_at, sessions::seen_at))
        .limit(100)
        .load(conn)
}

pub(super) fn end_session(tx: &mut Tx<'_>, person: PersonId, id: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::id.eq(id))).execute(&mut **tx)
}

pub(super) fn end_sessions(tx: &mut Tx<'_>, person: PersonId, but: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::id.ne(but))).execute(&mut **tx)
}

pub(super) fn set_password(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> QueryResult<usize> {
    diesel::update(people::table.find(person)).set(people::password.eq(hash)).execute(&mut **tx)
}

/// A link by which a password may be set.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Link {
    pub(super) person: PersonId,
    pub(super) expires_at: Moment,
    pub(super) used_at: Option<Moment>,
}

pub(super) fn keep_link(tx: &mut Tx<'_>, id: &str, person: PersonId, lives: TimeDelta) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        password_links::id.eq(id),
        password_links::person_id.eq(person),
        password_links::created_at.eq(now),
        password_links::expires_at.eq(now + lives),
    );
    diesel::insert_into(password_links::table).values(row).execute(&mut **tx)
}

pub(super) fn links_since(conn: &mut Conn, person: PersonId, since: Moment) -> QueryResult<i64> {
    password_links::table
        .filter(password_links::person_id.eq(person))
        .filter(password_links::created_at.gt(since))
        .count()
        .get_result(conn)
}

pub(super) fn link(conn: &mut Conn, id: &str) -> QueryResult<Option<Link>> {
    password_links::table
        .find(id)
        .select((password_links::person_id, password_links::expires_at, password_links::used_at))
        .first(conn)
        .optional()
}

/// Uses a link up; of several at once, one.
pub(super) fn use_link(tx: &mut Tx<'_>, id: &str) -> QueryResult<bool> {
    let now = tx.now();
    let open = password_links::table
        .filter(password_links::id.eq(id))
        .filter(password_links::used_at.is_null())
        .filter(password_links::expires_at.gt(now));
    Ok(diesel::update(open).set(password_links::used_at.eq(now)).execute(&mut **tx)? == 1)
}

pub(super) fn void_links(tx: &mut Tx<'_>, person: PersonId) -> QueryResult<usize> {
    let now = tx.now();
    let open = password_links::table.filter(password_links::person_id.eq(person)).filter(password_links::used_at.is_null());
    diesel::update(open).set(password_links::used_at.eq(now)).execute(&mut **tx)
}

/// How one's own account is set.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) locale: String,
    pub(super) time_zone: String,
}

pub(super) fn profile(conn: &mut Conn, person: PersonId) -> QueryResult<Profile> {
    people::table.find(person).select((people::name, people::email, people::phone, people::locale, people::time_zone)).first(conn)
}

pub(super) fn save_wishes(tx: &mut Tx<'_>, person: PersonId, locale: Locale, time_zone: &str) -> QueryResult<usize> {
    diesel::update(people::table.find(person))
        .set((people::locale.eq(locale.code()), people::time_zone.eq(time_zone)))
        .execute(&mut **tx)
}

pub(super) fn has_operator(conn: &mut Conn) -> QueryResult<bool> {
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

pub(super) fn add_person(tx: &mut Tx<'_>, person: &NewPerson) -> QueryResult<usize> {
    diesel::insert_into(people::table).values(person).execute(&mut **tx)
}

/// A company that manages houses.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = companies)]
pub struct NewCompany {
    /// Its id.
    pub id: CompanyId,
    /// Its name in Kazakh.
    pub name_kk: String,
    /// Its name in Russian.
    pub name_ru: String,
    /// Its name in English.
    pub name_en: String,
    /// БИН (*БСН*), its number in the register of legal entities.
    pub bin: String,
    /// The office's phone.
    pub phone: String,
    /// The phone that answers day and night.
    pub emergency_phone: String,
    /// The office's e-mail.
    pub email: String,
    /// The office's address in Kazakh.
    pub address_kk: String,
    /// The office's address in Russian.
    pub address_ru: String,
    /// The language of those who have chosen none, as a code.
    pub locale: String,
    /// Its time zone's IANA name.
    pub time_zone: String,
    /// Since when it is here.
    pub created_at: Moment,
}

pub(super) fn add_company(tx: &mut Tx<'_>, company: &NewCompany) -> QueryResult<()> {
    diesel::insert_into(companies::table).values(company).execute(&mut **tx).map(|_| ())
}

pub(super) fn appoint(
    tx: &mut Tx<'_>,
    company: CompanyId,
    person: PersonId,
    role: Role,
    all: &[Duty],
) -> QueryResult<MembershipId> {
    let (now, id) = (tx.now(), MembershipId::fresh(tx.now()));
    let row = (
        memberships::id.eq(id),
        memberships::company_id.eq(company),
        memberships::person_id.eq(person),
        memberships::role.eq(role),
        memberships::since.eq(now),
    );
    diesel::insert_into(memberships::table).values(row).execute(&mut **tx)?;
    for duty in all {
        let row = (duties::company_id.eq(company), duties::membership_id.eq(id), duties::duty.eq(duty));
        diesel::insert_into(duties::table).values(row).execute(&mut **tx)?;
    }
    Ok(id)
}

/// Adds many, in few statements.
pub(super) fn add_people(tx: &mut Tx<'_>, all: &[NewPerson]) -> QueryResult<()> {
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
pub(super) fn note_bounce(tx: &mut Tx<'_>, person: PersonId, address: &str, at: Moment) -> QueryResult<()> {
    let mine = people::table.filter(people::id.eq(person)).filter(people::email.eq(address)).filter(people::bounced_at.is_null());
    diesel::update(mine).set(people::bounced_at.eq(at)).execute(&mut **tx).map(|_| ())
}

/// Removes what has run out.
pub(super) fn sweep(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let now = tx.now();
    let mut gone = diesel::delete(sessions::table.filter(sessions::expires_at.lt(now))).execute(&mut **tx)?;
    gone += diesel::delete(guesses::table.filter(guesses::last_at.lt(now - TimeDelta::days(1)))).execute(&mut **tx)?;
    gone += diesel::delete(password_links::table.filter(password_links::expires_at.lt(now - TimeDelta::days(30))))
        .execute(&mut **tx)?;
    Ok(gone)
}
