//! The rows of jobs.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::kind::{Confirmed, HappeningId, JobId, MaterialId, Offered, Unit, What, Why};
use super::stage::Stage;
use crate::clock::Moment;
use crate::db::schema::{field_events, field_jobs, field_materials};
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::requests::{RequestId, Spot};
use crate::team::{FirmId, Skill};
use crate::who::{CompanyId, PersonId};

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = field_jobs, treat_none_as_null = true)]
pub(super) struct Job {
    pub(super) id: JobId,
    pub(super) company_id: CompanyId,
    /// The number people say: `2026-000012`.
    pub(super) number: String,
    /// The request that it is done for.
    pub(super) request_id: Option<RequestId>,
    pub(super) building_id: BuildingId,
    pub(super) entrance_id: Option<EntranceId>,
    pub(super) premises_id: Option<PremisesId>,
    /// The category's code, of the catalogue of requests.
    pub(super) category: String,
    pub(super) spot: Spot,
    pub(super) floor: Option<i32>,
    pub(super) place: String,
    pub(super) text: String,
    /// The resident, if they have an account.
    pub(super) person_id: Option<PersonId>,
    /// Who is called, by the name they had when it was made.
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) stage: Stage,
    /// Why it pauses.
    pub(super) why: Option<Why>,
    pub(super) is_open: bool,
    pub(super) assignee_id: Option<PersonId>,
    pub(super) offered_to: Offered,
    pub(super) firm_id: Option<FirmId>,
    /// Which trade it needs.
    pub(super) skill: Option<Skill>,
    /// The day by the company's calendar.
    pub(super) day: Option<NaiveDate>,
    /// When the technician plans to be there.
    pub(super) starts_at: Option<Moment>,
    /// The beginning of the two hours that the resident was told.
    pub(super) window_at: Option<Moment>,
    /// How long it takes, in minutes.
    pub(super) lasts: i32,
    /// Whether the resident is asked to choose a time.
    pub(super) asks_window: bool,
    /// How often the resident has changed the time they chose.
    pub(super) changes: i32,
    /// What the resident reads out to confirm; empty until somebody is there.
    pub(super) code: String,
    /// How often a wrong one was typed.
    pub(super) tries: i32,
    pub(super) confirmed_as: Option<Confirmed>,
    pub(super) confirmed_by: String,
    /// How often it was changed: of two who change it at once, one does.
    pub(super) version: i32,
    pub(super) author_id: Option<PersonId>,
    pub(super) offered_at: Option<Moment>,
    pub(super) done_at: Option<Moment>,
    pub(super) created_at: Moment,
    pub(super) updated_at: Moment,
}

/// Something that happened to a job.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = field_events)]
pub(super) struct Event {
    pub(super) id: HappeningId,
    pub(super) company_id: CompanyId,
    pub(super) job_id: JobId,
    pub(super) what: What,
    pub(super) actor_id: Option<PersonId>,
    /// Their name then; empty for the portal itself.
    pub(super) name: String,
    pub(super) details: String,
    /// When, by the clock of whoever did it.
    pub(super) happened_at: Moment,
    /// When it was noted here: later, if there was no network.
    pub(super) created_at: Moment,
}

/// Something that was used.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = field_materials)]
pub(super) struct Material {
    pub(super) id: MaterialId,
    pub(super) company_id: CompanyId,
    pub(super) job_id: JobId,
    pub(super) name: String,
    /// Thousandths of a unit.
    pub(super) quantity: i64,
    pub(super) unit: Unit,
    /// Tiyn for one unit, as agreed before the work.
    pub(super) price: i64,
    /// Free by warranty.
    pub(super) warranty: bool,
    pub(super) author_id: PersonId,
    pub(super) created_at: Moment,
}

impl Material {
    /// What the resident pays for it, in tiyn.
    pub(super) fn cost(&self) -> crate::money::Tiyn {
        if self.warranty {
            return crate::money::Tiyn::ZERO;
        }
        crate::money::Tiyn(self.price).scaled(self.quantity, 1_000).unwrap_or_default()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A job that nobody has, for tests of rules.
    pub(in crate::dispatch) fn job() -> Job {
        let now = Moment::default();
        Job {
            id: JobId::fresh(now),
            company_id: CompanyId::fresh(now),
            number: "2026-000001".into(),
            request_id: None,
            building_id: BuildingId::fresh(now),
            entrance_id: None,
            premises_id: None,
            category: String::new(),
            spot: Spot::Own,
            floor: None,
            place: String::new(),
            text: String::new(),
            person_id: None,
            name: String::new(),
            phone: String::new(),
            stage: Stage::Offered,
            why: None,
            is_open: true,
            assignee_id: None,
            offered_to: Offered::Nobody,
            firm_id: None,
            skill: None,
            day: None,
            starts_at: None,
            window_at: None,
            lasts: 60,
            asks_window: false,
            changes: 0,
            code: String::new(),
            tries: 0,
            confirmed_as: None,
            confirmed_by: String::new(),
            version: 1,
            author_id: None,
            offered_at: None,
            done_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}
