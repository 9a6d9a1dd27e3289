//! The queue of staff: a page of it, its counts, and the lists that somebody keeps.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, people, premises, request_filters, request_reads, request_words, requests};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{self, BuildingId};
use crate::requests::kind::{FilterId, Matter, RequestId};
use crate::requests::state::Stage;
use crate::web::Step;
use crate::who::{CompanyId, PersonId, Reach};

/// Which part of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::requests) enum Part {
    /// All that is open.
    #[default]
    Open,
    /// What is given to the reader.
    Mine,
    /// What is given to nobody.
    Unassigned,
    /// What is over its term.
    Overdue,
    /// Everything there ever was.
    All,
}

impl Part {
    pub(in crate::requests) fn read(word: &str) -> Self {
        match word {
            "mine" => Self::Mine,
            "unassigned" => Self::Unassigned,
            "overdue" => Self::Overdue,
            "all" => Self::All,
            _ => Self::Open,
        }
    }
}

/// Which requests staff want to see.
#[derive(Clone, Debug, Default)]
pub(in crate::requests) struct Wanted {
    pub(in crate::requests) part: Part,
    pub(in crate::requests) state: Option<Stage>,
    pub(in crate::requests) trade: String,
    pub(in crate::requests) building: Option<BuildingId>,
    /// Exactly this one.
    pub(in crate::requests) number: String,
    /// Folded words, the longest first: by it the others are looked for.
    pub(in crate::requests) words: Vec<String>,
}

/// A line of the queue.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = requests)]
pub(in crate::requests) struct Line {
    pub(in crate::requests) id: RequestId,
    pub(in crate::requests) number: String,
    pub(in crate::requests) matter: Matter,
    pub(in crate::requests) category: String,
    pub(in crate::requests) state: Stage,
    pub(in crate::requests) text: String,
    pub(in crate::requests) name: String,
    pub(in crate::requests) phone: String,
    pub(in crate::requests) joined: i32,
    pub(in crate::requests) reopened: i32,
    pub(in crate::requests) answer_due: Option<Moment>,
    pub(in crate::requests) work_due: Option<Moment>,
    pub(in crate::requests) escalated_at: Option<Moment>,
    pub(in crate::requests) asked_at: Moment,
    pub(in crate::requests) created_at: Moment,
    pub(in crate::requests) closed_at: Option<Moment>,
}

/// With address, premises, who sees to it, and how far the reader has read.
pub(in crate::requests) type Found = (Line, String, Option<(homes::Kind, String)>, Option<String>, Option<Moment>);

/// What follows all words that begin so.
fn after_all(word: &str) -> String {
    format!("{word}\u{10ffff}")
}

/// A page of the queue, newest first.
pub(in crate::requests) fn page(
    conn: &mut Conn,
    reach: &Reach,
    reader: PersonId,
    wanted: &Wanted,
    (step, limit): (&Step, i64),
    now: Moment,
) -> QueryResult<Vec<Found>> {
    let company = reach.company();
    let mut query = requests::table
        .inner_join(buildings::table.on(buildings::id.eq(requests::building_id)))
        .left_join(premises::table.on(premises::id.nullable().eq(requests::premises_id)))
        .left_join(people::table.on(people::id.nullable().eq(requests::assignee_id)))
        .left_join(request_reads::table.on(request_reads::request_id.eq(requests::id).and(request_reads::person_id.eq(reader))))
        .filter(requests::company_id.eq(company))
        .select((
            Line::as_select(),
            buildings::address,
            (premises::kind, premises::number).nullable(),
            people::name.nullable(),
            request_reads::read_at.nullable(),
        ))
        .limit(limit)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(requests::building_id.among(within));
    }
    query = match wanted.part {
        Part::All => query,
        Part::Open => query.filter(requests::is_open.eq(true)),
        Part::Mine => query.filter(requests::is_open.eq(true)).filter(requests::assignee_id.eq(reader)),
        Part::Unassigned => query.filter(requests::is_open.eq(true)).filter(requests::assignee_id.is_null()),
        Part::Overdue => query.filter(requests::is_open.eq(true)).filter(
            requests::late
                .eq(true)
                .or(requests::answer_due.lt(now).assume_not_null())
                .or(requests::work_due.lt(now).assume_not_null()),
        ),
    };
    if let Some(state) = wanted.state {
        query = query.filter(requests::state.eq(state));
    }
    if !wanted.trade.is_empty() {
        query = query.filter(requests::trade.eq(&wanted.trade));
    }
    if let Some(building) = wanted.building {
        query = query.filter(requests::building_id.eq(building));
    }
    if !wanted.number.is_empty() {
        query = query.filter(requests::number.eq(&wanted.number));
    }
    let (lead, others) = wanted.words.split_first().map_or((None, &[][..]), |(lead, others)| (Some(lead), others));
    if let Some(word) = lead {
        let having = request_words::table
            .filter(request_words::company_id.eq(company))
            .filter(request_words::word.ge(word))
            .filter(request_words::word.lt(after_all(word)))
            .select(request_words::request_id);
        query = query.filter(requests::id.eq_any(having));
    }
    for word in others {
        let having = request_words::table
            .filter(request_words::request_id.eq(requests::id))
            .filter(request_words::word.ge(word))
            .filter(request_words::word.lt(after_all(word)));
        query = query.filter(exists(having));
    }
    query = match step {
        Step::First => query.order(requests::id.desc()),
        Step::After(at) => query.filter(requests::id.lt(at.id.clone())).order(requests::id.desc()),
        Step::Before(at) => query.filter(requests::id.gt(at.id.clone())).order(requests::id.asc()),
    };
    query.load(conn)
}

