//! When houses give their readings.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::meter_windows;
use crate::db::{Conn, Tx};
use crate::homes::BuildingId;
use crate::meters::window::Window;
use crate::on_each;
use crate::who::CompanyId;

/// The windows of a company's houses, where they are not as everywhere.
pub(in crate::meters) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<HashMap<BuildingId, Window>> {
    let rows: Vec<(BuildingId, i32, i32)> = meter_windows::table
        .filter(meter_windows::company_id.eq(company))
        .select((meter_windows::building_id, meter_windows::opens, meter_windows::closes))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, opens, closes)| (id, window(opens, closes))).collect())
}

fn window(opens: i32, closes: i32) -> Window {
    let day = |day: i32| u32::try_from(day).unwrap_or_default();
    Window::new(day(opens), day(closes)).unwrap_or_default()
}

/// A house's window.
pub(in crate::meters) fn of(conn: &mut Conn, company: CompanyId, id: BuildingId) -> QueryResult<Window> {
    let row: Option<(i32, i32)> = meter_windows::table
        .filter(meter_windows::company_id.eq(company))
        .filter(meter_windows::building_id.eq(id))
        .select((meter_windows::opens, meter_windows::closes))
        .first(conn)
        .optional()?;
    Ok(row.map(|(opens, closes)| window(opens, closes)).unwrap_or_default())
}

pub(in crate::meters) fn set(tx: &mut Tx<'_>, company: CompanyId, id: BuildingId, of: Window) -> QueryResult<()> {
    let day = |day: u32| i32::try_from(day).unwrap_or_default();
    let days = (meter_windows::opens.eq(day(of.opens)), meter_windows::closes.eq(day(of.closes)));
    let mine = meter_windows::table.filter(meter_windows::company_id.eq(company)).filter(meter_windows::building_id.eq(id));
    if diesel::update(mine).set(days).execute(&mut **tx)? == 0 {
        let row = (meter_windows::company_id.eq(company), meter_windows::building_id.eq(id), days);
        on_each!(&mut **tx, c => diesel::insert_into(meter_windows::table).values(row).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}
