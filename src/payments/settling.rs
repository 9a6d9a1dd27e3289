//! How contracts are kept, and how an invented past is laid down.

use chrono::NaiveDate;

use super::biller::{Asked, Command, Dialect, Line, Register, Unknowns};
use super::crediting::credit;
use super::forms::{ChannelDraft, DoorDraft};
use super::order::{ChannelId, Taker};
use super::payment::{Credited, Incoming};
use super::store::channels::{PURPOSE, Terms, ensure, set};
use super::store::doors;
use super::store::registers::Brought;
use super::{Done, matching, no, opening, telling};
use crate::config::Secret;
use crate::db::Tx;
use crate::money::Tiyn;
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// Writes a payment down without a line in the trail: for the demo's past.
///
/// # Errors
/// As the verbs of this capability refuse.
pub fn settle(tx: &mut Tx<'_>, company: CompanyId, author: Option<PersonId>, of: &Incoming) -> Done<Credited> {
    credit(tx, company, author, of)
}

/// Keeps a contract; its secret is locked by the installation's. The sandbox gets a secret of its own.
pub(super) fn contract(tx: &mut Tx<'_>, company: CompanyId, key: &Secret, of: &ChannelDraft) -> Done<ChannelId> {
    let id = ensure(tx, company, of.taker)?;
    let secret = match (&of.secret, of.taker) {
        (None, Taker::Sandbox) => Some(secrets::random_text()),
        (secret, _) => secret.clone(),
    };
    let locked = secret.map(|secret| secrets::locked(key, PURPOSE, &id.to_string(), &secret)).transpose();
    let Ok(locked) = locked else { return no(super::Refused::NoTaker) };
    let terms = Terms { merchant: &of.merchant, host: &of.host, is_on: of.is_on };
    set(tx, company, id, &terms, locked.as_deref())?;
    Ok(id)
}

/// Switches the sandbox on for a company, without a line in the trail: for the demo.
///
/// # Errors
/// When the database fails.
pub fn settle_sandbox(tx: &mut Tx<'_>, company: CompanyId, key: &Secret) -> Done<()> {
    let draft = ChannelDraft { taker: Taker::Sandbox, merchant: String::new(), host: String::new(), secret: None, is_on: true };
    contract(tx, company, key, &draft).map(drop)
}

/// A payment as a bank tells of it: its name there, the account, the amount.
pub type ToldPayment = (String, String, Tiyn);

/// A bank that is connected, for the demo: its door, what its machine told of on a day, and what it says in its register.
#[derive(Clone, Debug)]
pub struct PastBank {
    /// What it is called.
    pub name: &'static str,
    /// The secret part of its path.
    pub path: &'static str,
    /// From where it comes.
    pub addresses: &'static str,
    /// The template of its payment link.
    pub link: &'static str,
    /// Which day.
    pub day: NaiveDate,
    /// What its machine told of.
    pub told: Vec<ToldPayment>,
    /// The name of the register's file.
    pub file: String,
    /// What stands in it.
    pub register: Vec<ToldPayment>,
}

/// Lays a bank down without a line in the trail: for the demo.
///
/// # Errors
/// As the verbs of this capability refuse.
pub fn settle_bank(tx: &mut Tx<'_>, (company, by): (CompanyId, PersonId), of: &PastBank) -> Done<()> {
    let draft = DoorDraft {
        name: of.name.to_owned(),
        dialect: Dialect::KaspiJson,
        addresses: of.addresses.to_owned(),
        unknowns: Unknowns::Park,
        checks_per_minute: 60_000,
        link: of.link.to_owned(),
    };
    let id = opening::make(tx, company, of.path, &draft)?;
    let door = doors::one(tx, company, id)?;
    for (txn, account, amount) in &of.told {
        let (txn, account, amount) = (txn.clone(), account.clone(), *amount);
        telling::pay(tx, &door, &Asked { command: Command::Pay, txn, account, amount, day: of.day })?;
    }
    let line =
        |(txn, account, amount): &ToldPayment| Line { txn: txn.clone(), account: account.clone(), amount: *amount, day: of.day };
    let register = Register { lines: of.register.iter().map(line).collect() };
    let (digest, file_name) = (secrets::fingerprint(&of.file), of.file.clone());
    matching::lay(tx, (company, by), &Brought { door: id, day: of.day, file_name, digest, register }).map(drop)
}
