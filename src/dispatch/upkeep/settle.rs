//! Plans as if they had been made before: for the demo.

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

use super::check;
use super::making::go_round;
use super::rule::Every;
use crate::db::{Broken, Failure, Tx};
use crate::dispatch::kind::PlanId;
use crate::dispatch::store::planned::Plan;
use crate::dispatch::store::plans;
use crate::homes::BuildingId;
use crate::who::{CompanyId, PersonId};

/// A plan that was made before.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whose.
    pub company: CompanyId,
    /// Who made it.
    pub author: PersonId,
    /// Who does it.
    pub worker: PersonId,
    /// Where.
    pub building: BuildingId,
    /// The device, in words.
    pub device: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The category's code.
    pub category: &'static str,
    /// Whether it comes round every week, else every month.
    pub weekly: bool,
    /// Its first day, which may be over.
    pub starts_on: NaiveDate,
    /// What is checked, one a line.
    pub lines: &'static str,
}

/// Puts a plan down, with the jobs that it has made since.
///
/// # Errors
/// When the database fails.
pub fn settle_plan(tx: &mut Tx<'_>, of: &Standing) -> QueryResult<()> {
    let now = tx.now();
    let every = if of.weekly { Every::Week } else { Every::Month };
    let plan = Plan {
        id: PlanId::fresh(now),
        company_id: of.company,
        title: of.title.to_owned(),
        building_id: of.building,
        entrance_id: None,
        device: of.device.to_owned(),
        category: of.category.to_owned(),
        text: String::new(),
        rule: every.rule(of.starts_on).unwrap_or_default(),
        starts_on: of.starts_on,
        counts_from: of.starts_on,
        lasts: 60,
        ahead: 14,
        assignee_id: Some(of.worker),
        lines: json!(check::read(of.lines).unwrap_or_default()).to_string(),
        is_over: false,
        version: 1,
        author_id: of.author,
        created_at: now,
        updated_at: now,
    };
    plans::add(tx, &plan)?;
    match go_round(tx, of.company, plan.id) {
        Ok(_) => Ok(()),
        Err(Failure::Broken(Broken::Diesel(broken))) => Err(broken),
        Err(no) => {
            tracing::warn!("a plan of the demo has made no jobs: {no:?}");
            Ok(())
        }
    }
}
