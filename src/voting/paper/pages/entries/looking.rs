//! Looking a sheet up: by its number, or by its unit.

use chrono::{NaiveDate, TimeZone};

use crate::clock::Moment;
use crate::db::Conn;
use crate::homes::PremisesId;
use crate::voting::paper::forms::Known;
use crate::voting::paper::rows::Sheet;
use crate::voting::paper::sheet::SheetState;
use crate::voting::rows::{Meeting, Unit};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};

/// The day of a moment where the company is.
pub(in crate::voting::paper) fn day(who: &Staff<Secretary>, moment: Moment) -> NaiveDate {
    who.zone().from_utc_datetime(&moment).date_naive()
}

/// All that is known of a unit, to read its sheet by.
pub(in crate::voting::paper) fn known(
    conn: &mut Conn,
    meeting: &Meeting,
    unit: Unit,
    (today, last_day): (NaiveDate, Option<NaiveDate>),
) -> diesel::QueryResult<Known> {
    let (company, id) = (meeting.company_id, meeting.id);
    let questions = store::meetings::questions(conn, company, id)?;
    let owners = store::paper_of::owners(conn, company, id, &[unit.premises_id])?.remove(&unit.premises_id).unwrap_or_default();
    let powers = store::paper_of::powers(conn, company, id, unit.premises_id, today)?;
    Ok(Known { unit, questions, owners, powers, today, last_day })
}

/// What looking for a sheet or a unit came to.
pub(super) enum Found {
    Nothing,
    Missed(&'static str),
    Several(Vec<Unit>),
    One(Box<(Unit, Option<Sheet>)>),
}

/// Looks a sheet up by its number, or a unit by its number or id.
pub(super) fn look(
    conn: &mut Conn,
    meeting: &Meeting,
    (sheet, unit, premises): (&str, &str, &str),
) -> diesel::QueryResult<Found> {
    let (company, id) = (meeting.company_id, meeting.id);
    if !sheet.is_empty() {
        let found = sheet.parse().ok().map(|number| store::sheets::numbered(conn, company, id, number)).transpose()?.flatten();
        return Ok(found.map_or(Found::Missed("sheet"), |(sheet, unit)| Found::One(Box::new((unit, Some(sheet))))));
    }
    let mut units = match premises.parse::<PremisesId>() {
        Ok(premises) => store::electorate::unit(conn, company, id, premises)?.into_iter().collect(),
        Err(_) if unit.is_empty() => return Ok(Found::Nothing),
        Err(_) => store::paper_of::units_numbered(conn, company, (id, meeting.building_id), unit)?,
    };
    if units.len() > 1 {
        return Ok(Found::Several(units));
    }
    let Some(unit) = units.pop() else { return Ok(Found::Missed("unit")) };
    let sheet = store::sheets::of_unit(conn, company, id, unit.premises_id)?;
    Ok(Found::One(Box::new((unit, sheet))))
}

/// Why a sheet cannot be entered now.
pub(super) fn closed(sheet: Option<&Sheet>, differs: bool) -> Option<&'static str> {
    match sheet.map(|sheet| sheet.state) {
        None => Some("voting.paper.form.no_sheet"),
        Some(SheetState::Issued) => None,
        Some(SheetState::Returned) if differs => None,
        Some(SheetState::Returned) => Some("voting.paper.refused.entered"),
        Some(SheetState::Spoiled) => Some("voting.paper.form.spoiled"),
        Some(SheetState::Missing) => Some("voting.paper.form.missing"),
    }
}
