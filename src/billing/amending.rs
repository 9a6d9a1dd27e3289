//! What is made good is written down, with its document, and withdrawn.

use chrono::NaiveDate;
use serde_json::json;

use super::adjusting::{AdjustmentId, Kind};
use super::forms::adjustment::Draft;
use super::store::adjusted::{self, Kept};
use super::{Done, Refused, no};
use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::files::{self, Shelf};
use crate::homes::{self, PremisesId};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::who::{CompanyId, PersonId};

/// Where documents of what is made good stand.
pub(super) const SHELF: Shelf = Shelf("billing.adjustments");

/// Writes down why somebody is charged otherwise; it enters the next month that is charged.
pub(super) fn adjust(
    tx: &mut Tx<'_>,
    who: &Staff<Accountant>,
    draft: &Draft,
    document: Option<&files::Kept>,
) -> Done<AdjustmentId> {
    let company = who.company();
    let building = match (draft.premises, draft.building) {
        (Some(premises), _) => adjusted::building_of(tx, company, premises)?,
        (None, Some(building)) => building,
        (None, None) => return Err(diesel::result::Error::NotFound.into()),
    };
    homes::ours(tx, company, building).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    let kept = Kept {
        id: AdjustmentId::fresh(tx.now()),
        company_id: company,
        kind: draft.kind,
        building_id: building,
        premises_id: draft.premises,
        service_id: draft.service,
        since: draft.since,
        until: draft.until,
        people: draft.people,
        people_after: draft.people_after,
        percent: draft.percent,
        begins_at: draft.off.map(|(begins, _)| begins),
        ends_at: draft.off.map(|(_, ends)| ends),
        outage_id: draft.outage,
        document: draft.document.clone(),
        author_id: who.person(),
        created_at: tx.now(),
        withdrawn_at: None,
    };
    match adjusted::add(tx, &kept) {
        Err(error) if taken(&error) => return no(Refused::Adjusted),
        added => added?,
    };
    if let Some(document) = document {
        files::add(tx, company, SHELF, &kept.id.to_string(), document, Some(who.person()))?;
    }
    let details = json!({ "kind": draft.kind, "since": draft.since, "document": draft.document });
    audit::by(who).did("billing.adjusted", ("adjustment", kept.id)).with(details).record(tx)?;
    Ok(kept.id)
}

/// It holds no more: what bills have made good by it stays.
pub(super) fn withdraw(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: AdjustmentId) -> Done<()> {
    let company = who.company();
    adjusted::one(tx, company, id)?;
    if !adjusted::withdraw(tx, company, id)? {
        return no(Refused::Adjusted);
    }
    Ok(audit::by(who).did("billing.adjustment_withdrawn", ("adjustment", id)).record(tx)?)
}

/// Writes a benefit of one home down, without a line in the trail: for the demo's past. Since when, how many hundredths of a per cent, by which
/// document.
///
/// # Errors
/// When the database fails.
pub fn settle_benefit(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    premises: PremisesId,
    (since, percent, document): (NaiveDate, i64, &str),
) -> Done<()> {
    let kept = Kept {
        id: AdjustmentId::fresh(tx.now()),
        company_id: company,
        kind: Kind::Benefit,
        building_id: adjusted::building_of(tx, company, premises)?,
        premises_id: Some(premises),
        service_id: None,
        since,
        until: None,
        people: 0,
        people_after: 0,
        percent,
        begins_at: None,
        ends_at: None,
        outage_id: None,
        document: document.to_owned(),
        author_id: author,
        created_at: tx.now(),
        withdrawn_at: None,
    };
    adjusted::add(tx, &kept)?;
    Ok(())
}
