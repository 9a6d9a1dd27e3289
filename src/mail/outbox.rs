//! The outbox: letters written by a transaction, and what became of them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::letter::{Bounced, Letter, LetterId, Outcome, State};
use crate::clock::Moment;
use crate::db::schema::letters;
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// How the error of a letter begins whose reader the server refuses for good.
pub(super) const REFUSED: &str = "refused: ";

#[derive(Insertable)]
#[diesel(table_name = letters, treat_none_as_default_value = false)]
struct Row<'a> {
    id: LetterId,
    company_id: Option<CompanyId>,
    person_id: Option<PersonId>,
    once_key: Option<&'a str>,
    kind: &'a str,
    locale: &'a str,
    from_name: &'a str,
    to_name: &'a str,
    to_address: &'a str,
    subject: &'a str,
    body_text: &'a str,
    body_html: &'a str,
    unsubscribe: Option<&'a str>,
    state: State,
    due_at: Moment,
    attempts: i32,
    created_at: Moment,
}

fn row(letter: &Letter, now: Moment) -> Row<'_> {
    Row {
        id: LetterId::fresh(now),
        company_id: letter.company,
        person_id: letter.person,
        once_key: letter.once_key.as_deref(),
        kind: letter.kind,
        locale: letter.locale.code(),
        from_name: &letter.from_name,
        to_name: &letter.to_name,
        to_address: &letter.to_address,
        subject: &letter.subject,
        body_text: &letter.text,
        body_html: &letter.html,
        unsubscribe: letter.unsubscribe.as_deref(),
        state: State::Waiting,
        due_at: letter.due_at,
        attempts: 0,
        created_at: now,
    }
}

/// Posts a letter. `None` when one with the same once-key was posted before, whatever became of it.
///
/// # Errors
/// When the database fails.
pub fn post(tx: &mut Tx<'_>, letter: &Letter) -> QueryResult<Option<LetterId>> {
    Ok(post_all(tx, std::slice::from_ref(letter))?.into_iter().next().flatten())
}

/// Posts many letters, a few statements in all. The answer is as long as the question and in its order;
/// `None` stands where a letter with the same once-key was there before (or came earlier in `all`).
///
/// # Errors
/// When the database fails.
pub fn post_all(tx: &mut Tx<'_>, all: &[Letter]) -> QueryResult<Vec<Option<LetterId>>> {
    let now = tx.now();
    let mut posted = Vec::with_capacity(all.len());
    for batch in all.chunks(BATCH) {
        let rows: Vec<Row<'_>> = batch.iter().map(|letter| row(letter, now)).collect();
        let ids: Vec<LetterId> = rows.iter().map(|row| row.id).collect();
        let laid: Vec<LetterId> = on_each!(&mut **tx, c => diesel::insert_into(letters::table)
            .values(rows)
            .on_conflict(letters::once_key)
            .do_nothing()
            .returning(letters::id)
            .get_results(c))?;
        let laid: HashSet<LetterId> = laid.into_iter().collect();
        posted.extend(ids.into_iter().map(|id| laid.contains(&id).then_some(id)));
    }
    if posted.iter().any(Option::is_some) {
        tx.ring_mail();
    }
    Ok(posted)
}

/// What became of these letters; one that is not in the answer does not exist.
///
/// # Errors
/// When the database fails.
pub fn outcomes(conn: &mut Conn, ids: &[LetterId]) -> QueryResult<HashMap<LetterId, Outcome>> {
    type Told = (LetterId, State, i32, Option<String>, Option<Moment>, Moment);
    let mut all = HashMap::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        let told: Vec<Told> = letters::table
            .filter(letters::id.among(batch))
            .select((letters::id, letters::state, letters::attempts, letters::last_error, letters::sent_at, letters::created_at))
            .load(conn)?;
        all.extend(told.into_iter().map(|(id, state, attempts, error, sent_at, created_at)| {
            let outcome = match state {
                State::Waiting | State::Sending => Outcome::Waiting { attempts },
                State::Sent => Outcome::Sent { at: sent_at.unwrap_or(created_at), attempts },
                State::Recalled => Outcome::Recalled,
                State::Dead => dead(error.unwrap_or_default(), attempts),
            };
            (id, outcome)
        }));
    }
    Ok(all)
}

fn dead(error: String, attempts: i32) -> Outcome {
    match error.strip_prefix(REFUSED) {
        Some(said) => Outcome::Dead { error: said.to_owned(), refused: true, attempts },
        None => Outcome::Dead { error, refused: false, attempts },
    }
}

/// Letters that died after `since` because the server refuses their reader for good, the oldest first: for the capability
/// that owns people's addresses.
///
/// # Errors
/// When the database fails.
pub fn bounced(conn: &mut Conn, since: Moment, limit: i64) -> QueryResult<Vec<Bounced>> {
    let found: Vec<(LetterId, Option<PersonId>, String, Moment)> = letters::table
        .filter(letters::state.eq(State::Dead))
        .filter(letters::due_at.gt(since))
        .filter(letters::person_id.is_not_null())
        .filter(letters::last_error.like(format!("{REFUSED}%")))
        .order((letters::due_at, letters::id))
        .limit(limit)
        .select((letters::id, letters::person_id, letters::to_address, letters::due_at))
        .load(conn)?;
    Ok(found
        .into_iter()
        .filter_map(|(letter, person, address, at)| Some(Bounced { letter, person: person?, address, at }))
        .collect())
}

/// Takes back letters that have not left yet, and gives how many; one that a postman has in his hands goes out.
///
/// # Errors
/// When the database fails.
pub fn recall(tx: &mut Tx<'_>, ids: &[LetterId]) -> QueryResult<usize> {
    let mut recalled = 0;
    for batch in ids.chunks(BATCH) {
        let waiting = letters::table.filter(letters::id.among(batch)).filter(letters::state.eq(State::Waiting));
        recalled += diesel::update(waiting).set(letters::state.eq(State::Recalled)).execute(&mut **tx)?;
    }
    Ok(recalled)
}

/// Puts a dead letter back, to be tried as if for the first time. `company` as in [`lists::in_state`](super::lists::in_state).
/// `false` when there is no such dead letter of theirs, or its body is not kept any more.
///
/// # Errors
/// When the database fails.
pub fn again(tx: &mut Tx<'_>, company: Option<CompanyId>, id: LetterId) -> QueryResult<bool> {
    let now = tx.now();
    let whose: Option<Option<CompanyId>> = letters::table.find(id).select(letters::company_id).first(&mut **tx).optional()?;
    if whose != Some(company) {
        return Ok(false);
    }
    let dead = letters::table.filter(letters::id.eq(id)).filter(letters::state.eq(State::Dead)).filter(letters::body_text.ne(""));
    let back = (
        letters::state.eq(State::Waiting),
        letters::due_at.eq(now),
        letters::claimed_until.eq(None::<Moment>),
        letters::attempts.eq(0),
        letters::last_error.eq(None::<String>),
    );
    let put_back = diesel::update(dead).set(back).execute(&mut **tx)? == 1;
    if put_back {
        tx.ring_mail();
    }
    Ok(put_back)
}
