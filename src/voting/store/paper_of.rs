//! What stands on a sheet besides its questions, and who may sign it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{
    buildings, companies, contacts, entrances, meeting_initiators, meeting_owners, meeting_units, premises, representatives,
};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, ContactId, EntranceId, PremisesId, RepresentativeId};
use crate::text::Locale;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{InitiatorRow, Owner, Unit};
use crate::who::CompanyId;

/// Who writes, and of which house.
#[derive(Clone, Debug)]
pub(in crate::voting) struct House {
    pub(in crate::voting) names: (String, String, String),
    pub(in crate::voting) time_zone: String,
    pub(in crate::voting) address: String,
}

impl House {
    pub(in crate::voting) fn company(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }

    pub(in crate::voting) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(crate::web::identify::ZONE)
    }
}

pub(in crate::voting) fn house(conn: &mut Conn, company: CompanyId, building: BuildingId) -> QueryResult<House> {
    let (names, time_zone, address) = buildings::table
        .inner_join(companies::table.on(companies::id.eq(buildings::company_id)))
        .filter(buildings::company_id.eq(company))
        .filter(buildings::id.eq(building))
        .select(((companies::name_kk, companies::name_ru, companies::name_en), companies::time_zone, buildings::address))
        .first(conn)?;
    Ok(House { names, time_zone, address })
}

/// The entrances of a building with their numbers.
pub(in crate::voting) fn entrances(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
) -> QueryResult<Vec<(EntranceId, String)>> {
    entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.eq(building))
        .order(entrances::sort_key)
        .select((entrances::id, entrances::number))
        .load(conn)
}

/// The owners who called the meeting.
pub(in crate::voting) fn initiators(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<InitiatorRow>> {
    meeting_initiators::table
        .filter(meeting_initiators::company_id.eq(company))
        .filter(meeting_initiators::meeting_id.eq(of))
        .order(meeting_initiators::place)
        .select(InitiatorRow::as_select())
        .load(conn)
}

/// The owners of these units by name.
pub(in crate::voting) fn owners(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    units: &[PremisesId],
) -> QueryResult<HashMap<PremisesId, Vec<Owner>>> {
    let mut all: HashMap<PremisesId, Vec<Owner>> = HashMap::new();
    for some in units.chunks(256) {
        let rows: Vec<Owner> = meeting_owners::table
            .filter(meeting_owners::company_id.eq(company))
            .filter(meeting_owners::meeting_id.eq(of))
            .filter(meeting_owners::premises_id.among(some))
            .order((meeting_owners::premises_id, meeting_owners::name, meeting_owners::contact_id))
            .select(Owner::as_select())
            .load(conn)?;
        for owner in rows {
            all.entry(owner.premises_id).or_default().push(owner);
        }
    }
    Ok(all)
}

/// A power by which somebody may sign for an owner of a unit.
#[derive(Clone, Debug, Queryable)]
pub(in crate::voting) struct Power {
    pub(in crate::voting) id: RepresentativeId,
    /// The owner's card.
    pub(in crate::voting) owner: ContactId,
    /// The owner's name.
    pub(in crate::voting) owner_name: String,
    /// Who acts for them.
    pub(in crate::voting) name: String,
    /// The number of the power.
    pub(in crate::voting) number: String,
}

/// The powers for a unit that stand on a day.
pub(in crate::voting) fn powers(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    unit: PremisesId,
    on: NaiveDate,
) -> QueryResult<Vec<Power>> {
    Ok(powers_of(conn, company, of, &[unit], on)?.remove(&unit).unwrap_or_default())
}

/// The powers for units that stand on a day.
pub(in crate::voting) fn powers_of(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    units: &[PremisesId],
    on: NaiveDate,
) -> QueryResult<HashMap<PremisesId, Vec<Power>>> {
    let rows: Vec<(PremisesId, Power)> = meeting_owners::table
        .inner_join(representatives::table.on(representatives::holding_id.eq(meeting_owners::holding_id)))
        .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
        .filter(meeting_owners::company_id.eq(company))
        .filter(meeting_owners::meeting_id.eq(of))
        .filter(meeting_owners::premises_id.among(units))
        .filter(representatives::revoked_at.is_null())
        .filter(representatives::until.ge(on))
        .order((contacts::name, representatives::id))
        .select((
            meeting_owners::premises_id,
            (representatives::id, meeting_owners::contact_id, meeting_owners::name, contacts::name, representatives::number),
        ))
        .load(conn)?;
    let mut all: HashMap<PremisesId, Vec<Power>> = HashMap::new();
    for (unit, power) in rows {
        all.entry(unit).or_default().push(power);
    }
    Ok(all)
}

/// Units of a meeting whose number on the door is this one, in whatever spelling.
pub(in crate::voting) fn units_numbered(
    conn: &mut Conn,
    company: CompanyId,
    (of, building): (MeetingId, BuildingId),
    number: &str,
) -> QueryResult<Vec<Unit>> {
    premises::table
        .inner_join(meeting_units::table.on(meeting_units::premises_id.eq(premises::id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .filter(premises::number_folded.eq(crate::homes::same_number(number)))
        .filter(meeting_units::meeting_id.eq(of))
        .order(meeting_units::sort_key)
        .select(Unit::as_select())
        .load(conn)
}
