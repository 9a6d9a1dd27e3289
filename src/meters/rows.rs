//! Meters and readings as they are kept.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::meter::{Dial, MeterId, Resource, Values};
use super::reading::{Given, History, ReadingId, Source};
use crate::clock::Moment;
use crate::db::schema::{meter_readings, meters};
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::who::{CompanyId, PersonId};

/// A meter.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = meters)]
pub struct Meter {
    pub(super) id: MeterId,
    pub(super) company_id: CompanyId,
    pub(super) building_id: BuildingId,
    pub(super) entrance_id: Option<EntranceId>,
    pub(super) premises_id: Option<PremisesId>,
    pub(super) resource: Resource,
    pub(super) serial: String,
    pub(super) serial_folded: String,
    pub(super) digits: i32,
    pub(super) zones: i32,
    pub(super) place: String,
    pub(super) installed_on: NaiveDate,
    pub(super) removed_on: Option<NaiveDate>,
    pub(super) verified_until: Option<NaiveDate>,
    pub(super) first_1: i64,
    pub(super) first_2: i64,
    pub(super) first_3: i64,
    pub(super) first_4: i64,
    pub(super) replaces_id: Option<MeterId>,
    pub(super) act: String,
    pub(super) created_at: Moment,
}

impl Meter {
    pub(super) fn dial(&self) -> Dial {
        Dial { digits: u32::try_from(self.digits).unwrap_or(5) }
    }

    pub(super) fn zones(&self) -> usize {
        usize::try_from(self.zones).unwrap_or(1).clamp(1, super::meter::ZONES)
    }

    pub(super) fn first(&self) -> Values {
        [self.first_1, self.first_2, self.first_3, self.first_4]
    }

    /// What it is known to have shown.
    pub(super) fn history(&self, readings: &[Reading]) -> History {
        let mine = readings.iter().filter(|of| of.row.meter_id == self.id);
        let given: Vec<Given> = mine.map(|of| (of.row.month, of.row.turn, of.row.shown(), of.accepted == Some(false))).collect();
        History::of(self.dial(), self.zones(), (self.installed_on, self.first()), &given)
    }
}

/// A reading.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = meter_readings)]
pub(super) struct Row {
    pub(super) id: ReadingId,
    pub(super) company_id: CompanyId,
    pub(super) meter_id: MeterId,
    pub(super) building_id: BuildingId,
    pub(super) month: NaiveDate,
    pub(super) turn: i32,
    pub(super) taken_on: NaiveDate,
    pub(super) value_1: i64,
    pub(super) value_2: i64,
    pub(super) value_3: i64,
    pub(super) value_4: i64,
    pub(super) source: Source,
    pub(super) author_id: Option<PersonId>,
    pub(super) author: String,
    pub(super) reason: String,
    pub(super) is_far: bool,
    pub(super) created_at: Moment,
}

impl Row {
    pub(super) fn shown(&self) -> Values {
        [self.value_1, self.value_2, self.value_3, self.value_4]
    }
}

/// A reading with what staff said of it: nothing yet, accepted or not, and why.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Reading {
    pub(super) row: Row,
    pub(super) accepted: Option<bool>,
    pub(super) why: Option<String>,
}
