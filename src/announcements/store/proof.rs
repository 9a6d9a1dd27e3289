//! Whom a scope reaches, and the proof that they were told.

use std::collections::{BTreeMap, HashMap};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::announcements::audience::{Place, Scope};
use crate::announcements::kind::AnnouncementId;
use crate::announcements::rows::{Channel, Recipient};
use crate::clock::Moment;
use crate::db::schema::{announcement_reads, announcement_recipients, buildings, contacts, holdings, people, premises};
use crate::db::{BATCH, Conn, Tx};
use crate::homes::{self, ContactId, PremisesId};
use crate::mail::LetterId;
use crate::on_each;
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

/// Somebody who is reached, once for each premises.
#[derive(Clone, Debug, Queryable)]
pub(in crate::announcements) struct Reached {
    pub(in crate::announcements) contact: ContactId,
    pub(in crate::announcements) person: Option<PersonId>,
    pub(in crate::announcements) name: String,
    pub(in crate::announcements) premises: PremisesId,
    pub(in crate::announcements) kind: homes::Kind,
    pub(in crate::announcements) number: String,
    pub(in crate::announcements) address: String,
    pub(in crate::announcements) locale: Option<String>,
}

/// The holdings that lie within the scopes; a macro, because each use selects something else of the same joins.
macro_rules! within {
    ($company:expr, $scopes:expr, $now:expr, $select:expr) => {{
        let (company, today) = ($company, $now.date());
        let mut query = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .left_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
            .select($select)
            .into_boxed()
            .filter(sql::<Bool>("1 = 0"));
        for scope in $scopes {
            let held = holdings::company_id
                .eq(company)
                .and(holdings::since.is_null().or(holdings::since.le(today)).assume_not_null())
                .and(holdings::until.is_null().or(holdings::until.ge(today)).assume_not_null())
                // an empty word narrows nothing
                .and(premises::kind.eq(scope.kind.map(homes::Kind::word).unwrap_or_default()).or(sql::<Bool>(if scope.kind.is_none() { "1 = 1" } else { "1 = 0" })))
                .and(holdings::holds.eq(scope.holds.map(crate::who::Holds::word).unwrap_or_default()).or(sql::<Bool>(if scope.holds.is_none() { "1 = 1" } else { "1 = 0" })));
            let subject = scope.subject.clone();
            query = match scope.place {
                Place::Company => query.or_filter(held.and(holdings::company_id.eq(subject))),
                Place::Complex => query.or_filter(held.and(buildings::complex_id.eq(subject).assume_not_null())),
                Place::Building => query.or_filter(held.and(premises::building_id.eq(subject))),
                Place::Entrance => query.or_filter(held.and(premises::entrance_id.eq(subject).assume_not_null())),
                Place::Premises => query.or_filter(held.and(premises::id.eq(subject))),
            };
        }
        query
    }};
}

/// Everybody whom the scopes reach on the day of `now`, by name.
pub(in crate::announcements) fn reached(conn: &mut Conn, company: CompanyId, scopes: &[Scope], now: Moment) -> QueryResult<Vec<Reached>> {
    let select = (contacts::id, contacts::person_id, contacts::name, premises::id, premises::kind, premises::number, buildings::address, people::locale.nullable());
    within!(company, scopes, now, select).order((premises::sort_key, contacts::id)).load(conn)
}

/// How many people are reached, and how many of them have no e-mail.
pub(in crate::announcements) fn count(conn: &mut Conn, company: CompanyId, scopes: &[Scope], now: Moment) -> QueryResult<(usize, usize)> {
    let rows: Vec<(ContactId, Option<PersonId>)> = within!(company, scopes, now, (contacts::id, contacts::person_id)).distinct().load(conn)?;
    let people: std::collections::HashSet<PersonId> = rows.iter().filter_map(|(_, person)| *person).collect();
    let without = rows.iter().filter(|(_, person)| person.is_none()).count();
    Ok((people.len() + without, without))
}

/// Those who are reached and have no e-mail, with their premises.
pub(in crate::announcements) fn without_mail(conn: &mut Conn, company: CompanyId, scopes: &[Scope], now: Moment) -> QueryResult<Vec<Reached>> {
    Ok(reached(conn, company, scopes, now)?.into_iter().filter(|row| row.person.is_none()).collect())
}

/// Fixes who is told: nobody can be added or taken away after this.
pub(in crate::announcements) fn fix(tx: &mut Tx<'_>, recipients: &[Recipient]) -> QueryResult<()> {
    for some in recipients.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(announcement_recipients::table).values(some).execute(c))?;
    }
    Ok(())
}

pub(in crate::announcements) fn fixed(conn: &mut Conn, company: CompanyId, id: AnnouncementId, version: i32) -> QueryResult<i64> {
    announcement_recipients::table
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .filter(announcement_recipients::version.eq(version))
        .count()
        .get_result(conn)
}

