//! The list of premises, searched: in the order of the words by which they were found, each read where the last page ended, so that a common
//! word costs what a rare one does.

use diesel::prelude::*;
use diesel::sql_types::Integer;

use super::list::{Row, Wanted};
use crate::db::schema::{buildings, entrances, home_words, premises};
use crate::db::{Conn, Listed};
use crate::homes::search::after_all;
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// From how many premises on a word is common.
const COMMON: i64 = 1_000;

diesel::alias!(const EARLIER: Alias<Earlier> = home_words as earlier);

/// One page of the premises that a search finds. Who typed somebody's name finds those whose name it is; only when nobody is called so,
/// each word is looked for by itself, whoever and whatever of the premises it belongs to.
pub(in crate::homes) fn page(conn: &mut Conn, reach: &Reach, wanted: &Wanted, step: &Step, limit: i64) -> QueryResult<Vec<Row>> {
    for name in &wanted.search.names {
        let rows = led_by(conn, reach, wanted, (name, &[]), step, limit)?;
        // the end of those who are called so is the end of the list
        if !rows.is_empty() || *step != Step::First && !led_by(conn, reach, wanted, (name, &[]), &Step::First, 1)?.is_empty() {
            return Ok(rows);
        }
    }
    let mut words: Vec<&str> = wanted.search.words.iter().map(String::as_str).collect();
    let rare = rarest(conn, reach.company(), &words)?;
    if rare >= words.len() {
        return Ok(Vec::new());
    }
    let lead = words.remove(rare);
    led_by(conn, reach, wanted, (lead, &words), step, limit)
}

/// The premises that have a word beginning so, in the order of those words, and all the others.
fn led_by(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    (lead, others): (&str, &[&str]),
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    // premises that have two such words stand where the first of them does
    let earlier = EARLIER
        .filter(EARLIER.field(home_words::premises_id).eq(home_words::premises_id))
        .filter(EARLIER.field(home_words::word).ge(lead))
        .filter(EARLIER.field(home_words::word).lt(home_words::word));
    let mut query = begin(reach.company(), lead)
        .inner_join(premises::table.on(premises::id.eq(home_words::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(diesel::dsl::not(diesel::dsl::exists(earlier)))
        .select((
            premises::id,
            home_words::word,
            premises::kind,
            premises::number,
            premises::floor,
            premises::area,
            premises::account,
            buildings::address,
            entrances::number.nullable(),
        ))
        .limit(limit)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    if let Some(kind) = wanted.kind {
        query = query.filter(premises::kind.eq(kind));
    }
    if let Some(of) = &wanted.buildings {
        query = query.filter(premises::building_id.among(of));
    }
    for word in others {
        let having = EARLIER
            .filter(EARLIER.field(home_words::premises_id).eq(home_words::premises_id))
            .filter(EARLIER.field(home_words::word).ge(*word))
            .filter(EARLIER.field(home_words::word).lt(after_all(word)));
        query = query.filter(diesel::dsl::exists(having));
    }
    // the first bound is implied by the second, but only the first is one that an index can begin at
    query = match step {
        Step::First => query.order((home_words::word.asc(), home_words::premises_id.asc())),
        Step::After(at) => query
            .filter(home_words::word.ge(at.key.clone()))
            .filter(home_words::word.gt(at.key.clone()).or(premises::id.gt(at.id.clone())))
            .order((home_words::word.asc(), home_words::premises_id.asc())),
        Step::Before(at) => query
            .filter(home_words::word.le(at.key.clone()))
            .filter(home_words::word.lt(at.key.clone()).or(premises::id.lt(at.id.clone())))
            .order((home_words::word.desc(), home_words::premises_id.desc())),
    };
    query.load(conn)
}

/// The entries of the words that begin so.
#[diesel::dsl::auto_type(no_type_alias)]
fn begin<'a>(company: CompanyId, word: &'a str) -> _ {
    let end: String = after_all(word);
    home_words::table
        .filter(home_words::company_id.eq(company))
        .filter(home_words::word.ge(word))
        .filter(home_words::word.lt(end))
}

/// The place of the first word that is not common, else of the first.
fn rarest(conn: &mut Conn, company: CompanyId, words: &[&str]) -> QueryResult<usize> {
    if words.len() > 1 {
        for (place, word) in words.iter().enumerate() {
            let beyond = begin(company, word).select(1.into_sql::<Integer>()).limit(1).offset(COMMON);
            if beyond.first::<i32>(conn).optional()?.is_none() {
                return Ok(place);
            }
        }
    }
    Ok(0)
}
