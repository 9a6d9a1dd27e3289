//! How contracts are kept, and how an invented past is laid down.

use super::crediting::credit;
use super::forms::ChannelDraft;
use super::order::{ChannelId, Taker};
use super::payment::{Credited, Incoming};
use super::store::channels::{PURPOSE, Terms, ensure, set};
use super::{Done, no};
use crate::config::Secret;
use crate::db::Tx;
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
