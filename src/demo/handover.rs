//! A house of the demo's first company on its way to the second: its archive is made when the portal starts, and waits to be taken over.

use anyhow::Context;
use chrono::Days;
use diesel::prelude::*;

use crate::app::App;
use crate::db::Failure;
use crate::db::schema::{buildings, contacts, holdings, people, premises};
use crate::handover::{self, Settled};
use crate::homes::BuildingId;
use crate::who::{CompanyId, PersonId};

/// Begins it.
///
/// # Errors
/// When it is refused, or the database fails.
pub(super) async fn fill(app: &App, from: CompanyId, to: CompanyId) -> anyhow::Result<()> {
    let config = app.config.clone();
    let filled = app
        .db
        .write(move |tx| {
            let operator: PersonId = people::table.filter(people::operator.eq(true)).select(people::id).first(&mut **tx)?;
            // a house in which nobody lives who signs in to the demo
            let lived: Vec<BuildingId> = buildings::table
                .inner_join(premises::table.on(premises::building_id.eq(buildings::id)))
                .inner_join(holdings::table.on(holdings::premises_id.eq(premises::id)))
                .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
                .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
                .filter(buildings::company_id.eq(from))
                .filter(people::password.is_not_null())
                .select(buildings::id)
                .distinct()
                .load(&mut **tx)?;
            let free: Option<BuildingId> = buildings::table
                .filter(buildings::company_id.eq(from))
                .filter(buildings::id.ne_all(lived))
                .order(buildings::sort_key.desc())
                .select(buildings::id)
                .first(&mut **tx)
                .optional()?;
            let Some(house) = free else { return Ok(()) };
            let ago = |days| tx.now().date().checked_sub_days(Days::new(days)).unwrap_or_default();
            let (ground, ground_day, day) = ("№ 4".to_owned(), ago(12), ago(5));
            handover::settle(tx, &config, operator, Settled { from, to, houses: vec![house], ground, ground_day, day }).map(drop)
        })
        .await;
    filled
        .map_err(|failure| match failure {
            Failure::Refused(refused) => anyhow::anyhow!("the hand-over of the demo was refused: {refused:?}"),
            Failure::Broken(broken) => broken.into(),
        })
        .context("handing a house over")
}
