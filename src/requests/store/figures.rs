//! What is counted: requests of a stretch of time, and the months that everybody may read.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, companies, people, request_breaches, request_months, requests};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::requests::figures::Counted;
use crate::requests::kind::{RequestId, Timer};
use crate::requests::state::Stage;
use crate::who::{CompanyId, Reach};

/// A month as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = request_months, treat_none_as_null = true)]
pub(in crate::requests) struct Month {
    pub(in crate::requests) company_id: CompanyId,
    pub(in crate::requests) month: NaiveDate,
    pub(in crate::requests) came: i64,
    pub(in crate::requests) answered: i64,
    pub(in crate::requests) answered_in_time: i64,
    pub(in crate::requests) done: i64,
    pub(in crate::requests) done_in_time: i64,
    pub(in crate::requests) reopened: i64,
    pub(in crate::requests) answer_minutes: Option<i64>,
    pub(in crate::requests) done_minutes: Option<i64>,
    pub(in crate::requests) counted_at: Moment,
}

type Came = (RequestId, String, Moment, Option<Moment>, Option<Moment>, i32, bool);

/// What came from a moment on and before another within a zone; duplicates are counted as what they are duplicates of.
pub(in crate::requests) fn came(conn: &mut Conn, reach: &Reach, from: Moment, until: Moment) -> QueryResult<Vec<Counted>> {
    let mut query = requests::table
        .inner_join(buildings::table.on(buildings::id.eq(requests::building_id)))
        .left_join(people::table.on(people::id.nullable().eq(requests::assignee_id)))
        .filter(requests::company_id.eq(reach.company()))
        .filter(requests::created_at.ge(from))
        .filter(requests::created_at.lt(until))
        .filter(requests::state.ne(Stage::Duplicate))
        .order(requests::id)
        .select((
            (
                requests::id,
                requests::trade,
                requests::created_at,
                requests::answered_at,
                requests::done_at,
                requests::reopened,
                requests::is_open,
            ),
            buildings::address,
            people::name.nullable(),
        ))
        .into_boxed();
    let mut missed = request_breaches::table
        .inner_join(requests::table.on(requests::id.eq(request_breaches::request_id)))
        .filter(requests::company_id.eq(reach.company()))
        .filter(requests::created_at.ge(from))
        .filter(requests::created_at.lt(until))
        .select((request_breaches::request_id, request_breaches::clock))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(requests::building_id.among(within));
        missed = missed.filter(requests::building_id.among(within));
    }
    let missed: HashSet<(RequestId, Timer)> = missed.load::<(RequestId, Timer)>(conn)?.into_iter().collect();
    let rows: Vec<(Came, String, Option<String>)> = query.load(conn)?;
    let counted = |((id, trade, came, answered, done, reopened, open), house, hand): (Came, String, Option<String>)| Counted {
        trade,
        house,
        hand,
        came,
        answered,
        done,
        answer_missed: missed.contains(&(id, Timer::Answer)),
        work_missed: missed.contains(&(id, Timer::Work)),
        again: reopened > 0,
        open,
    };
    Ok(rows.into_iter().map(counted).collect())
}

/// The last months of a company, the newest first.
pub(in crate::requests) fn months(conn: &mut Conn, company: CompanyId, many: i64) -> QueryResult<Vec<Month>> {
    request_months::table
        .filter(request_months::company_id.eq(company))
        .order(request_months::month.desc())
        .select(Month::as_select())
        .limit(many)
        .load(conn)
}

/// Keeps a month, in place of what was counted of it before.
pub(in crate::requests) fn keep(tx: &mut Tx<'_>, month: &Month) -> QueryResult<usize> {
    let same = (request_months::company_id, request_months::month);
    on_each!(&mut **tx, c => diesel::insert_into(request_months::table)
        .values(month)
        .on_conflict(same)
        .do_update()
        .set(month)
        .execute(c))
}

/// All companies.
pub(in crate::requests) fn companies(conn: &mut Conn) -> QueryResult<Vec<CompanyId>> {
    companies::table.order(companies::id).select(companies::id).load(conn)
}

/// What a company is called in Kazakh, Russian and English.
pub(in crate::requests) fn company(conn: &mut Conn, id: CompanyId) -> QueryResult<[String; 3]> {
    let (kk, ru, en) =
        companies::table.find(id).select((companies::name_kk, companies::name_ru, companies::name_en)).first(conn)?;
    Ok([kk, ru, en])
}
