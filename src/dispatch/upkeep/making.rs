//! The errand of every night: for each day on which a plan comes round, one job, some time ahead.

use chrono::{Days, NaiveDate};

use super::rule;
use crate::db::{Failure, Tx};
use crate::dispatch::directing::{Making, begin};
use crate::dispatch::kind::{JobId, Offered, PlanId, What};
use crate::dispatch::moving::{Doer, Done, happened, keep};
use crate::dispatch::refused::Refused;
use crate::dispatch::rows::Job;
use crate::dispatch::store::planned::{Check, Plan};
use crate::dispatch::store::plans as store;
use crate::requests;
use crate::team;
use crate::who::{CompanyId, Reach};

/// The furthest ahead that jobs are made, in days.
pub(in crate::dispatch) const FURTHEST: u64 = 60;

/// Makes the jobs of one plan, and gives how many there are new.
pub(in crate::dispatch) fn go_round(tx: &mut Tx<'_>, company: CompanyId, id: PlanId) -> Done<usize> {
    let (of, ..) = store::one(tx, &Reach::whole(company), id)?;
    let today = tx.today();
    let until = today.checked_add_days(Days::new(u64::try_from(of.ahead).unwrap_or_default())).unwrap_or(today);
    if of.is_over || of.counts_from > until {
        return Ok(0);
    }
    let mut made = 0;
    for day in rule::days(&of.rule, of.starts_on, (of.counts_from, until)) {
        // another errand at this moment takes the day or this one does
        if store::claim(tx, &of, day)? {
            let job = job(tx, &of, day)?;
            store::made(tx, &of, day, job.id)?;
            made += 1;
        }
    }
    let next = until.succ_opt().unwrap_or(until);
    // of a plan that is changed at this moment the jobs are made anew the night after, by what it says then
    if !store::save(tx, of.version, &Plan { counts_from: next, ..of.clone() })? {
        return Err(Failure::Refused(Refused::Changed));
    }
    Ok(made)
}

/// The job of a day, with what is to be checked.
fn job(tx: &mut Tx<'_>, of: &Plan, day: NaiveDate) -> Done<Job> {
    let category = requests::category_of(&of.category).ok_or(Failure::Refused(Refused::Nobody))?;
    let doer = Doer { person: None, name: String::new(), at: tx.now() };
    let making = Making {
        company: of.company_id,
        request: None,
        building: of.building_id,
        entrance: of.entrance_id,
        premises: None,
        category,
        spot: category.spot,
        floor: None,
        place: of.device.clone(),
        text: if of.text.is_empty() { of.title.clone() } else { format!("{}\n{}", of.title, of.text) },
        person: None,
        name: String::new(),
        phone: String::new(),
        lasts: of.lasts,
        asks: false,
    };
    let new = begin(tx, &doer, &making)?;
    let today = tx.today();
    let crew = team::crew(tx, of.company_id, today)?;
    // whoever has left, or is away on that day, is not given it: it waits for a dispatcher
    let one = crew.into_iter().find(|one| Some(one.person) == of.assignee_id && one.is_there(day));
    let mut is = Job { day: Some(day), ..new.clone() };
    if let Some(one) = &one {
        (is.assignee_id, is.offered_to, is.offered_at) = (Some(one.person), Offered::One, Some(tx.now()));
        is.firm_id = one.firm.as_ref().map(|(id, _)| *id);
    }
    let is = keep(tx, &new, is)?;
    if let Some(one) = one {
        happened(tx, &is, &doer, What::Offered, &one.name)?;
    }
    store::add_checks(tx, &checks(of, is.id))?;
    Ok(is)
}

/// What a job of this plan checks.
fn checks(of: &Plan, job: JobId) -> Vec<Check> {
    let check = |(place, line): (i32, super::check::Line)| Check {
        company_id: of.company_id,
        job_id: job,
        place,
        what: line.what,
        is_number: line.is_number,
        unit: line.unit,
        low: line.low,
        high: line.high,
        value: None,
        noted_by: None,
        noted_at: None,
    };
    (1..).zip(of.checklist()).map(check).collect()
}
