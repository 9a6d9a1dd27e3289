//! What is written to jobs.

use diesel::prelude::*;

use crate::db::Tx;
use crate::db::schema::{field_events, field_jobs};
use crate::dispatch::rows::{Event, Job};

pub(in crate::dispatch) fn add(tx: &mut Tx<'_>, new: &Job) -> QueryResult<usize> {
    diesel::insert_into(field_jobs::table).values(new).execute(&mut **tx)
}

/// Writes a job back if nobody has changed it since it was read: of two at once, one.
pub(in crate::dispatch) fn save(tx: &mut Tx<'_>, was: i32, is: &Job) -> QueryResult<bool> {
    let mine = field_jobs::table
        .filter(field_jobs::company_id.eq(is.company_id))
        .filter(field_jobs::id.eq(is.id))
        .filter(field_jobs::version.eq(was));
    Ok(diesel::update(mine).set(is).execute(&mut **tx)? == 1)
}

pub(in crate::dispatch) fn happened(tx: &mut Tx<'_>, event: &Event) -> QueryResult<usize> {
    diesel::insert_into(field_events::table).values(event).execute(&mut **tx)
}

/// Counts a wrong code; it is no change that puts anybody's form out of date.
pub(in crate::dispatch) fn mistyped(tx: &mut Tx<'_>, of: &Job) -> QueryResult<usize> {
    let mine = field_jobs::table.filter(field_jobs::company_id.eq(of.company_id)).filter(field_jobs::id.eq(of.id));
    diesel::update(mine).set(field_jobs::tries.eq(field_jobs::tries + 1)).execute(&mut **tx)
}