/// Some of those who wait to be told, with where their letters go.
pub(in crate::announcements) fn waiting(conn: &mut Conn, company: CompanyId, id: AnnouncementId, version: i32, limit: i64) -> QueryResult<Vec<(Recipient, Option<String>)>> {
    announcement_recipients::table
        .left_join(people::table.on(people::id.nullable().eq(announcement_recipients::person_id)))
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .filter(announcement_recipients::version.eq(version))
        .filter(announcement_recipients::channel.eq(Channel::Waiting))
        .order(announcement_recipients::contact_id)
        .select((Recipient::as_select(), people::email.nullable()))
        .limit(limit)
        .load(conn)
}

pub(in crate::announcements) fn told(tx: &mut Tx<'_>, recipient: &Recipient) -> QueryResult<usize> {
    let mine = announcement_recipients::table
        .filter(announcement_recipients::announcement_id.eq(recipient.announcement_id))
        .filter(announcement_recipients::version.eq(recipient.version))
        .filter(announcement_recipients::contact_id.eq(recipient.contact_id));
    let proof = (
        announcement_recipients::channel.eq(recipient.channel),
        announcement_recipients::letter_id.eq(recipient.letter_id),
        announcement_recipients::told_at.eq(recipient.told_at),
    );
    diesel::update(mine).set(proof).execute(&mut **tx)
}

/// A page of the proof, with when each read and confirmed it.
pub(in crate::announcements) type Proven = (Recipient, Option<(Moment, Option<Moment>)>);

pub(in crate::announcements) fn page(conn: &mut Conn, company: CompanyId, id: AnnouncementId, channel: Option<Channel>, step: &Step, limit: i64) -> QueryResult<Vec<Proven>> {
    let mut query = announcement_recipients::table
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .select(Recipient::as_select())
        .limit(limit)
        .into_boxed();
    if let Some(channel) = channel {
        query = query.filter(announcement_recipients::channel.eq(channel));
    }
    query = match step {
        Step::First => query.order((announcement_recipients::version.desc(), announcement_recipients::contact_id.asc())),
        Step::After(at) => {
            let version = at.key.parse::<i32>().unwrap_or_default();
            let later = announcement_recipients::version.eq(version).and(announcement_recipients::contact_id.gt(at.id.clone()));
            query.filter(announcement_recipients::version.lt(version).or(later)).order((announcement_recipients::version.desc(), announcement_recipients::contact_id.asc()))
        }
        Step::Before(at) => {
            let version = at.key.parse::<i32>().unwrap_or_default();
            let sooner = announcement_recipients::version.eq(version).and(announcement_recipients::contact_id.lt(at.id.clone()));
            query.filter(announcement_recipients::version.gt(version).or(sooner)).order((announcement_recipients::version.asc(), announcement_recipients::contact_id.desc()))
        }
    };
    let rows: Vec<Recipient> = query.load(conn)?;
    let people: Vec<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    let reads: Vec<(PersonId, Moment, Option<Moment>)> = announcement_reads::table
        .filter(announcement_reads::announcement_id.eq(id))
        .filter(announcement_reads::person_id.eq_any(&people))
        .select((announcement_reads::person_id, announcement_reads::opened_at, announcement_reads::confirmed_at))
        .load(conn)?;
    let reads: HashMap<PersonId, (Moment, Option<Moment>)> = reads.into_iter().map(|(person, opened, confirmed)| (person, (opened, confirmed))).collect();
    Ok(rows.into_iter().map(|row| { let read = row.person_id.and_then(|person| reads.get(&person).copied()); (row, read) }).collect())
}

/// How many were told by each way.
pub(in crate::announcements) fn by_channel(conn: &mut Conn, company: CompanyId, id: AnnouncementId, version: i32) -> QueryResult<BTreeMap<Channel, i64>> {
    let rows: Vec<(Channel, i64)> = announcement_recipients::table
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .filter(announcement_recipients::version.eq(version))
        .group_by(announcement_recipients::channel)
        .select((announcement_recipients::channel, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many opened it, and how many confirmed that they have read it.
pub(in crate::announcements) fn reads(conn: &mut Conn, company: CompanyId, id: AnnouncementId) -> QueryResult<(i64, i64)> {
    announcement_reads::table
        .filter(announcement_reads::company_id.eq(company))
        .filter(announcement_reads::announcement_id.eq(id))
        .select((diesel::dsl::count_star(), diesel::dsl::count(announcement_reads::confirmed_at)))
        .first(conn)
}

/// The letters of some recipients.
pub(in crate::announcements) fn letters_of(rows: &[Proven]) -> Vec<LetterId> {
    rows.iter().filter_map(|(row, _)| row.letter_id).collect()
}
