//! What telling reads and writes: for many people at once.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{contacts, notice_hours, notice_wishes, notices, people};
use crate::db::{Conn, Listed, Tx};
use crate::mail::{LetterId, outbox};
use crate::notices::hours::Hours;
use crate::notices::kind::{BY_MAIL, Kind, Pace};
use crate::notices::plan::{APART, Digest, Reader};
use crate::notices::{Carried, NoticeId};
use crate::on_each;
use crate::web::identify::ZONE;
use crate::who::{CompanyId, PersonId};

/// A notice to be.
#[derive(Insertable)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub(in crate::notices) struct NewNotice<'a> {
    pub(in crate::notices) id: NoticeId,
    pub(in crate::notices) person_id: PersonId,
    pub(in crate::notices) company_id: CompanyId,
    pub(in crate::notices) kind: Kind,
    pub(in crate::notices) subject_id: &'a str,
    pub(in crate::notices) once_key: &'a str,
    pub(in crate::notices) title: &'a str,
    pub(in crate::notices) excerpt: &'a str,
    pub(in crate::notices) href: &'a str,
    pub(in crate::notices) digest: Digest,
    pub(in crate::notices) letter_id: Option<LetterId>,
    pub(in crate::notices) mail_at: Option<Moment>,
    pub(in crate::notices) created_at: Moment,
}

/// Writes the lines, and gives those that are new.
pub(in crate::notices) fn add(tx: &mut Tx<'_>, rows: Vec<NewNotice<'_>>) -> QueryResult<HashSet<NoticeId>> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let added: Vec<NoticeId> = on_each!(&mut **tx, c => diesel::insert_into(notices::table)
        .values(rows)
        .on_conflict((notices::person_id, notices::once_key))
        .do_nothing()
        .returning(notices::id)
        .get_results(c))?;
    Ok(added.into_iter().collect())
}

type ToldBefore = HashMap<(PersonId, String), (Digest, Option<LetterId>)>;

/// How people were told under these keys.
pub(in crate::notices) fn told(conn: &mut Conn, keys: &[(PersonId, &str)]) -> QueryResult<ToldBefore> {
    let people: HashSet<PersonId> = keys.iter().map(|(person, _)| *person).collect();
    let words: HashSet<&str> = keys.iter().map(|(_, key)| *key).collect();
    let rows: Vec<(PersonId, String, Digest, Option<LetterId>)> = notices::table
        .filter(notices::person_id.among(people))
        .filter(notices::once_key.among(words))
        .select((notices::person_id, notices::once_key, notices::digest, notices::letter_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(person, key, digest, letter)| ((person, key), (digest, letter))).collect())
}

/// All these people's zones, hours and wishes.
pub(in crate::notices) fn readers(conn: &mut Conn, of: &[PersonId]) -> QueryResult<HashMap<PersonId, Reader>> {
    type Row = (PersonId, String, (Option<i32>, Option<i32>, Option<i32>), Option<Kind>, Option<Pace>);
    let rows: Vec<Row> = people::table
        .left_join(notice_hours::table.on(notice_hours::person_id.eq(people::id)))
        .left_join(notice_wishes::table.on(notice_wishes::person_id.eq(people::id).and(notice_wishes::channel.eq(BY_MAIL))))
        .filter(people::id.among(of))
        .select((
            people::id,
            people::time_zone,
            (notice_hours::quiet_from.nullable(), notice_hours::quiet_until.nullable(), notice_hours::digest_at.nullable()),
            notice_wishes::kind.nullable(),
            notice_wishes::pace.nullable(),
        ))
        .load(conn)?;
    let mut readers: HashMap<PersonId, Reader> = HashMap::with_capacity(of.len());
    for (person, zone, (from, until, digest_at), kind, pace) in rows {
        let reader = readers.entry(person).or_insert_with(|| Reader {
            zone: zone.parse().unwrap_or(ZONE),
            hours: Hours::kept(from, until, digest_at),
            wishes: HashMap::new(),
            last: None,
        });
        reader.wishes.extend(kind.zip(pace));
    }
    Ok(readers)
}

/// Whose cards in a company all say that they have died: nobody writes to the dead. Where husband and wife share an account, it goes on.
pub(in crate::notices) fn dead(conn: &mut Conn, of: &[PersonId]) -> QueryResult<HashSet<(PersonId, CompanyId)>> {
    let cards: Vec<(Option<PersonId>, CompanyId, bool)> = contacts::table
        .filter(contacts::person_id.among(of))
        .filter(contacts::merged_into.is_null())
        .select((contacts::person_id, contacts::company_id, contacts::died_on.is_not_null()))
        .load(conn)?;
    let of = |died: bool| cards.iter().filter(move |card| card.2 == died).filter_map(|card| Some((card.0?, card.1)));
    let living: HashSet<_> = of(false).collect();
    Ok(of(true).filter(|one| !living.contains(one)).collect())
}

/// When these people's letters of throttled kinds went out, or will, as far as it still matters.
pub(in crate::notices) fn last_throttled(tx: &mut Tx<'_>, of: &[PersonId]) -> QueryResult<Vec<(PersonId, Moment)>> {
    let since = tx.now() - APART;
    let throttled: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.throttled()).collect();
    let rows: Vec<(PersonId, Option<Moment>)> = notices::table
        .filter(notices::person_id.among(of))
        .filter(notices::kind.among(throttled))
        .filter(notices::digest.among([Digest::None, Digest::Mailed]))
        .filter(notices::mail_at.gt(since))
        .select((notices::person_id, notices::mail_at))
        .load(&mut **tx)?;
    Ok(rows.into_iter().filter_map(|(person, at)| at.map(|at| (person, at))).collect())
}

/// Older unread news of a subject counts as read for those who have newer news of it.
pub(in crate::notices) fn supersede(tx: &mut Tx<'_>, subject: &str, people: &[PersonId], newer: &[NoticeId]) -> QueryResult<()> {
    let now = tx.now();
    let older = notices::table
        .filter(notices::subject_id.eq(subject))
        .filter(notices::person_id.among(people))
        .filter(notices::id.ne_all(newer))
        .filter(notices::read_at.is_null());
    let letters = older
        .clone()
        .filter(notices::letter_id.is_not_null())
        .select(notices::letter_id.assume_not_null())
        .load::<LetterId>(&mut **tx)?;
    outbox::recall(tx, &letters)?;
    diesel::update(older.clone().filter(notices::digest.among(Digest::on_the_way())))
        .set(notices::digest.eq(Digest::Dropped))
        .execute(&mut **tx)?;
    diesel::update(older).set(notices::read_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// The only notice that went out in a letter; `None` where it was none or a digest of several.
pub(in crate::notices) fn by_letter(conn: &mut Conn, letter: &str) -> QueryResult<Option<Carried>> {
    let mut told: Vec<(PersonId, CompanyId, Kind, String)> = notices::table
        .filter(notices::letter_id.eq(letter))
        .select((notices::person_id, notices::company_id, notices::kind, notices::subject_id))
        .limit(2)
        .load(conn)?;
    let only = if told.len() == 1 { told.pop() } else { None };
    Ok(only.map(|(person, company, kind, subject_id)| Carried { person, company, kind, subject_id }))
}
