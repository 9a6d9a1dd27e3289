//! Letters for people to look at: those that wait, those that died, the latest.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::letter::{Envelope, LetterId, Opened, State};
use super::outbox::REFUSED;
use crate::clock::Moment;
use crate::db::schema::letters;
use crate::db::{Conn, Listed};
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

type Outside = (
    LetterId,
    Option<CompanyId>,
    Option<PersonId>,
    String,
    String,
    (String, String, String),
    State,
    Moment,
    i32,
    Option<String>,
    Moment,
    Option<Moment>,
);

#[diesel::dsl::auto_type(no_type_alias)]
fn outside() -> _ {
    (
        letters::id,
        letters::company_id,
        letters::person_id,
        letters::kind,
        letters::locale,
        (letters::to_name, letters::to_address, letters::subject),
        letters::state,
        letters::due_at,
        letters::attempts,
        letters::last_error,
        letters::created_at,
        letters::sent_at,
    )
}

fn envelope(row: Outside) -> Envelope {
    let (id, company, person, kind, locale, (to_name, to_address, subject), state, due_at, attempts, error, created_at, sent_at) =
        row;
    let locale = Locale::from_code(&locale).unwrap_or(Locale::Kk);
    let last_error = error.map(|said| said.strip_prefix(REFUSED).map(str::to_owned).unwrap_or(said));
    Envelope {
        id,
        company,
        person,
        kind,
        locale,
        to_name,
        to_address,
        subject,
        state,
        due_at,
        attempts,
        last_error,
        created_at,
        sent_at,
    }
}

/// The letters of a company in a state, the newest first, those older than `before`. `None` is the installation itself:
/// it sees the letters that no company wrote.
///
/// # Errors
/// When the database fails.
pub fn in_state(
    conn: &mut Conn,
    company: Option<CompanyId>,
    state: State,
    before: Option<LetterId>,
    limit: i64,
) -> QueryResult<Vec<Envelope>> {
    let mut query = letters::table.filter(letters::state.eq(state)).into_boxed();
    query = match company {
        Some(company) => query.filter(letters::company_id.eq(company)),
        None => query.filter(letters::company_id.is_null()),
    };
    if let Some(before) = before {
        query = query.filter(letters::id.lt(before));
    }
    let rows: Vec<Outside> = query.order(letters::id.desc()).limit(limit).select(outside()).load(conn)?;
    Ok(rows.into_iter().map(envelope).collect())
}

/// The latest letters of the whole installation, the newest first, those older than `before`: for the operator and the demo.
///
/// # Errors
/// When the database fails.
pub fn recent(conn: &mut Conn, limit: i64, before: Option<LetterId>) -> QueryResult<Vec<Envelope>> {
    let mut query = letters::table.into_boxed();
    if let Some(before) = before {
        query = query.filter(letters::id.lt(before));
    }
    let rows: Vec<Outside> = query.order(letters::id.desc()).limit(limit).select(outside()).load(conn)?;
    Ok(rows.into_iter().map(envelope).collect())
}

/// One letter, opened: for the operator and the demo, who may read all of them.
///
/// # Errors
/// When the database fails.
pub fn letter(conn: &mut Conn, id: LetterId) -> QueryResult<Option<Opened>> {
    type Row = (Outside, (String, String, String, Option<String>));
    let inside = (letters::from_name, letters::body_text, letters::body_html, letters::unsubscribe);
    let row: Option<Row> = letters::table.find(id).select((outside(), inside)).first(conn).optional()?;
    Ok(row.map(|(outside, (from_name, text, html, unsubscribe))| Opened {
        envelope: envelope(outside),
        from_name,
        text,
        html,
        unsubscribe,
    }))
}

/// How long the longest-waiting letter has been due; `None` when nothing is late. More than a few minutes means that the
/// postman does not come.
///
/// # Errors
/// When the database fails.
pub fn pending_age(conn: &mut Conn, now: Moment) -> QueryResult<Option<TimeDelta>> {
    let oldest: Option<Moment> = letters::table
        .filter(letters::state.eq(State::Waiting))
        .filter(letters::due_at.le(now))
        .order(letters::due_at)
        .select(letters::due_at)
        .first(conn)
        .optional()?;
    Ok(oldest.map(|due_at| now - due_at))
}

/// How many letters wait, and how many are dead.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut Conn) -> QueryResult<(i64, i64)> {
    let waiting = letters::table.filter(letters::state.among([State::Waiting, State::Sending])).count().get_result(conn)?;
    Ok((waiting, letters::table.filter(letters::state.eq(State::Dead)).count().get_result(conn)?))
}