/// How many are new, and how many are over their term.
pub(in crate::requests) fn counts(conn: &mut Conn, reach: &Reach, now: Moment) -> QueryResult<(i64, i64)> {
    let mut fresh =
        requests::table.filter(requests::company_id.eq(reach.company())).filter(requests::state.eq(Stage::New)).into_boxed();
    let over = requests::answer_due.lt(now).assume_not_null().or(requests::work_due.lt(now).assume_not_null());
    let mut overdue = requests::table
        .filter(requests::company_id.eq(reach.company()))
        .filter(requests::is_open.eq(true))
        .filter(requests::late.eq(true).or(over))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        fresh = fresh.filter(requests::building_id.among(within));
        overdue = overdue.filter(requests::building_id.among(within));
    }
    Ok((fresh.count().get_result(conn)?, overdue.count().get_result(conn)?))
}

/// How many open requests each of these people has.
pub(in crate::requests) fn load_of(conn: &mut Conn, company: CompanyId, of: &[PersonId]) -> QueryResult<Vec<(PersonId, i64)>> {
    let rows: Vec<(Option<PersonId>, i64)> = requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::is_open.eq(true))
        .filter(requests::assignee_id.among(of.iter().copied().map(Some)))
        .group_by(requests::assignee_id)
        .select((requests::assignee_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(person, many)| Some((person?, many))).collect())
}

/// The buildings in reach, to choose from.
pub(in crate::requests) fn houses(conn: &mut Conn, reach: &Reach, most: i64) -> QueryResult<Vec<(BuildingId, String)>> {
    let mut query = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .order(buildings::sort_key)
        .select((buildings::id, buildings::address))
        .limit(most)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(buildings::id.among(within));
    }
    query.load(conn)
}

/// The lists somebody keeps: id, name, query.
pub(in crate::requests) fn kept(
    conn: &mut Conn,
    company: CompanyId,
    of: PersonId,
) -> QueryResult<Vec<(FilterId, String, String)>> {
    request_filters::table
        .filter(request_filters::company_id.eq(company))
        .filter(request_filters::person_id.eq(of))
        .order(request_filters::id)
        .select((request_filters::id, request_filters::name, request_filters::query))
        .limit(30)
        .load(conn)
}

pub(in crate::requests) fn keep(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: PersonId,
    (name, query): (&str, &str),
) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        (request_filters::id.eq(FilterId::fresh(now)), request_filters::company_id.eq(company)),
        (request_filters::person_id.eq(of), request_filters::name.eq(name), request_filters::query.eq(query)),
        request_filters::created_at.eq(now),
    );
    diesel::insert_into(request_filters::table).values(row).execute(&mut **tx)
}

pub(in crate::requests) fn drop_kept(tx: &mut Tx<'_>, company: CompanyId, of: PersonId, id: FilterId) -> QueryResult<usize> {
    let mine = request_filters::table
        .filter(request_filters::company_id.eq(company))
        .filter(request_filters::person_id.eq(of))
        .filter(request_filters::id.eq(id));
    diesel::delete(mine).execute(&mut **tx)
}
