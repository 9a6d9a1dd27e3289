//! A new e-mail address: it is somebody's once they have opened the link that was mailed to it, for half an hour and once.
//! The old address hears of both the wish and the change.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::Refused;
use super::letters::{self, News};
use super::store::{self, Account};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Never, Tx, taken};
use crate::mail::outbox;
use crate::web::secrets;
use crate::who::PersonId;

/// How long the link works.
pub(super) const LINK_LIVES: TimeDelta = TimeDelta::minutes(30);
/// How many may be asked for within that time: more would only fill somebody's mailbox.
const AT_MOST: i64 = 3;

/// Mails the link to the new address. Whether that has an account already is not said: it may be anybody's.
pub(super) fn ask(tx: &mut Tx<'_>, config: &Config, account: &Account, email: &str, from: &str) -> Result<(), Failure<Never>> {
    let since = tx.now() - LINK_LIVES;
    if store::mailboxes::wishes_since(tx, account.id, since)? >= AT_MOST {
        return Ok(());
    }
    let token = secrets::random_text();
    store::mailboxes::keep_wish(tx, &secrets::fingerprint(&token), account.id, email, LINK_LIVES)?;
    let letter = letters::mailbox(config, account, email, &token, tx.now());
    outbox::post(tx, &letter)?;
    let news = News {
        kind: "accounts.email_asked",
        title: "accounts.letter.email_asked.title",
        text: "accounts.letter.email_asked.text",
        args: vec![("email", email.to_owned())],
    };
    letters::tell(tx, config, account, news)?;
    audit::By::account(account.id, &account.name, from).did("accounts.email_asked", ("person", account.id)).record(tx)?;
    Ok(())
}

/// The address that a link would prove, while it works.
pub(super) fn opens(conn: &mut Conn, person: PersonId, token: &str, now: Moment) -> QueryResult<Option<String>> {
    store::mailboxes::wished(conn, person, &secrets::fingerprint(token), now)
}

/// Takes the new address. Links mailed to the old one that would set a password are void.
pub(super) fn take(tx: &mut Tx<'_>, config: &Config, account: &Account, token: &str, from: &str) -> Result<(), Failure<Refused>> {
    let now = tx.now();
    let email = opens(tx, account.id, token, now)?.ok_or(Failure::Refused(Refused::Link))?;
    if !store::mailboxes::use_wish(tx, account.id, &secrets::fingerprint(token))? {
        return Err(Failure::Refused(Refused::Link));
    }
    match store::mailboxes::set_email(tx, account.id, &email) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::Taken)),
        set => _ = set?,
    }
    store::void_links(tx, account.id)?;
    let news = News {
        kind: "accounts.email_changed",
        title: "accounts.letter.email_changed.title",
        text: "accounts.letter.email_changed.text",
        args: vec![("email", email)],
    };
    // the account was read before: this goes to the old address
    letters::tell(tx, config, account, news)?;
    audit::By::account(account.id, &account.name, from).did("accounts.email_changed", ("person", account.id)).record(tx)?;
    Ok(())
}
