//! What was written, kept and read again; and who else speaks of it.

mod restoring;

use std::collections::HashMap;

use diesel::prelude::*;

pub(super) use restoring::restore;

use super::Things;
use super::obstacles::{Obstacle, person};
use super::written::Written;
use crate::clock::Moment;
use crate::db::schema::{contacts, files, holdings, import_writes, imports, move_sides, moves, people, representatives};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::import::ImportId;
use crate::homes::import::report::Report;
use crate::homes::import::store::{Row, State};
use crate::homes::rows::Holding;
use crate::on_each;
use crate::web::Said;
use crate::who::{CompanyId, PersonId};

/// How many pieces go in one statement: each weighs some ten kilobytes.
const AT_ONCE: usize = 50;

fn unreadable(error: serde_json::Error) -> diesel::result::Error {
    diesel::result::Error::SerializationError(Box::new(error))
}

/// Notes what an import has written.
pub(in crate::homes::import) fn keep(tx: &mut Tx<'_>, company: CompanyId, import: ImportId, all: Things) -> QueryResult<()> {
    let pieces = all.pieces().into_iter().map(|piece| serde_json::to_string(&piece).map_err(unreadable));
    let pieces: Vec<String> = pieces.collect::<QueryResult<_>>()?;
    for (turn, some) in (0i64..).zip(pieces.chunks(AT_ONCE)) {
        let first = turn * i64::try_from(AT_ONCE).unwrap_or_default();
        let rows: Vec<_> = (first..)
            .zip(some)
            .map(|(place, things)| {
                (
                    import_writes::company_id.eq(company),
                    import_writes::import_id.eq(import),
                    import_writes::place.eq(place),
                    import_writes::things.eq(things),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(import_writes::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Forgets it.
pub(in crate::homes::import) fn forget(tx: &mut Tx<'_>, company: CompanyId, import: ImportId) -> QueryResult<usize> {
    let mine = import_writes::table.filter(import_writes::company_id.eq(company)).filter(import_writes::import_id.eq(import));
    diesel::delete(mine).execute(&mut **tx)
}

/// All that an import has written.
pub(super) fn written(conn: &mut Conn, company: CompanyId, import: ImportId) -> QueryResult<Written> {
    let pieces: Vec<String> = import_writes::table
        .filter(import_writes::company_id.eq(company))
        .filter(import_writes::import_id.eq(import))
        .order(import_writes::place)
        .select(import_writes::things)
        .load(conn)?;
    let mut all = Written::default();
    for piece in pieces {
        all.join(serde_json::from_str(&piece).map_err(|error| diesel::result::Error::DeserializationError(Box::new(error)))?);
    }
    Ok(all)
}

/// The imports that were written after this one and could be undone themselves.
pub(super) fn later(conn: &mut Conn, company: CompanyId, row: &Row) -> QueryResult<Vec<(ImportId, String)>> {
    let wrote = import_writes::table.filter(import_writes::import_id.eq(imports::id)).select(import_writes::place);
    let rows: Vec<(ImportId, String, String)> = imports::table
        .inner_join(files::table.on(files::id.eq(imports::file_id)))
        .filter(imports::company_id.eq(company))
        .filter(imports::id.ne(row.id))
        .filter(imports::state.among([State::Done, State::Undoing]))
        .filter(diesel::dsl::exists(wrote))
        .order(imports::id.desc())
        .select((imports::id, files::name, imports::report))
        .load(conn)?;
    let line = |report: &str| serde_json::from_str::<Report>(report).map(|report| report.line).unwrap_or_default();
    Ok(rows.into_iter().filter(|(.., report)| line(report) > row.report.line).map(|(id, name, _)| (id, name)).collect())
}

/// Those of the holdings it wrote that have ended by now: the register holds only those that have not.
pub(super) fn ended(conn: &mut Conn, company: CompanyId, written: &Written) -> QueryResult<Vec<Holding>> {
    let new = written.holdings.iter().map(|(id, _)| *id).chain(written.changed_holdings.iter().map(|(before, _)| before.id));
    let ids: Vec<HoldingId> = written.ended.iter().map(|(id, _)| *id).chain(new).collect();
    let mut all = Vec::new();
    for some in ids.chunks(BATCH) {
        let rows = holdings::table
            .filter(holdings::company_id.eq(company))
            .filter(holdings::id.among(some))
            .filter(holdings::until.is_not_null())
            .select(Holding::as_select());
        all.extend(rows.load(conn)?);
    }
    Ok(all)
}

/// What else stands on it: moves, powers of attorney, people who have come in by the addresses it brought since `since`.
pub(super) fn standing(conn: &mut Conn, company: CompanyId, written: &Written, since: Moment) -> QueryResult<Vec<Obstacle>> {
    let mut all = moved(conn, company, written)?;
    let holdings: Vec<HoldingId> = written.holdings.iter().map(|(id, _)| *id).collect();
    for some in holdings.chunks(BATCH) {
        let rows: Vec<(ContactId, String)> = representatives::table
            .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
            .filter(representatives::company_id.eq(company))
            .filter(representatives::holding_id.among(some))
            .select((contacts::id, contacts::name))
            .load(conn)?;
        all.extend(rows.into_iter().map(|(id, name)| person("homes.import.undo.stands.power", id, &name)));
    }
    let changed = written.changed_contacts.iter().filter_map(|(before, person, _)| Some(((*person)?, before.id)));
    let given: HashMap<PersonId, ContactId> =
        written.contacts.iter().filter_map(|(id, person, _)| Some(((*person)?, *id))).chain(changed).collect();
    let given_to: Vec<PersonId> = given.keys().copied().collect();
    for some in given_to.chunks(BATCH) {
        let rows: Vec<(PersonId, String)> = people::table
            .filter(people::id.among(some))
            .filter(people::password.is_not_null())
            .filter(people::created_at.ge(since))
            .select((people::id, people::name))
            .load(conn)?;
        let known = rows.into_iter().filter_map(|(person, name)| Some((*given.get(&person)?, name)));
        all.extend(known.map(|(id, name)| person("homes.import.undo.stands.account", id, &name)));
    }
    Ok(all)
}

fn moved(conn: &mut Conn, company: CompanyId, written: &Written) -> QueryResult<Vec<Obstacle>> {
    let mut found: Vec<(String, String)> = Vec::new();
    let premises: Vec<_> = written.premises.iter().map(|(id, ..)| *id).collect();
    for some in premises.chunks(BATCH) {
        let rows = moves::table.filter(moves::company_id.eq(company)).filter(moves::premises_id.among(some));
        found.extend(rows.select((moves::id, moves::number)).load::<(String, String)>(conn)?);
    }
    let people: Vec<_> = written.contacts.iter().map(|(id, ..)| *id).collect();
    for some in people.chunks(BATCH) {
        let rows = moves::table
            .inner_join(move_sides::table.on(move_sides::move_id.eq(moves::id)))
            .filter(moves::company_id.eq(company))
            .filter(move_sides::contact_id.among(some));
        found.extend(rows.select((moves::id, moves::number)).load::<(String, String)>(conn)?);
    }
    found.sort();
    found.dedup();
    let said = |number: String| Said::new("homes.import.undo.stands.move").with("number", number);
    Ok(found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/homes/moves/{id}"))).collect())
}
