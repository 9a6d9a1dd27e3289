//! Codes by which a voter is known again. Each step is one statement that also asks whether it may be taken.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::Tx;
use crate::db::schema::voting_codes;
use crate::on_each;
use crate::voting::meeting::MeetingId;
use crate::who::{CompanyId, PersonId};

/// How long a code can be used.
const LIVES: TimeDelta = TimeDelta::minutes(10);
/// How often one may try a code.
const TRIES: i32 = 5;
/// How long one waits for another code.
const BETWEEN: TimeDelta = TimeDelta::minutes(1);
/// How many codes somebody gets in an hour.
const AN_HOUR: i32 = 5;

/// Whose code, and for what.
pub(in crate::voting) type Whose = (CompanyId, MeetingId, PersonId);

/// Keeps a new code in place of the last one; false when they have had enough of them for now.
pub(in crate::voting) fn keep(tx: &mut Tx<'_>, (company, meeting, person): Whose, code: &str) -> QueryResult<bool> {
    let now = tx.now();
    let mine = || {
        voting_codes::table
            .filter(voting_codes::company_id.eq(company))
            .filter(voting_codes::meeting_id.eq(meeting))
            .filter(voting_codes::person_id.eq(person))
    };
    let fresh = (
        (voting_codes::code.eq(code), voting_codes::tries.eq(0), voting_codes::used_at.eq(None::<Moment>)),
        (voting_codes::sent_at.eq(now), voting_codes::expires_at.eq(now + LIVES)),
    );
    let rested = mine().filter(voting_codes::sent_at.le(now - TimeDelta::hours(1)));
    if diesel::update(rested).set((fresh, voting_codes::sent.eq(1))).execute(&mut **tx)? == 1 {
        return Ok(true);
    }
    let soon = mine().filter(voting_codes::sent_at.le(now - BETWEEN)).filter(voting_codes::sent.lt(AN_HOUR));
    if diesel::update(soon).set((fresh, voting_codes::sent.eq(voting_codes::sent + 1))).execute(&mut **tx)? == 1 {
        return Ok(true);
    }
    let row = (
        (voting_codes::company_id.eq(company), voting_codes::meeting_id.eq(meeting), voting_codes::person_id.eq(person)),
        (voting_codes::code.eq(code), voting_codes::tries.eq(0), voting_codes::sent.eq(1)),
        (voting_codes::sent_at.eq(now), voting_codes::expires_at.eq(now + LIVES)),
    );
    let new = on_each!(&mut **tx, c => diesel::insert_into(voting_codes::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(new == 1)
}

/// Takes one of the tries; gives what the code must be, while there is one that can be used.
pub(in crate::voting) fn try_one(tx: &mut Tx<'_>, (company, meeting, person): Whose) -> QueryResult<Option<String>> {
    let now = tx.now();
    let open = voting_codes::table
        .filter(voting_codes::company_id.eq(company))
        .filter(voting_codes::meeting_id.eq(meeting))
        .filter(voting_codes::person_id.eq(person))
        .filter(voting_codes::used_at.is_null())
        .filter(voting_codes::expires_at.gt(now))
        .filter(voting_codes::tries.lt(TRIES));
    diesel::update(open)
        .set(voting_codes::tries.eq(voting_codes::tries + 1))
        .returning(voting_codes::code)
        .get_result(&mut **tx)
        .optional()
}

/// Uses a code up; false when that was done before.
pub(in crate::voting) fn use_up(tx: &mut Tx<'_>, (company, meeting, person): Whose, code: &str) -> QueryResult<bool> {
    let now = tx.now();
    let mine = voting_codes::table
        .filter(voting_codes::company_id.eq(company))
        .filter(voting_codes::meeting_id.eq(meeting))
        .filter(voting_codes::person_id.eq(person))
        .filter(voting_codes::code.eq(code))
        .filter(voting_codes::used_at.is_null());
    Ok(diesel::update(mine).set(voting_codes::used_at.eq(now)).execute(&mut **tx)? == 1)
}
