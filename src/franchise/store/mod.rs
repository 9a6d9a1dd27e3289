//! Every query of the franchise.

pub(super) mod brands;
pub(super) mod companies;
pub(super) mod hours;
pub(super) mod suspensions;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{companies as all_companies, people};
use crate::mail::lists;

/// How large the installation is, and whether its mail goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) companies: i64,
    pub(super) people: i64,
    pub(super) waiting: i64,
    pub(super) dead: i64,
    /// Minutes for which the longest-waiting letter has been due; `None` when nothing is late.
    pub(super) late: Option<i64>,
}

pub(super) fn counts(conn: &mut Conn, now: Moment) -> QueryResult<Counts> {
    let (waiting, dead) = lists::counts(conn)?;
    Ok(Counts {
        companies: all_companies::table.count().get_result(conn)?,
        people: people::table.count().get_result(conn)?,
        waiting,
        dead,
        late: lists::pending_age(conn, now)?.map(|age| age.num_minutes()),
    })
}
