//! A plan, and what it checks each time.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{field_checks, field_plans};
use crate::dispatch::kind::{JobId, PlanId};
use crate::dispatch::upkeep::check::Line;
use crate::homes::{BuildingId, EntranceId};
use crate::who::{CompanyId, PersonId};

/// What comes round.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = field_plans, treat_none_as_null = true)]
pub(in crate::dispatch) struct Plan {
    pub(in crate::dispatch) id: PlanId,
    pub(in crate::dispatch) company_id: CompanyId,
    pub(in crate::dispatch) title: String,
    pub(in crate::dispatch) building_id: BuildingId,
    pub(in crate::dispatch) entrance_id: Option<EntranceId>,
    /// The device it is about, in words: «Лифт № 1»; empty for the place itself.
    pub(in crate::dispatch) device: String,
    /// The category's code, of the catalogue of requests: it says which trade does it.
    pub(in crate::dispatch) category: String,
    pub(in crate::dispatch) text: String,
    /// The rule, as RFC 5545 writes it.
    pub(in crate::dispatch) rule: String,
    pub(in crate::dispatch) starts_on: NaiveDate,
    /// The first day for which no job has been made yet.
    pub(in crate::dispatch) counts_from: NaiveDate,
    /// How long it takes, in minutes.
    pub(in crate::dispatch) lasts: i32,
    /// How many days ahead its jobs are made.
    pub(in crate::dispatch) ahead: i32,
    /// Who does it, if that is always the same person.
    pub(in crate::dispatch) assignee_id: Option<PersonId>,
    /// The checklist, as JSON.
    pub(in crate::dispatch) lines: String,
    pub(in crate::dispatch) is_over: bool,
    pub(in crate::dispatch) version: i32,
    pub(in crate::dispatch) author_id: PersonId,
    pub(in crate::dispatch) created_at: Moment,
    pub(in crate::dispatch) updated_at: Moment,
}

impl Plan {
    /// What is checked each time.
    pub(in crate::dispatch) fn checklist(&self) -> Vec<Line> {
        serde_json::from_str(&self.lines).unwrap_or_default()
    }
}

/// A check on a job.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = field_checks)]
pub(in crate::dispatch) struct Check {
    pub(in crate::dispatch) company_id: CompanyId,
    pub(in crate::dispatch) job_id: JobId,
    pub(in crate::dispatch) place: i32,
    pub(in crate::dispatch) what: String,
    pub(in crate::dispatch) is_number: bool,
    pub(in crate::dispatch) unit: String,
    pub(in crate::dispatch) low: Option<i64>,
    pub(in crate::dispatch) high: Option<i64>,
    /// What was found, in thousandths; of a question 1 is yes.
    pub(in crate::dispatch) value: Option<i64>,
    pub(in crate::dispatch) noted_by: Option<PersonId>,
    pub(in crate::dispatch) noted_at: Option<Moment>,
}

impl Check {
    pub(in crate::dispatch) fn line(&self) -> Line {
        Line { what: self.what.clone(), is_number: self.is_number, unit: self.unit.clone(), low: self.low, high: self.high }
    }

    /// Whether what was found is none that the norm allows.
    pub(in crate::dispatch) fn is_outside(&self) -> bool {
        self.value.is_some_and(|value| self.line().is_outside(value))
    }
}
