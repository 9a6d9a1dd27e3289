//! Letting people in: who they are by login and password, and how wrong tries slow the next one.

use super::guess::{Guesses, Whose};
use super::login::Login;
use super::store::Account;
use super::{Refused, password, store};
use crate::app::App;
use crate::audit;
use crate::clock::Moment;
use crate::db::{Conn, Never, Tx};
use crate::web::{Error, secrets};

pub(super) fn account_key(login: &Login) -> String {
    format!("account:{}", secrets::fingerprint(login.as_str()))
}

pub(super) fn address_key(address: &str) -> String {
    format!("address:{address}")
}

/// Looks whether somebody may be let in: their account, or why not.
///
/// # Errors
/// [`Refused::Credentials`] or [`Refused::Wait`] inside the `Ok`; the outer error is broken machinery.
pub(super) async fn let_in(
    app: &App,
    typed: &str,
    password: &str,
    address: &str,
    now: Moment,
) -> Result<Result<Account, Refused>, Error> {
    let Some(login) = Login::parse(typed) else {
        // as slow as a wrong password, so that nothing is learnt
        password::fits(password.to_owned(), None).await?;
        return Ok(Err(Refused::Credentials));
    };
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
            let keys = [(account_key(&login), Whose::Account), (address_key(address), Whose::Address)];
            app.db.write::<_, Never>(move |tx| Ok(count_wrong(tx, &keys)?)).await?;
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

/// Counts a wrong try under each of these keys.
pub(super) fn count_wrong(tx: &mut Tx<'_>, keys: &[(String, Whose)]) -> diesel::QueryResult<()> {
    let now = tx.now();
    for (key, whose) in keys {
        let before = store::guesses_at(tx, key)?;
        store::keep_guesses(tx, key, Guesses::another(before, *whose, now))?;
    }
    Ok(())
}

/// Seconds until a try under these keys is looked at.
pub(super) fn waits(conn: &mut Conn, keys: &[(String, Whose)], now: Moment) -> diesel::QueryResult<Option<i64>> {
    keys.iter().try_fold(None, |longest: Option<i64>, (key, _)| {
        Ok(longest.max(store::guesses_at(conn, key)?.and_then(|guesses| guesses.wait(now))))
    })
}

/// Whether somebody who is signed in still knows their password. Wrong tries slow the next one.
///
/// # Errors
/// [`Refused::Password`] or [`Refused::Wait`] inside the `Ok`; the outer error is broken machinery.
pub(super) async fn still_knows(
    app: &App,
    account: &Account,
    password: &str,
    address: &str,
    now: Moment,
) -> Result<Result<(), Refused>, Error> {
    let keys = [(format!("again:{}", account.id), Whose::Account), (address_key(address), Whose::Address)];
    let asked = keys.clone();
    if let Some(seconds) = app.db.read(move |conn| waits(conn, &asked, now)).await? {
        return Ok(Err(Refused::Wait(seconds)));
    }
    let fits = password::fits(password.to_owned(), account.password.clone()).await?;
    let written = app.db.write::<_, Never>(move |tx| match (&keys, fits) {
        ([(mine, _), _], true) => Ok(_ = store::forget_guesses(tx, mine)?),
        (keys, false) => Ok(count_wrong(tx, keys)?),
    });
    written.await?;
    Ok(if fits { Ok(()) } else { Err(Refused::Password) })
}

/// Notes that somebody came in: their wrong tries are forgotten.
pub(super) fn came_in(tx: &mut Tx<'_>, account: &Account, typed: &str, address: &str) -> diesel::QueryResult<()> {
    if let Some(login) = Login::parse(typed) {
        store::forget_guesses(tx, &account_key(&login))?;
    }
    let by = audit::By::account(account.id, &account.name, address);
    by.did("accounts.signed_in", ("person", account.id)).record(tx)
}
