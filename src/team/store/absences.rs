//! Who is away, and who stands in.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{absences, memberships, people};
use crate::db::{Conn, Listed, Tx};
use crate::team::absence::AbsenceId;
use crate::team::forms::AbsenceDraft;
use crate::who::{CompanyId, MembershipId};

/// Somebody's days away.
#[derive(Clone, Debug, Queryable)]
pub(in crate::team) struct Absence {
    pub(in crate::team) id: AbsenceId,
    pub(in crate::team) of: MembershipId,
    pub(in crate::team) since: NaiveDate,
    pub(in crate::team) until: NaiveDate,
    /// The name of whoever stands in.
    pub(in crate::team) substitute: Option<String>,
}

/// The absences of these memberships that are not over, the nearest first.
pub(in crate::team) fn of(
    conn: &mut Conn,
    of: &[MembershipId],
    today: NaiveDate,
) -> QueryResult<HashMap<MembershipId, Vec<Absence>>> {
    let rows: Vec<Absence> = absences::table
        .left_join(memberships::table.on(memberships::id.nullable().eq(absences::substitute_id)))
        .left_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(absences::membership_id.among(of))
        .filter(absences::until.ge(today))
        .filter(absences::ended_at.is_null())
        .order((absences::since, absences::id))
        .select((absences::id, absences::membership_id, absences::since, absences::until, people::name.nullable()))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Vec<Absence>> = HashMap::new();
    for row in rows {
        all.entry(row.of).or_default().push(row);
    }
    Ok(all)
}

/// Whether they are away on one of these days already.
pub(in crate::team) fn overlaps(
    conn: &mut Conn,
    company: CompanyId,
    of: MembershipId,
    since: NaiveDate,
    until: NaiveDate,
) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        absences::table
            .filter(absences::company_id.eq(company))
            .filter(absences::membership_id.eq(of))
            .filter(absences::ended_at.is_null())
            .filter(absences::since.le(until))
            .filter(absences::until.ge(since)),
    ))
    .get_result(conn)
}

pub(in crate::team) fn add(tx: &mut Tx<'_>, company: CompanyId, of: MembershipId, draft: &AbsenceDraft) -> QueryResult<()> {
    let now = tx.now();
    let row = (
        absences::id.eq(AbsenceId::fresh(now)),
        absences::company_id.eq(company),
        absences::membership_id.eq(of),
        absences::substitute_id.eq(draft.substitute),
        absences::since.eq(draft.since),
        absences::until.eq(draft.until),
        absences::created_at.eq(now),
    );
    diesel::insert_into(absences::table).values(row).execute(&mut **tx)?;
    match draft.substitute {
        Some(substitute) => mark(tx, company, substitute),
        None => Ok(()),
    }
}

/// Puts the mark on a membership that says until when it stands in for somebody.
fn mark(tx: &mut Tx<'_>, company: CompanyId, substitute: MembershipId) -> QueryResult<()> {
    let until: Option<NaiveDate> = absences::table
        .filter(absences::company_id.eq(company))
        .filter(absences::substitute_id.eq(substitute))
        .filter(absences::ended_at.is_null())
        .select(absences::until)
        .order(absences::until.desc())
        .first(&mut **tx)
        .optional()?;
    let theirs = memberships::table.filter(memberships::company_id.eq(company)).filter(memberships::id.eq(substitute));
    diesel::update(theirs).set(memberships::stands_in_until.eq(until)).execute(&mut **tx).map(|_| ())
}

/// Ends one: one that has begun ends today, one ahead does not come. Not there, or over, is as if it were not there.
pub(in crate::team) fn end(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: MembershipId,
    id: AbsenceId,
    today: NaiveDate,
) -> QueryResult<()> {
    let now = tx.now();
    let mine = || {
        absences::table
            .filter(absences::company_id.eq(company))
            .filter(absences::membership_id.eq(of))
            .filter(absences::id.eq(id))
            .filter(absences::until.ge(today))
    };
    let substitute: Option<MembershipId> = mine().select(absences::substitute_id).first(&mut **tx)?;
    diesel::update(mine().filter(absences::ended_at.is_null())).set(absences::ended_at.eq(now)).execute(&mut **tx)?;
    substitute.map_or(Ok(()), |substitute| mark(tx, company, substitute))
}

/// Ends all of somebody's absences, and all they stand in for.
pub(in crate::team) fn end_all(tx: &mut Tx<'_>, company: CompanyId, of: MembershipId) -> QueryResult<()> {
    let now = tx.now();
    let substitutes: Vec<Option<MembershipId>> = absences::table
        .filter(absences::company_id.eq(company))
        .filter(absences::membership_id.eq(of))
        .filter(absences::ended_at.is_null())
        .select(absences::substitute_id)
        .load(&mut **tx)?;
    let theirs = absences::table
        .filter(absences::company_id.eq(company))
        .filter(absences::membership_id.eq(of))
        .filter(absences::ended_at.is_null());
    diesel::update(theirs).set(absences::ended_at.eq(now)).execute(&mut **tx)?;
    // those they stood in for stay away, now without anybody
    let stood_in = absences::table
        .filter(absences::company_id.eq(company))
        .filter(absences::substitute_id.eq(of))
        .filter(absences::ended_at.is_null());
    diesel::update(stood_in).set(absences::substitute_id.eq(None::<MembershipId>)).execute(&mut **tx)?;
    substitutes.into_iter().flatten().try_for_each(|substitute| mark(tx, company, substitute))
}
