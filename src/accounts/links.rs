//! Links by mail that set a password.

use chrono::TimeDelta;

use super::entering::account_key;
use super::login::Login;
use super::store::Account;
use super::{Refused, letters, store};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Never, Tx};
use crate::mail::{Letter, outbox};
use crate::web::identify::seats;
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// How long a mailed link works.
pub(super) const LINK_LIVES: TimeDelta = TimeDelta::minutes(30);

/// How many links may be asked for within that time: more would only fill a mailbox.
const LINKS_AT_MOST: i64 = 3;

/// Sends a link to set a password, if the address has an account. Says nothing of whether it has. Asked for by a company's own
/// host name, the link leads there, for those who are something in that company alone: whoever keeps its name could read the link.
pub(super) fn send_link(tx: &mut Tx<'_>, config: &Config, typed: &str, at: Option<CompanyId>) -> Result<(), Failure<Never>> {
    let Some(login) = Login::parse(typed) else { return Ok(()) };
    let Some(account) = store::by_login(tx, &login)? else { return Ok(()) };
    let Some(email) = account.email.clone() else { return Ok(()) };
    let since = tx.now() - LINK_LIVES;
    if store::links_since(tx, account.id, since)? >= LINKS_AT_MOST {
        return Ok(());
    }
    let token = secrets::random_text();
    store::keep_link(tx, &secrets::fingerprint(&token), account.id, LINK_LIVES)?;
    let company = match at {
        Some(at) if lives_only_in(tx, account.id, at)? => Some(at),
        _ => None,
    };
    let letter = letters::link(config, &account, &email, &token, tx.now());
    outbox::post(tx, &Letter { company, ..letter })?;
    Ok(())
}

/// Whether somebody is something in this company and nothing anywhere else.
fn lives_only_in(tx: &mut Tx<'_>, person: PersonId, company: CompanyId) -> diesel::QueryResult<bool> {
    let now = tx.now();
    let seats = seats(tx, person, now)?;
    let only = !seats.is_empty() && seats.iter().all(|seat| seat.company == Some(company));
    Ok(only && !store::runs_it(tx, person)?)
}

/// Whose password a link would set, while it works.
pub(super) fn link_opens(conn: &mut Conn, token: &str, now: Moment) -> diesel::QueryResult<Option<Account>> {
    match store::link(conn, &secrets::fingerprint(token))? {
        Some(link) if link.used_at.is_none() && link.expires_at > now => store::account(conn, link.person),
        _ => Ok(None),
    }
}

/// Sets the password by a link: the link is used up, all other links are void, all sessions end.
pub(super) fn set_by_link(tx: &mut Tx<'_>, token: &str, hash: &str, address: &str) -> Result<Account, Failure<Refused>> {
    let now = tx.now();
    let account = link_opens(tx, token, now)?.ok_or(Failure::Refused(Refused::Link))?;
    if !store::use_link(tx, &secrets::fingerprint(token))? {
        return Err(Failure::Refused(Refused::Link));
    }
    change(tx, &account, hash, "")?;
    let by = audit::By::account(account.id, &account.name, address);
    by.did("accounts.password_set", ("person", account.id)).record(tx)?;
    Ok(Account { password: Some(hash.to_owned()), ..account })
}

pub(super) fn change(tx: &mut Tx<'_>, account: &Account, hash: &str, keep_session: &str) -> diesel::QueryResult<()> {
    store::set_password(tx, account.id, hash)?;
    store::void_links(tx, account.id)?;
    store::end_sessions(tx, account.id, keep_session)?;
    if let Some(login) = account.email.as_deref().and_then(Login::parse) {
        store::forget_guesses(tx, &account_key(&login))?;
    }
    Ok(())
}
