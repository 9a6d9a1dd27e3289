//! What is written to requests.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{
    request_breaches, request_confirmations, request_events, request_joiners, request_pauses, request_ratings, request_words,
    requests,
};
use crate::db::{BATCH, Tx, types};
use crate::homes::PremisesId;
use crate::on_each;
use crate::requests::kind::{BreachId, Cause, RequestId};
use crate::requests::rows::{Breach, Event, Request};
use crate::who::{CompanyId, PersonId};

pub(in crate::requests) fn add(tx: &mut Tx<'_>, new: &Request, words: Vec<String>) -> QueryResult<()> {
    diesel::insert_into(requests::table).values(new).execute(&mut **tx)?;
    let rows: Vec<_> = words
        .into_iter()
        .map(|word| {
            (request_words::company_id.eq(new.company_id), request_words::word.eq(word), request_words::request_id.eq(new.id))
        })
        .collect();
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(request_words::table).values(some).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// Writes a request back if nobody has changed it since it was read: of two at once, one.
pub(in crate::requests) fn save(tx: &mut Tx<'_>, was: i32, is: &Request) -> QueryResult<bool> {
    let mine = requests::table
        .filter(requests::company_id.eq(is.company_id))
        .filter(requests::id.eq(is.id))
        .filter(requests::version.eq(was));
    Ok(diesel::update(mine).set(is).execute(&mut **tx)? == 1)
}

/// Holds a request until the transaction ends: who steps at the same moment waits.
pub(in crate::requests) fn hold(tx: &mut Tx<'_>, company: CompanyId, id: RequestId) -> QueryResult<usize> {
    let mine = requests::table.filter(requests::company_id.eq(company)).filter(requests::id.eq(id));
    diesel::update(mine).set(requests::version.eq(requests::version)).execute(&mut **tx)
}

/// Notes that a resident said something, whatever else happens to it at this moment.
pub(in crate::requests) fn asked(tx: &mut Tx<'_>, company: CompanyId, id: RequestId) -> QueryResult<usize> {
    let now = tx.now();
    let mine = requests::table.filter(requests::company_id.eq(company)).filter(requests::id.eq(id));
    diesel::update(mine).set((requests::asked_at.eq(now), requests::updated_at.eq(now))).execute(&mut **tx)
}

/// Marks that a term was missed. Nobody's form is out of date by that.
pub(in crate::requests) fn late(tx: &mut Tx<'_>, company: CompanyId, id: RequestId) -> QueryResult<usize> {
    let mine = requests::table.filter(requests::company_id.eq(company)).filter(requests::id.eq(id));
    diesel::update(mine).set(requests::late.eq(true)).execute(&mut **tx)
}

pub(in crate::requests) fn happened(tx: &mut Tx<'_>, event: &Event) -> QueryResult<usize> {
    diesel::insert_into(request_events::table).values(event).execute(&mut **tx)
}

pub(in crate::requests) fn pause(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: RequestId,
    why: &str,
    since: Moment,
) -> QueryResult<usize> {
    let row = (
        (request_pauses::id.eq(types::to_text(types::fresh(since))), request_pauses::company_id.eq(company)),
        (request_pauses::request_id.eq(of), request_pauses::why.eq(why), request_pauses::since.eq(since)),
        request_pauses::until.eq(None::<Moment>),
    );
    diesel::insert_into(request_pauses::table).values(row).execute(&mut **tx)
}

pub(in crate::requests) fn go_on(tx: &mut Tx<'_>, company: CompanyId, of: RequestId, at: Moment) -> QueryResult<usize> {
    let open = request_pauses::table
        .filter(request_pauses::company_id.eq(company))
        .filter(request_pauses::request_id.eq(of))
        .filter(request_pauses::until.is_null());
    diesel::update(open).set(request_pauses::until.eq(at)).execute(&mut **tx)
}

/// Notes a missed term; one that was noted stays as it was. Whether it is new.
pub(in crate::requests) fn missed(tx: &mut Tx<'_>, breach: &Breach) -> QueryResult<bool> {
    let added = on_each!(&mut **tx, c => diesel::insert_into(request_breaches::table).values(breach).on_conflict_do_nothing().execute(c))?;
    Ok(added == 1)
}

pub(in crate::requests) fn explain(
    tx: &mut Tx<'_>,
    (company, of, id): (CompanyId, RequestId, BreachId),
    (cause, words): (Cause, &str),
    by: PersonId,
) -> QueryResult<usize> {
    let mine = request_breaches::table
        .filter(request_breaches::company_id.eq(company))
        .filter(request_breaches::request_id.eq(of))
        .filter(request_breaches::id.eq(id));
    let said =
        (request_breaches::cause.eq(Some(cause)), request_breaches::words.eq(words), request_breaches::said_by_id.eq(Some(by)));
    diesel::update(mine).set(said).execute(&mut **tx)
}

/// Somebody says «mine too»; whether they had not before.
pub(in crate::requests) fn join(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: RequestId,
    (person, from): (PersonId, PremisesId),
) -> QueryResult<bool> {
    let now = tx.now();
    let row = (
        (request_joiners::company_id.eq(company), request_joiners::request_id.eq(of)),
        (request_joiners::person_id.eq(person), request_joiners::premises_id.eq(from), request_joiners::joined_at.eq(now)),
    );
    let added =
        on_each!(&mut **tx, c => diesel::insert_into(request_joiners::table).values(row).on_conflict_do_nothing().execute(c))?;
    if added == 1 {
        let mine = requests::table.filter(requests::company_id.eq(company)).filter(requests::id.eq(of));
        diesel::update(mine).set(requests::joined.eq(requests::joined + 1)).execute(&mut **tx)?;
    }
    Ok(added == 1)
}

/// Somebody says that it is fixed; once from each premises.
pub(in crate::requests) fn confirm(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: RequestId,
    (person, from): (PersonId, PremisesId),
) -> QueryResult<usize> {
    let row = (
        (request_confirmations::company_id.eq(company), request_confirmations::request_id.eq(of)),
        (request_confirmations::premises_id.eq(from), request_confirmations::person_id.eq(person)),
        request_confirmations::confirmed_at.eq(tx.now()),
    );
    on_each!(&mut **tx, c => diesel::insert_into(request_confirmations::table).values(row).on_conflict_do_nothing().execute(c))
}

/// What was said of the last time is not said of the next.
pub(in crate::requests) fn unconfirm(tx: &mut Tx<'_>, company: CompanyId, of: RequestId) -> QueryResult<usize> {
    let all = request_confirmations::table
        .filter(request_confirmations::company_id.eq(company))
        .filter(request_confirmations::request_id.eq(of));
    diesel::delete(all).execute(&mut **tx)
}

/// Keeps a rating; whether there was none of this person.
pub(in crate::requests) fn rate(
    tx: &mut Tx<'_>,
    (company, of): (CompanyId, RequestId),
    person: PersonId,
    (good, tags, words): (bool, &str, &str),
) -> QueryResult<bool> {
    let row = (
        (request_ratings::company_id.eq(company), request_ratings::request_id.eq(of), request_ratings::person_id.eq(person)),
        (request_ratings::good.eq(good), request_ratings::tags.eq(tags), request_ratings::words.eq(words)),
        request_ratings::created_at.eq(tx.now()),
    );
    let added =
        on_each!(&mut **tx, c => diesel::insert_into(request_ratings::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(added == 1)
}
