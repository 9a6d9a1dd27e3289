//! Plans are made, changed and ended. A change is for what is still to be made; jobs that are there already stay as they are.

use chrono::NaiveDate;
use serde_json::json;

use super::check::Line;
use crate::audit;
use crate::db::{Failure, Tx};
use crate::dispatch::doing::ask_house;
use crate::dispatch::kind::PlanId;
use crate::dispatch::moving::Done;
use crate::dispatch::refused::Refused;
use crate::dispatch::store::planned::Plan;
use crate::dispatch::store::plans as store;
use crate::homes::{BuildingId, EntranceId};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::who::PersonId;

/// A plan as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) title: String,
    pub(super) building: BuildingId,
    pub(super) entrance: Option<EntranceId>,
    pub(super) device: String,
    pub(super) category: &'static str,
    pub(super) text: String,
    pub(super) rule: String,
    pub(super) starts_on: NaiveDate,
    pub(super) lasts: i32,
    pub(super) ahead: i32,
    pub(super) assignee: Option<PersonId>,
    pub(super) lines: Vec<Line>,
}

impl Wish {
    fn upon(&self, of: Plan) -> Plan {
        Plan {
            title: self.title.clone(),
            building_id: self.building,
            entrance_id: self.entrance,
            device: self.device.clone(),
            category: self.category.to_owned(),
            text: self.text.clone(),
            rule: self.rule.clone(),
            starts_on: self.starts_on,
            lasts: self.lasts,
            ahead: self.ahead,
            assignee_id: self.assignee,
            lines: json!(self.lines).to_string(),
            ..of
        }
    }
}

/// Makes a plan. What lies before today does not come round any more.
pub(super) fn make(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, wish: &Wish) -> Done<Plan> {
    ask_house(tx, who.company(), wish.building)?;
    let (now, today) = (tx.now(), tx.today());
    let new = wish.upon(Plan {
        id: PlanId::fresh(now),
        company_id: who.company(),
        title: String::new(),
        building_id: wish.building,
        entrance_id: None,
        device: String::new(),
        category: String::new(),
        text: String::new(),
        rule: String::new(),
        starts_on: wish.starts_on,
        counts_from: wish.starts_on.max(today),
        lasts: 0,
        ahead: 0,
        assignee_id: None,
        lines: String::new(),
        is_over: false,
        version: 1,
        author_id: who.person(),
        created_at: now,
        updated_at: now,
    });
    store::add(tx, &new)?;
    audit::by(who).did("dispatch.plan_made", ("plan", new.id)).with(json!({ "rule": new.rule })).record(tx)?;
    Ok(new)
}

fn decided(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, (id, version): (PlanId, i32)) -> Done<Plan> {
    let (of, ..) = store::one(tx, who.reach(), id)?;
    if of.version != version || of.is_over {
        return Err(Failure::Refused(Refused::Changed));
    }
    Ok(of)
}

fn keep(tx: &mut Tx<'_>, was: &Plan, is: Plan) -> Done<Plan> {
    let is = Plan { version: was.version + 1, updated_at: tx.now(), ..is };
    if store::save(tx, was.version, &is)? { Ok(is) } else { Err(Failure::Refused(Refused::Changed)) }
}

/// Changes it for what is still to be made.
pub(super) fn change(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, at: (PlanId, i32), wish: &Wish) -> Done<Plan> {
    let was = decided(tx, who, at)?;
    ask_house(tx, was.company_id, wish.building)?;
    let counts_from = was.counts_from.max(wish.starts_on).max(tx.today());
    let is = keep(tx, &was, wish.upon(Plan { counts_from, ..was.clone() }))?;
    let details = json!({ "rule_was": was.rule, "rule_is": is.rule });
    audit::by(who).did("dispatch.plan_changed", ("plan", is.id)).with(details).record(tx)?;
    Ok(is)
}

/// Ends it: nothing more is made by it.
pub(super) fn end(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, at: (PlanId, i32)) -> Done<Plan> {
    let was = decided(tx, who, at)?;
    let is = keep(tx, &was, Plan { is_over: true, ..was.clone() })?;
    audit::by(who).did("dispatch.plan_ended", ("plan", is.id)).record(tx)?;
    Ok(is)
}
