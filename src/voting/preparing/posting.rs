//! The proof that the notice hung where everybody passes: a photo, where, on which day (art. 42(6)).

use chrono::NaiveDate;
use serde_json::json;

use super::{Done, Refused, SHELF, ours};
use crate::audit;
use crate::db::{Failure, Tx};
use crate::files::{self, Kept};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{Posting, PostingId};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};

/// Notes it; only a notice that was sent can have been posted, and what was noted stays.
pub(in crate::voting) fn post(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    (place, posted_on): (&str, NaiveDate),
    photo: &Kept,
) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, who.company(), of.building_id)?;
    if of.notified_at.is_none() {
        return Err(Failure::Refused(Refused::NotFixed));
    }
    let now = tx.now();
    let new = Posting {
        id: PostingId::fresh(now),
        company_id: who.company(),
        meeting_id: id,
        place: place.to_owned(),
        posted_on,
        author_id: who.person(),
        created_at: now,
    };
    store::preparing::add_posting(tx, &new)?;
    files::add(tx, who.company(), SHELF, &new.id.to_string(), photo, Some(who.person()))?;
    let details = json!({ "where": place, "on": posted_on });
    Ok(audit::by(who).did("voting.posted", ("meeting", id)).with(details).record(tx)?)
}
