//! The second factor: a code from somebody's phone besides the password, or a recovery code where the phone is lost.
//!
//! A code of the app is taken once: its step is kept, and a step that is not later than the last one is refused
//! (RFC 6238 §5.2). A recovery code opens once, and its owner hears of it. Wrong codes are slowed like wrong passwords; only
//! those who know the password get so far, so the wait may be long without locking anybody out. Passkeys are not built.

pub(super) mod authenticator;
pub(super) mod picture;
pub(super) mod recovery;

use diesel::QueryResult;

use super::entering::{address_key, count_wrong, waits};
use super::guess::Whose;
use super::letters::{self, News};
use super::store::{self, Account};
use crate::audit;
use crate::config::{Config, Secret};
use crate::db::{Failure, Tx, taken};
use crate::web::actor::{Acting, Admin, Recent, Staff};
use crate::web::{Error, Refusal, Said, secrets};
use crate::who::PersonId;
use authenticator::Authenticator;

/// For what secrets of apps are locked.
const PURPOSE: &str = "second factor";

/// Why a code, or a change of the second factor, is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// Neither the app's code of now nor an unused recovery code.
    Wrong,
    /// The app's code was right, and was used before.
    Used,
    /// Too many wrong ones: try again after so many seconds.
    Wait(i64),
    /// It is on already.
    On,
    /// There is none.
    Off,
}

impl Refusal for No {
    fn said(&self) -> Said {
        match self {
            Self::Wrong => "accounts.refused.code".into(),
            Self::Used => "accounts.refused.code_used".into(),
            Self::Wait(seconds) => Said::new("accounts.refused.wait").with("seconds", seconds),
            Self::On => "accounts.refused.second_on".into(),
            Self::Off => "accounts.refused.second_off".into(),
        }
    }
}

fn key(person: PersonId) -> String {
    format!("second:{person}")
}

/// The secret of an app as it is kept.
///
/// # Errors
/// When the cipher refuses.
pub(super) fn locked(secret: &Secret, person: PersonId, app: &Authenticator) -> Result<String, Error> {
    secrets::locked(secret, PURPOSE, &person.to_string(), &app.secret())
}

/// Takes a code of either kind, once. The inner refusal is an answer like any other: the wrong try it tells of is counted.
///
/// # Errors
/// When the database fails.
pub(super) fn prove(
    tx: &mut Tx<'_>,
    config: &Config,
    account: &Account,
    typed: &str,
    address: &str,
) -> QueryResult<Result<(), No>> {
    let now = tx.now();
    // from here on the tries at this account stand in a row
    if !store::second::hold(tx, account.id)? {
        return Ok(Err(No::Off));
    }
    let keys = [(key(account.id), Whose::Second), (address_key(address), Whose::Address)];
    if let Some(seconds) = waits(tx, &keys, now)? {
        return Ok(Err(No::Wait(seconds)));
    }
    let taken = match recovery::parse(typed) {
        Some(code) => by_recovery(tx, config, account, &code, address)?,
        None => by_app(tx, config, account, typed)?,
    };
    match &taken {
        Ok(()) => _ = store::forget_guesses(tx, &key(account.id))?,
        Err(No::Wrong) => count_wrong(tx, &keys)?,
        Err(_) => {}
    }
    Ok(taken)
}

fn by_app(tx: &mut Tx<'_>, config: &Config, account: &Account, typed: &str) -> QueryResult<Result<(), No>> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let Some(kept) = store::second::kept(tx, account.id)? else { return Ok(Err(No::Off)) };
    let Some(secret) = secrets::unlocked(&config.secret, PURPOSE, &account.id.to_string(), &kept.secret) else {
        tracing::error!("a second factor was locked by another secret than AULA_SECRET: recovery codes are of no use either");
        return Ok(Err(No::Wrong));
    };
    let step = Authenticator::parse(&secret, "").and_then(|app| app.step(&code, tx.now()));
    Ok(match step {
        None => Err(No::Wrong),
        Some(step) if store::second::use_step(tx, account.id, step)? => Ok(()),
        Some(_) => Err(No::Used),
    })
}

