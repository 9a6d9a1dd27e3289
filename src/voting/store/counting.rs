//! What the count reads and writes.

use diesel::prelude::*;

use crate::db::schema::{meeting_initiators, meeting_questions, protocol_signers};
use crate::db::{Conn, Tx};
use crate::voting::meeting::MeetingId;
use crate::voting::question::{Outcome, QuestionId};
use crate::voting::rows::EventRow;
use crate::who::CompanyId;

/// Writes down what a question came to.
pub(in crate::voting) fn result(tx: &mut Tx<'_>, company: CompanyId, id: QuestionId, is: Outcome) -> QueryResult<usize> {
    let there = meeting_questions::table.filter(meeting_questions::company_id.eq(company)).filter(meeting_questions::id.eq(id));
    diesel::update(there).set(meeting_questions::result.eq(is)).execute(&mut **tx)
}

/// The whole chain, read in portions.
pub(in crate::voting) fn chain(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<EventRow>> {
    const MANY: i64 = 20_000;
    let mut all: Vec<EventRow> = Vec::new();
    loop {
        let last = all.last().map_or(0, |row| row.place);
        let mut some = super::events::after(conn, company, meeting, last, MANY)?;
        let full = i64::try_from(some.len()).unwrap_or(i64::MAX) == MANY;
        all.append(&mut some);
        if !full {
            return Ok(all);
        }
    }
}

/// Who signs as having called a meeting: a name and what they own.
pub(in crate::voting) type Caller = (String, String);

/// Those who called a meeting, in their order: whoever was named to sign, else those by whom it was called.
pub(in crate::voting) fn callers(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Caller>> {
    let named: Vec<Caller> = protocol_signers::table
        .filter(protocol_signers::company_id.eq(company))
        .filter(protocol_signers::meeting_id.eq(of))
        .order(protocol_signers::place)
        .select((protocol_signers::name, protocol_signers::unit))
        .load(conn)?;
    if !named.is_empty() {
        return Ok(named);
    }
    meeting_initiators::table
        .filter(meeting_initiators::company_id.eq(company))
        .filter(meeting_initiators::meeting_id.eq(of))
        .order(meeting_initiators::place)
        .select((meeting_initiators::name, meeting_initiators::unit))
        .load(conn)
}

/// Writes anew who signs.
pub(in crate::voting) fn set_callers(tx: &mut Tx<'_>, company: CompanyId, of: MeetingId, all: &[Caller]) -> QueryResult<()> {
    let there =
        protocol_signers::table.filter(protocol_signers::company_id.eq(company)).filter(protocol_signers::meeting_id.eq(of));
    diesel::delete(there).execute(&mut **tx)?;
    for (place, (name, unit)) in (1_i32..).zip(all) {
        let row = (
            (protocol_signers::company_id.eq(company), protocol_signers::meeting_id.eq(of), protocol_signers::place.eq(place)),
            (protocol_signers::name.eq(name), protocol_signers::unit.eq(unit)),
        );
        diesel::insert_into(protocol_signers::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}
