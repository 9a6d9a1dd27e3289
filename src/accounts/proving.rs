//! What other capabilities ask of accounts when people join: the way to a first password, and the slowing of those who guess codes.

use diesel::QueryResult;

use super::guess::{Guesses, Whose};
use super::{LINK_LIVES, record, store};
use crate::clock::Moment;
use crate::db::{Conn, Tx};
use crate::text::Locale;
use crate::web::secrets;
use crate::who::PersonId;

/// The name under which all wrong codes of the installation are counted, wherever they come from.
const EVERYBODY: &str = "codes";

/// Somebody's account, as far as a letter to them needs it.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their full name.
    pub name: String,
    /// Their proved address.
    pub email: Option<String>,
    /// Their language.
    pub locale: Locale,
    /// Whether they have ever come in: a password is chosen by a mailed link only.
    pub came_in: bool,
}

/// Somebody's account.
///
/// # Errors
/// `NotFound` when there is none; else when the database fails.
pub fn reader(conn: &mut Conn, person: PersonId) -> QueryResult<Reader> {
    let account = store::account(conn, person)?.ok_or(diesel::result::Error::NotFound)?;
    Ok(Reader { locale: account.locale(), came_in: account.password.is_some(), name: account.name, email: account.email })
}

/// A path where somebody whose address was proved just now chooses their password, once.
///
/// # Errors
/// When the database fails.
pub fn password_path(tx: &mut Tx<'_>, person: PersonId, address: &str) -> QueryResult<String> {
    let token = secrets::random_text();
    store::keep_link(tx, &secrets::fingerprint(&token), person, LINK_LIVES)?;
    let name = reader(tx, person)?.name;
    record(tx, person, &name, "accounts.address_proved", address)?;
    Ok(format!("/password/{token}"))
}

/// Gives an account that was made for an address the language its owner speaks, while nobody has come in by it.
///
/// # Errors
/// When the database fails.
pub fn speak(tx: &mut Tx<'_>, person: PersonId, locale: Locale) -> QueryResult<()> {
    if !reader(tx, person)?.came_in {
        store::save_wishes(tx, person, locale, crate::web::identify::ZONE.name())?;
    }
    Ok(())
}

fn keys(address: &str) -> [(String, Whose); 2] {
    [(format!("{EVERYBODY}:{address}"), Whose::Address), (EVERYBODY.to_owned(), Whose::Everybody)]
}

/// Seconds until a code from this address is looked at; `None` when it may be now.
///
/// # Errors
/// When the database fails.
pub fn code_wait(conn: &mut Conn, address: &str, now: Moment) -> QueryResult<Option<i64>> {
    let mut wait = None;
    for (key, _) in keys(address) {
        wait = wait.max(store::guesses_at(conn, &key)?.and_then(|guesses| guesses.wait(now)));
    }
    Ok(wait)
}

/// Counts a wrong code, for its address and for the installation.
///
/// # Errors
/// When the database fails.
pub fn wrong_code(tx: &mut Tx<'_>, address: &str) -> QueryResult<()> {
    for (key, whose) in keys(address) {
        let before = store::guesses_at(tx, &key)?;
        let now = tx.now();
        store::keep_guesses(tx, &key, Guesses::another(before, whose, now))?;
    }
    Ok(())
}
