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

fn address_key(address: &str) -> String {
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
pub(super) fn came_in(tx: &mut Tx<'_>, account: &Account, typed: &str, address: &str) -> diesel::QueryResult<()> {
    if let Some(login) = Login::parse(typed) {
        store::forget_guesses(tx, &account_key(&login))?;
    }
    let by = audit::By::account(account.id, &account.name, address);
    by.did("accounts.signed_in", ("person", account.id)).record(tx)
}