fn by_recovery(tx: &mut Tx<'_>, config: &Config, account: &Account, code: &str, address: &str) -> QueryResult<Result<(), No>> {
    if !store::second::use_code(tx, account.id, &recovery::sealed(&config.secret, account.id, code))? {
        return Ok(Err(No::Wrong));
    }
    let left = store::second::codes_left(tx, account.id)?;
    let news = News {
        kind: "accounts.recovery_used",
        title: "accounts.letter.recovery_used.title",
        text: "accounts.letter.recovery_used.text",
        args: vec![("left", left.to_string())],
    };
    letters::tell(tx, config, account, news)?;
    audit::By::account(account.id, &account.name, address)
        .did("accounts.recovery_code_used", ("person", account.id))
        .record(tx)?;
    Ok(Ok(()))
}

/// Turns it on; `step` is that of the code that showed the app to be set up. Gives the recovery codes.
pub(super) fn turn_on(
    tx: &mut Tx<'_>,
    config: &Config,
    account: &Account,
    (locked, step): (&str, i64),
    address: &str,
) -> Result<Vec<String>, Failure<No>> {
    match store::second::keep(tx, account.id, locked, step) {
        Err(error) if taken(&error) => return Err(Failure::Refused(No::On)),
        kept => _ = kept?,
    }
    let codes = renew(tx, config, account)?;
    let news = News {
        kind: "accounts.second_on",
        title: "accounts.letter.second_on.title",
        text: "accounts.letter.second_on.text",
        args: Vec::new(),
    };
    letters::tell(tx, config, account, news)?;
    audit::By::account(account.id, &account.name, address).did("accounts.second_factor_on", ("person", account.id)).record(tx)?;
    Ok(codes)
}

fn renew(tx: &mut Tx<'_>, config: &Config, account: &Account) -> QueryResult<Vec<String>> {
    let codes = recovery::sheet();
    let seals: Vec<String> = codes.iter().map(|code| recovery::sealed(&config.secret, account.id, code)).collect();
    store::second::replace_codes(tx, account.id, &seals)?;
    Ok(codes)
}

/// Makes new recovery codes; the ones before are void.
pub(super) fn make_codes(tx: &mut Tx<'_>, config: &Config, account: &Account, address: &str) -> Result<Vec<String>, Failure<No>> {
    if !store::second::hold(tx, account.id)? {
        return Err(Failure::Refused(No::Off));
    }
    let codes = renew(tx, config, account)?;
    audit::By::account(account.id, &account.name, address)
        .did("accounts.recovery_codes_made", ("person", account.id))
        .record(tx)?;
    Ok(codes)
}

/// Turns it off, for a code.
pub(super) fn turn_off(
    tx: &mut Tx<'_>,
    config: &Config,
    account: &Account,
    typed: &str,
    address: &str,
) -> QueryResult<Result<(), No>> {
    let proved = prove(tx, config, account, typed, address)?;
    if proved.is_ok() {
        store::second::remove(tx, account.id)?;
        let news = News {
            kind: "accounts.second_off",
            title: "accounts.letter.second_off.title",
            text: "accounts.letter.second_off.text",
            args: Vec::new(),
        };
        letters::tell(tx, config, account, news)?;
        audit::By::account(account.id, &account.name, address)
            .did("accounts.second_factor_off", ("person", account.id))
            .record(tx)?;
    }
    Ok(proved)
}

/// Takes a colleague's second factor away, whose phone is lost and whose codes are gone; they are signed out everywhere.
/// Nobody's own, which needs a code, and no operator's, who answers to no company.
pub(super) fn reset(tx: &mut Tx<'_>, config: &Config, who: &Recent<Staff<Admin>>, person: PersonId) -> Result<(), Failure<No>> {
    let colleague = store::second::colleague(tx, who.company(), person)?.filter(|one| one.may_be_reset(who.person()));
    let account = if colleague.is_some() { store::account(tx, person)? } else { None };
    let Some(account) = account.filter(|_| colleague.is_some_and(|one| one.since.is_some())) else {
        return Err(Failure::Refused(No::Off));
    };
    store::second::remove(tx, person)?;
    store::end_sessions(tx, person, "")?;
    let news = News {
        kind: "accounts.second_reset",
        title: "accounts.letter.second_reset.title",
        text: "accounts.letter.second_reset.text",
        args: vec![("by", who.name().to_owned())],
    };
    letters::tell(tx, config, &account, news)?;
    audit::by(&**who).did("accounts.second_factor_reset", ("person", person)).record(tx)?;
    Ok(())
}
