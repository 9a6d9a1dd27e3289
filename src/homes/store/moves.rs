//! Moves and their two sides.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{contacts, holdings, move_sides, moves, people, representatives};
use crate::db::{Conn, Listed, Tx};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::moves::kind::{MoveId, MoveKind};
use crate::homes::moves::{Move, Side};
use crate::homes::place::PremisesId;
use crate::homes::rows::Contact;
use crate::who::{CompanyId, Holds, PersonId};

/// The place that the next move of some premises takes.
pub(in crate::homes) fn next_place(conn: &mut Conn, company: CompanyId, of: PremisesId) -> QueryResult<i32> {
    let last: Option<i32> = moves::table
        .filter(moves::company_id.eq(company))
        .filter(moves::premises_id.eq(of))
        .select(diesel::dsl::max(moves::place))
        .first(conn)?;
    Ok(last.unwrap_or_default() + 1)
}

pub(in crate::homes) fn add(tx: &mut Tx<'_>, new: &Move) -> QueryResult<usize> {
    diesel::insert_into(moves::table).values(new).execute(&mut **tx)
}

pub(in crate::homes) fn add_side(tx: &mut Tx<'_>, side: &Side) -> QueryResult<usize> {
    diesel::insert_into(move_sides::table).values(side).execute(&mut **tx)
}

pub(in crate::homes) fn one(conn: &mut Conn, company: CompanyId, id: MoveId) -> QueryResult<Move> {
    moves::table.filter(moves::company_id.eq(company)).filter(moves::id.eq(id)).select(Move::as_select()).first(conn)
}

/// The moves of some premises, the latest first.
pub(in crate::homes) fn of_premises(conn: &mut Conn, company: CompanyId, of: PremisesId) -> QueryResult<Vec<Move>> {
    moves::table
        .filter(moves::company_id.eq(company))
        .filter(moves::premises_id.eq(of))
        .order(moves::place.desc())
        .select(Move::as_select())
        .load(conn)
}

/// Those who leave by a move, then those who come; owners before those who live with them.
pub(in crate::homes) fn sides(conn: &mut Conn, company: CompanyId, of: MoveId) -> QueryResult<Vec<(Side, Contact)>> {
    let mut all: Vec<(Side, Contact)> = move_sides::table
        .inner_join(contacts::table.on(contacts::id.eq(move_sides::contact_id)))
        .filter(move_sides::company_id.eq(company))
        .filter(move_sides::move_id.eq(of))
        .order((move_sides::comes, contacts::sort_key, contacts::id))
        .select((Side::as_select(), Contact::as_select()))
        .load(conn)?;
    all.sort_by_key(|(side, _)| (side.comes, side.holds));
    Ok(all)
}

/// The moves in which somebody left or came, the latest first.
pub(in crate::homes) fn of_person(conn: &mut Conn, person: PersonId, only: Option<MoveId>) -> QueryResult<Vec<(Move, Side)>> {
    let mut query = moves::table
        .inner_join(move_sides::table.on(move_sides::move_id.eq(moves::id)))
        .inner_join(contacts::table.on(contacts::id.eq(move_sides::contact_id)))
        .filter(contacts::person_id.eq(person))
        .order(moves::id.desc())
        .select((Move::as_select(), Side::as_select()))
        .into_boxed();
    if let Some(id) = only {
        query = query.filter(moves::id.eq(id));
    }
    query.load(conn)
}

/// The day of somebody's death, as the moves say that were not undone.
pub(in crate::homes) fn death(conn: &mut Conn, company: CompanyId, of: ContactId) -> QueryResult<Option<NaiveDate>> {
    moves::table
        .inner_join(move_sides::table.on(move_sides::move_id.eq(moves::id)))
        .filter(move_sides::company_id.eq(company))
        .filter(move_sides::contact_id.eq(of))
        .filter(move_sides::holds.eq(Holds::Owner))
        .filter(move_sides::comes.eq(false))
        .filter(moves::kind.eq(MoveKind::Death))
        .filter(moves::undone_at.is_null())
        .select(diesel::dsl::min(moves::day))
        .first(conn)
}

/// How somebody who is told of a move reads, and where letters reach them.
pub(in crate::homes) type Told = (PersonId, String, Option<String>, Option<crate::clock::Moment>);

pub(in crate::homes) fn readers(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Told>> {
    people::table.filter(people::id.among(of)).select((people::id, people::locale, people::email, people::bounced_at)).load(conn)
}

/// Marks a move as undone; 0 when it was before.
pub(in crate::homes) fn undo(tx: &mut Tx<'_>, company: CompanyId, id: MoveId) -> QueryResult<usize> {
    let now = tx.now();
    let mine = moves::table.filter(moves::company_id.eq(company)).filter(moves::id.eq(id)).filter(moves::undone_at.is_null());
    diesel::update(mine).set(moves::undone_at.eq(now)).execute(&mut **tx)
}

/// Lets a holding go on that a move had ended, if it still ends on that day.
pub(in crate::homes) fn reopen(tx: &mut Tx<'_>, company: CompanyId, id: HoldingId, until: NaiveDate) -> QueryResult<usize> {
    let mine =
        holdings::table.filter(holdings::company_id.eq(company)).filter(holdings::id.eq(id)).filter(holdings::until.eq(until));
    diesel::update(mine).set(holdings::until.eq(None::<NaiveDate>)).execute(&mut **tx)
}

/// Removes a holding that a move had begun, if nothing about it has changed and nobody acts for it.
pub(in crate::homes) fn unbegin(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: HoldingId,
    of: ContactId,
    since: NaiveDate,
) -> QueryResult<usize> {
    let powers =
        representatives::table.filter(representatives::company_id.eq(company)).filter(representatives::holding_id.eq(id));
    if powers.count().get_result::<i64>(&mut **tx)? > 0 {
        return Ok(0);
    }
    let mine = holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::id.eq(id))
        .filter(holdings::contact_id.eq(of))
        .filter(holdings::since.eq(since))
        .filter(holdings::until.is_null());
    diesel::delete(mine).execute(&mut **tx)
}

/// A company as its acts name it: names, БИН, phone, addresses.
pub(in crate::homes) type Sender = ((String, String, String), String, String, (String, String));

pub(in crate::homes) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    use crate::db::schema::companies::dsl;
    dsl::companies
        .find(company)
        .select(((dsl::name_kk, dsl::name_ru, dsl::name_en), dsl::bin, dsl::phone, (dsl::address_kk, dsl::address_ru)))
        .first(conn)
}
