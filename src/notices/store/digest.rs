//! What waits for a letter with others.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, notice_hours, notices, people};
use crate::db::{Conn, Listed, Tx};
use crate::mail::LetterId;
use crate::notices::NoticeId;
use crate::notices::hours::Hours;
use crate::notices::kind::Kind;
use crate::notices::plan::Digest;
use crate::text::Locale;
use crate::web::identify::ZONE;
use crate::who::{CompanyId, PersonId};

/// Somebody for whom something waits.
#[derive(Clone, Debug)]
pub(in crate::notices) struct Addressee {
    pub(in crate::notices) person: PersonId,
    pub(in crate::notices) name: String,
    /// `None` when no letter reaches them.
    pub(in crate::notices) email: Option<String>,
    pub(in crate::notices) locale: Locale,
    pub(in crate::notices) zone: chrono_tz::Tz,
    pub(in crate::notices) hours: Hours,
    /// Unread, the oldest first.
    pub(in crate::notices) waiting: Vec<Waiting>,
}

/// A notice that waits.
#[derive(Clone, Debug, Queryable)]
pub(in crate::notices) struct Waiting {
    pub(in crate::notices) id: NoticeId,
    pub(in crate::notices) kind: Kind,
    pub(in crate::notices) title: String,
    pub(in crate::notices) excerpt: String,
    pub(in crate::notices) href: String,
    pub(in crate::notices) digest: Digest,
    pub(in crate::notices) created_at: Moment,
    pub(in crate::notices) mail_at: Option<Moment>,
    pub(in crate::notices) company: CompanyId,
    /// In Kazakh, Russian and English.
    pub(in crate::notices) company_name: (String, String, String),
}

/// People for whom something waits, in the order of their ids, those after `after`.
pub(in crate::notices) fn people_waiting(conn: &mut Conn, after: Option<PersonId>, limit: i64) -> QueryResult<Vec<PersonId>> {
    let mut query = notices::table
        .filter(notices::digest.among(Digest::on_the_way()))
        .filter(notices::read_at.is_null())
        .select(notices::person_id)
        .distinct()
        .order(notices::person_id)
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(notices::person_id.gt(after));
    }
    query.load(conn)
}

type Who = (PersonId, String, Option<String>, Option<Moment>, String, String, (Option<i32>, Option<i32>, Option<i32>));

/// What waits for these people and is unread.
pub(in crate::notices) fn waiting(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    let mut all: BTreeMap<PersonId, Addressee> = BTreeMap::new();
    let dead = super::telling::dead(conn, of)?;
    for (who, notice) in rows(conn, of)?.into_iter().filter(|(who, notice)| !dead.contains(&(who.0, notice.company))) {
        all.entry(who.0).or_insert_with(|| addressee(who)).waiting.push(notice);
    }
    Ok(all.into_values().collect())
}

fn addressee((person, name, email, bounced, locale, zone, (from, until, digest_at)): Who) -> Addressee {
    Addressee {
        person,
        name,
        email: email.filter(|_| bounced.is_none()),
        locale: Locale::from_code(&locale).unwrap_or_default(),
        zone: zone.parse().unwrap_or(ZONE),
        hours: Hours::kept(from, until, digest_at),
        waiting: Vec::new(),
    }
}

fn rows(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<(Who, Waiting)>> {
    notices::table
        .inner_join(people::table.on(people::id.eq(notices::person_id)))
        .inner_join(companies::table.on(companies::id.eq(notices::company_id)))
        .left_join(notice_hours::table.on(notice_hours::person_id.eq(notices::person_id)))
        .filter(notices::person_id.among(of))
        .filter(notices::digest.among(Digest::on_the_way()))
        .filter(notices::read_at.is_null())
        .order(notices::id)
        .select((
            (
                people::id,
                people::name,
                people::email,
                people::bounced_at,
                people::locale,
                people::time_zone,
                (notice_hours::quiet_from.nullable(), notice_hours::quiet_until.nullable(), notice_hours::digest_at.nullable()),
            ),
            (
                notices::id,
                notices::kind,
                notices::title,
                notices::excerpt,
                notices::href,
                notices::digest,
                notices::created_at,
                notices::mail_at,
                notices::company_id,
                (companies::name_kk, companies::name_ru, companies::name_en),
            ),
        ))
        .load(conn)
}

/// They went out in that letter.
pub(in crate::notices) fn mailed(tx: &mut Tx<'_>, ids: &[NoticeId], letter: LetterId, due_at: Moment) -> QueryResult<()> {
    diesel::update(notices::table.filter(notices::id.among(ids)))
        .set((notices::digest.eq(Digest::Mailed), notices::letter_id.eq(letter), notices::mail_at.eq(due_at)))
        .execute(&mut **tx)?;
    Ok(())
}

/// No letter will take them.
pub(in crate::notices) fn dropped(tx: &mut Tx<'_>, ids: &[NoticeId]) -> QueryResult<()> {
    diesel::update(notices::table.filter(notices::id.among(ids))).set(notices::digest.eq(Digest::Dropped)).execute(&mut **tx)?;
    Ok(())
}
