//! Whom a scope reaches, and the proof that they were told.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;

use crate::announcements::kind::AnnouncementId;
use crate::announcements::rows::{Channel, Recipient, ToldFor};
use crate::clock::Moment;
use crate::db::schema::{announcement_premises, announcement_reads, announcement_recipients, people};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::{self, ContactId, PremisesId, Reached, Scope};
use crate::mail::LetterId;
use crate::on_each;
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

/// Those who are reached and have no e-mail, with their premises.
pub(in crate::announcements) fn without_mail(
    conn: &mut Conn,
    company: CompanyId,
    scopes: &[Scope],
    now: Moment,
) -> QueryResult<Vec<Reached>> {
    Ok(homes::reached(conn, company, scopes, now)?.into_iter().filter(|row| row.email.is_none()).collect())
}

/// Fixes who is told, and because of which premises: nobody can be added or taken away after this.
pub(in crate::announcements) fn fix(tx: &mut Tx<'_>, recipients: &[Recipient], told_for: &[ToldFor]) -> QueryResult<()> {
    if let Some(first) = told_for.first() {
        // of another wording they were told before
        let known: HashSet<(PersonId, PremisesId)> = announcement_premises::table
            .filter(announcement_premises::announcement_id.eq(first.announcement_id))
            .select((announcement_premises::person_id, announcement_premises::premises_id))
            .load(&mut **tx)?
            .into_iter()
            .collect();
        let new: Vec<&ToldFor> = told_for.iter().filter(|told| !known.contains(&(told.person_id, told.premises_id))).collect();
        for some in new.chunks(BATCH) {
            let some = some.to_vec();
            on_each!(&mut **tx, c => diesel::insert_into(announcement_premises::table).values(some).execute(c))?;
        }
    }
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
pub(in crate::announcements) fn waiting(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
    version: i32,
    limit: i64,
) -> QueryResult<Vec<(Recipient, Option<String>)>> {
    announcement_recipients::table
        .left_join(people::table.on(people::id.nullable().eq(announcement_recipients::person_id)))
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .filter(announcement_recipients::version.eq(version))
        .filter(announcement_recipients::channel.eq(Channel::Waiting))
        .order(announcement_recipients::contact_id)
        .select((Recipient::as_select(), people::email.nullable(), people::bounced_at.nullable()))
        .limit(limit)
        .load(conn)
        // an address that refused a letter for good is no address
        .map(|rows: Vec<(Recipient, Option<String>, Option<Moment>)>| {
            rows.into_iter().map(|(to, email, bounced)| (to, email.filter(|_| bounced.is_none()))).collect()
        })
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

pub(in crate::announcements) fn page(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
    channel: Option<Channel>,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Proven>> {
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
            query
                .filter(announcement_recipients::version.lt(version).or(later))
                .order((announcement_recipients::version.desc(), announcement_recipients::contact_id.asc()))
        }
        Step::Before(at) => {
            let version = at.key.parse::<i32>().unwrap_or_default();
            let sooner = announcement_recipients::version.eq(version).and(announcement_recipients::contact_id.lt(at.id.clone()));
            query
                .filter(announcement_recipients::version.gt(version).or(sooner))
                .order((announcement_recipients::version.asc(), announcement_recipients::contact_id.desc()))
        }
    };
    let rows: Vec<Recipient> = query.load(conn)?;
    let people: Vec<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    let reads: Vec<(PersonId, Moment, Option<Moment>, Option<i32>)> = announcement_reads::table
        .filter(announcement_reads::announcement_id.eq(id))
        .filter(announcement_reads::person_id.among(&people))
        .select((
            announcement_reads::person_id,
            announcement_reads::opened_at,
            announcement_reads::confirmed_at,
            announcement_reads::confirmed_version,
        ))
        .load(conn)?;
    let reads: HashMap<PersonId, (Moment, Option<Moment>, Option<i32>)> =
        reads.into_iter().map(|(person, opened, confirmed, wording)| (person, (opened, confirmed, wording))).collect();
    let proven = |row: Recipient| {
        let read = row.person_id.and_then(|person| reads.get(&person).copied());
        // a confirmation of an earlier wording proves nothing about this one
        let read = read.map(|(opened, confirmed, wording)| (opened, confirmed.filter(|_| wording >= Some(row.version))));
        (row, read)
    };
    Ok(rows.into_iter().map(proven).collect())
}

/// How many were told by each way.
pub(in crate::announcements) fn by_channel(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
    version: i32,
) -> QueryResult<BTreeMap<Channel, i64>> {
    let rows: Vec<(Channel, i64)> = announcement_recipients::table
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .filter(announcement_recipients::version.eq(version))
        .group_by(announcement_recipients::channel)
        .select((announcement_recipients::channel, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many opened it, and how many confirmed that they have read this wording.
pub(in crate::announcements) fn reads(
    conn: &mut Conn,
    company: CompanyId,
    id: AnnouncementId,
    version: i32,
) -> QueryResult<(i64, i64)> {
    let mine = announcement_reads::table
        .filter(announcement_reads::company_id.eq(company))
        .filter(announcement_reads::announcement_id.eq(id));
    let opened = mine.count().get_result(conn)?;
    Ok((opened, mine.filter(announcement_reads::confirmed_version.ge(version)).count().get_result(conn)?))
}

/// The letters of some recipients.
pub(in crate::announcements) fn letters_of(rows: &[Proven]) -> Vec<LetterId> {
    rows.iter().filter_map(|(row, _)| row.letter_id).collect()
}

/// How many proofs name each of these cards.
pub(in crate::announcements) fn naming(
    conn: &mut Conn,
    company: CompanyId,
    of: &[ContactId],
) -> QueryResult<HashMap<ContactId, i64>> {
    let named = announcement_recipients::table.filter(announcement_recipients::contact_id.among(of));
    let rows: Vec<(ContactId, i64)> = named
        .filter(announcement_recipients::company_id.eq(company))
        .group_by(announcement_recipients::contact_id)
        .select((announcement_recipients::contact_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
