//! Telling: the line in the inbox and the letter, in one transaction, once.

use std::collections::{HashMap, HashSet};

use diesel::QueryResult;

use super::plan::{Digest, Plan, Reader, plan};
use super::store::telling::{self, NewNotice};
use super::{Channel, Notice, NoticeId, Told, letters};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{BATCH, Tx};
use crate::mail::{Letter, LetterId, outbox};
use crate::who::{CompanyId, PersonId};

/// Tells all of them, a handful of statements for every five hundred; the answer is as long as `notices` and in their order.
///
/// Whose address is known not to work is the caller's to know: without `to_address` nothing is mailed.
///
/// # Errors
/// When the database fails; nothing was told then.
pub fn tell(tx: &mut Tx<'_>, config: &Config, notices: Vec<Notice>) -> QueryResult<Vec<Told>> {
    let mut all = Vec::with_capacity(notices.len());
    for batch in notices.chunks(BATCH) {
        all.extend(tell_batch(tx, config, batch)?);
    }
    Ok(all)
}

/// What is done about one notice.
struct Deed<'a> {
    id: NoticeId,
    notice: &'a Notice,
    digest: Digest,
    mail_at: Option<Moment>,
    letter: Option<Letter>,
}

fn tell_batch(tx: &mut Tx<'_>, config: &Config, batch: &[Notice]) -> QueryResult<Vec<Told>> {
    let keys = keys(batch);
    let before = telling::told(tx, &keys)?;
    let mut readers = readers(tx, batch)?;
    let dead = dead(tx, batch)?;
    let mut seen = HashSet::new();
    let fresh = batch.iter().filter(|notice| !before.contains_key(&key(notice)) && seen.insert(key(notice)));
    let now = tx.now();
    let mut deeds: Vec<Deed<'_>> = Vec::new();
    for notice in fresh.filter(|notice| !dead.contains(&(notice.person, notice.company))) {
        if let Some(reader) = readers.get_mut(&notice.person) {
            deeds.push(deed(config, notice, reader, now));
        }
    }
    let letters = post(tx, &deeds)?;
    let rows: Vec<NewNotice<'_>> = deeds.iter().zip(&letters).map(|(deed, letter)| row(deed, *letter, now)).collect();
    let added = telling::add(tx, rows)?;
    supersede(tx, &deeds, &added)?;
    let told = if deeds.is_empty() { before } else { telling::told(tx, &keys)? };
    let mut news: HashSet<(PersonId, String)> =
        deeds.iter().filter(|deed| added.contains(&deed.id)).map(|deed| key(deed.notice)).collect();
    Ok(batch.iter().map(|notice| answer(told.get(&key(notice)), news.remove(&key(notice)))).collect())
}

fn key(notice: &Notice) -> (PersonId, String) {
    (notice.person, notice.once_key.clone())
}

fn keys(batch: &[Notice]) -> Vec<(PersonId, &str)> {
    batch.iter().map(|notice| (notice.person, notice.once_key.as_str())).collect()
}

fn dead(tx: &mut Tx<'_>, batch: &[Notice]) -> QueryResult<HashSet<(PersonId, CompanyId)>> {
    let people: Vec<PersonId> = batch.iter().map(|notice| notice.person).collect();
    telling::dead(tx, &people)
}

fn readers(tx: &mut Tx<'_>, batch: &[Notice]) -> QueryResult<HashMap<PersonId, Reader>> {
    let people: Vec<PersonId> = batch.iter().map(|notice| notice.person).collect::<HashSet<_>>().into_iter().collect();
    let mut readers = telling::readers(tx, &people)?;
    if batch.iter().any(|notice| notice.kind.throttled()) {
        for (person, last) in telling::last_throttled(tx, &people)? {
            if let Some(reader) = readers.get_mut(&person) {
                reader.last = reader.last.max(Some(last));
            }
        }
    }
    Ok(readers)
}

/// Decides, writes the letter if there is to be one, and remembers it for the next notice to the same person.
fn deed<'a>(config: &Config, notice: &'a Notice, reader: &mut Reader, now: Moment) -> Deed<'a> {
    let mut deed = Deed { id: NoticeId::fresh(now), notice, digest: Digest::None, mail_at: None, letter: None };
    let Some((draft, address)) = notice.letter.as_ref().zip(notice.to_address.as_deref()) else { return deed };
    match plan(notice.kind, reader, now) {
        Plan::PortalOnly => {}
        Plan::Daily => deed.digest = Digest::Waiting,
        Plan::Gather(free_at) => (deed.digest, deed.mail_at) = (Digest::Gathering, Some(free_at)),
        Plan::Letter(due_at) => {
            deed.mail_at = Some(due_at);
            deed.letter = Some(letters::single(config, notice, draft, address, due_at));
            if notice.kind.throttled() {
                reader.last = reader.last.max(Some(due_at));
            }
        }
    }
    deed
}

/// The letters' ids, in the order of the deeds.
fn post(tx: &mut Tx<'_>, deeds: &[Deed<'_>]) -> QueryResult<Vec<Option<LetterId>>> {
    let letters: Vec<Letter> = deeds.iter().filter_map(|deed| deed.letter.clone()).collect();
    let mut posted = outbox::post_all(tx, &letters)?.into_iter();
    Ok(deeds.iter().map(|deed| deed.letter.as_ref().and_then(|_| posted.next().flatten())).collect())
}

fn row<'a>(deed: &Deed<'a>, letter: Option<LetterId>, now: Moment) -> NewNotice<'a> {
    let of = deed.notice;
    NewNotice {
        id: deed.id,
        person_id: of.person,
        company_id: of.company,
        kind: of.kind,
        subject_id: &of.subject_id,
        once_key: &of.once_key,
        title: &of.title,
        excerpt: &of.excerpt,
        href: &of.href,
        digest: deed.digest,
        letter_id: letter,
        mail_at: deed.mail_at,
        created_at: now,
    }
}

/// Older unread news of the same thing has been overtaken.
fn supersede(tx: &mut Tx<'_>, deeds: &[Deed<'_>], added: &HashSet<NoticeId>) -> QueryResult<()> {
    let mut by_subject: HashMap<&str, (Vec<PersonId>, Vec<NoticeId>)> = HashMap::new();
    for deed in deeds.iter().filter(|deed| added.contains(&deed.id)) {
        let (people, ids) = by_subject.entry(&deed.notice.subject_id).or_default();
        people.push(deed.notice.person);
        ids.push(deed.id);
    }
    by_subject.into_iter().try_for_each(|(subject, (people, ids))| telling::supersede(tx, subject, &people, &ids))
}

fn answer(told: Option<&(Digest, Option<LetterId>)>, notice: bool) -> Told {
    let (digest, letter) = told.copied().unwrap_or((Digest::None, None));
    let letter = letter.filter(|_| digest == Digest::None);
    Told {
        notice,
        channel: if letter.is_some() { Channel::Mail } else { Channel::Portal },
        letter,
        digest: digest != Digest::None,
    }
}
