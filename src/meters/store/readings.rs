//! Readings and what was said of them.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{meter_readings, meter_verdicts};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::meters::meter::MeterId;
use crate::meters::reading::ReadingId;
use crate::meters::rows::{Reading, Row};
use crate::on_each;
use crate::who::{CompanyId, PersonId, Reach};

macro_rules! readings {
    ($company:expr) => {
        meter_readings::table
            .left_join(meter_verdicts::table.on(meter_verdicts::reading_id.eq(meter_readings::id)))
            .filter(meter_readings::company_id.eq($company))
            .select((Row::as_select(), meter_verdicts::accepted.nullable(), meter_verdicts::reason.nullable()))
    };
}

/// All readings of these meters, or those since a month, the oldest first.
pub(in crate::meters) fn since(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[MeterId],
    since: Option<NaiveDate>,
) -> QueryResult<Vec<Reading>> {
    let mut all = Vec::new();
    for some in ids.chunks(BATCH) {
        let mut query = readings!(company)
            .filter(meter_readings::meter_id.among(some))
            .order((meter_readings::month, meter_readings::turn))
            .into_boxed();
        if let Some(since) = since {
            query = query.filter(meter_readings::month.ge(since));
        }
        all.extend(query.load::<Reading>(conn)?);
    }
    Ok(all)
}

/// All readings of a meter, the newest first.
pub(in crate::meters) fn of_meter(conn: &mut Conn, company: CompanyId, id: MeterId, limit: i64) -> QueryResult<Vec<Reading>> {
    readings!(company)
        .filter(meter_readings::meter_id.eq(id))
        .order((meter_readings::month.desc(), meter_readings::turn.desc()))
        .limit(limit)
        .load(conn)
}

/// A reading within reach.
pub(in crate::meters) fn one(conn: &mut Conn, reach: &Reach, id: ReadingId) -> QueryResult<Reading> {
    let mut query = readings!(reach.company()).filter(meter_readings::id.eq(id)).into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meter_readings::building_id.among(within));
    }
    query.first(conn)
}

/// Adds readings; a turn that is taken is a broken constraint.
pub(in crate::meters) fn add(tx: &mut Tx<'_>, rows: &[Row]) -> QueryResult<()> {
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(meter_readings::table).values(some).execute(c))?;
    }
    Ok(())
}

/// What somebody of the staff says of a reading; said twice it breaks a constraint.
pub(in crate::meters) fn judge(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ReadingId,
    (accepted, reason): (bool, &str),
    by: PersonId,
) -> QueryResult<usize> {
    let row = (
        (meter_verdicts::reading_id.eq(id), meter_verdicts::company_id.eq(company), meter_verdicts::accepted.eq(accepted)),
        (meter_verdicts::reason.eq(reason), meter_verdicts::author_id.eq(by), meter_verdicts::created_at.eq(tx.now())),
    );
    diesel::insert_into(meter_verdicts::table).values(row).execute(&mut **tx)
}
