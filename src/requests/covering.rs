//! What is not everybody's to see is covered in a picture before it is shown; the original stays with staff.

use super::acting::decided;
use super::kind::RequestId;
use super::moving::{Doer, Done, happened};
use super::rows::Happening;
use super::{INTERNAL, SHELF, THREAD};
use crate::audit;
use crate::db::Tx;
use crate::files::{self, FileId, Kept, Shelf};
use crate::web::actor::{Acting, Dispatcher, Staff};

/// The shelves whose pictures others than staff see.
pub(super) const SEEN: [Shelf; 2] = [SHELF, THREAD];

/// Puts the covered picture in the place of another, which goes to those that only staff see. Of two who do it at once, one does.
pub(super) fn cover(
    tx: &mut Tx<'_>,
    who: &Staff<Dispatcher>,
    id: RequestId,
    (shelf, file): (Shelf, FileId),
    covered: &Kept,
) -> Done<()> {
    let of = decided(tx, who, id, 0)?;
    let subject = of.id.to_string();
    if !files::move_one(tx, of.company_id, file, (shelf, &subject), INTERNAL)? {
        return Err(diesel::result::Error::NotFound.into());
    }
    files::add(tx, of.company_id, shelf, &subject, covered, Some(who.person()))?;
    happened(tx, &of, &Doer::staff(who), Happening::Covered, "")?;
    Ok(audit::by(who).did("requests.covered", ("request", id)).record(tx)?)
}
