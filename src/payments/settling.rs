//! How an invented past is laid down.

use super::Done;
use super::crediting::credit;
use super::payment::{Credited, Incoming};
use crate::db::Tx;
use crate::who::{CompanyId, PersonId};

/// Writes a payment down without a line in the trail: for the demo's past.
///
/// # Errors
/// As the verbs of this capability refuse.
pub fn settle(tx: &mut Tx<'_>, company: CompanyId, author: Option<PersonId>, of: &Incoming) -> Done<Credited> {
    credit(tx, company, author, of)
}
