//! The inbox: what a person was told, read or not.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, notices};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::mail::{LetterId, outbox};
use crate::notices::NoticeId;
use crate::notices::kind::Kind;
use crate::notices::plan::Digest;
use crate::web::Step;
use crate::who::PersonId;

/// A line.
#[derive(Clone, Debug, Queryable)]
pub(in crate::notices) struct Line {
    pub(in crate::notices) id: NoticeId,
    pub(in crate::notices) kind: Kind,
    pub(in crate::notices) title: String,
    pub(in crate::notices) excerpt: String,
    pub(in crate::notices) href: String,
    pub(in crate::notices) created_at: Moment,
    pub(in crate::notices) read_at: Option<Moment>,
    pub(in crate::notices) withdrawn_at: Option<Moment>,
    /// In Kazakh, Russian and English.
    pub(in crate::notices) company: (String, String, String),
}

pub(in crate::notices) fn page(
    conn: &mut Conn,
    person: PersonId,
    unread: bool,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Line>> {
    let mut query = notices::table
        .inner_join(companies::table.on(companies::id.eq(notices::company_id)))
        .filter(notices::person_id.eq(person))
        .select((
            notices::id,
            notices::kind,
            notices::title,
            notices::excerpt,
            notices::href,
            notices::created_at,
            notices::read_at,
            notices::withdrawn_at,
            (companies::name_kk, companies::name_ru, companies::name_en),
        ))
        .limit(limit)
        .into_boxed();
    if unread {
        query = query.filter(notices::read_at.is_null());
    }
    query = match step {
        Step::First => query.order(notices::id.desc()),
        Step::After(at) => query.filter(notices::id.lt(at.id.clone())).order(notices::id.desc()),
        Step::Before(at) => query.filter(notices::id.gt(at.id.clone())).order(notices::id.asc()),
    };
    query.load(conn)
}

/// Which of a person's notices.
pub(in crate::notices) enum Which<'a> {
    All,
    One(NoticeId),
    Subject(&'a str),
}

/// They are read, and no letter is needed for them any more. Gives how many were not before.
pub(in crate::notices) fn read(tx: &mut Tx<'_>, person: PersonId, which: &Which<'_>) -> QueryResult<usize> {
    let now = tx.now();
    let all: Vec<(NoticeId, Digest)> = {
        let mut unread = notices::table.filter(notices::person_id.eq(person)).filter(notices::read_at.is_null()).into_boxed();
        unread = match which {
            Which::All => unread,
            Which::One(id) => unread.filter(notices::id.eq(*id)),
            Which::Subject(subject) => unread.filter(notices::subject_id.eq(*subject)),
        };
        unread.select((notices::id, notices::digest)).load(&mut **tx)?
    };
    let mine = notices::table.filter(notices::person_id.eq(person)).filter(notices::read_at.is_null());
    for batch in all.chunks(BATCH) {
        let ids: Vec<NoticeId> = batch.iter().map(|(id, _)| *id).collect();
        let on_the_way: Vec<NoticeId> = batch.iter().filter(|(_, digest)| digest.is_on_the_way()).map(|(id, _)| *id).collect();
        if !on_the_way.is_empty() {
            diesel::update(mine.filter(notices::id.among(on_the_way)))
                .set(notices::digest.eq(Digest::Dropped))
                .execute(&mut **tx)?;
        }
        diesel::update(mine.filter(notices::id.among(ids))).set(notices::read_at.eq(now)).execute(&mut **tx)?;
    }
    Ok(all.len())
}

/// Where a person's own notice leads.
pub(in crate::notices) fn href(conn: &mut Conn, person: PersonId, id: NoticeId) -> QueryResult<Option<String>> {
    notices::table.filter(notices::person_id.eq(person)).filter(notices::id.eq(id)).select(notices::href).first(conn).optional()
}

pub(in crate::notices) fn withdraw(tx: &mut Tx<'_>, subject: &str) -> QueryResult<()> {
    let now = tx.now();
    let of = notices::table.filter(notices::subject_id.eq(subject));
    let letters =
        of.filter(notices::letter_id.is_not_null()).select(notices::letter_id.assume_not_null()).load::<LetterId>(&mut **tx)?;
    outbox::recall(tx, &letters)?;
    diesel::update(of.filter(notices::digest.among(Digest::on_the_way())))
        .set(notices::digest.eq(Digest::Dropped))
        .execute(&mut **tx)?;
    diesel::update(of.filter(notices::withdrawn_at.is_null())).set(notices::withdrawn_at.eq(now)).execute(&mut **tx)?;
    diesel::update(of.filter(notices::read_at.is_null())).set(notices::read_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Removes a batch of what is older than its time and gives how many went.
pub(in crate::notices) fn prune(tx: &mut Tx<'_>, read_before: Moment, unread_before: Moment) -> QueryResult<usize> {
    let old: Vec<NoticeId> = notices::table
        .filter(notices::created_at.lt(read_before))
        .filter(notices::read_at.is_not_null().or(notices::created_at.lt(unread_before)))
        .select(notices::id)
        .limit(i64::try_from(BATCH).unwrap_or(i64::MAX))
        .load(&mut **tx)?;
    diesel::delete(notices::table.filter(notices::id.among(old))).execute(&mut **tx)
}
