//! Sending: the recipients are fixed in one transaction, then told in portions. Killed at any moment, it goes on where it was:
//! who is waiting is a row, and a notice or letter with the same key is not written twice.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kind::{AnnouncementId, State};
use super::letters;
use super::rows::{Announcement, Channel, Recipient, ToldFor, Version};
use super::store;
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Conn, Never, Tx};
use crate::homes::{self, ContactId, PremisesId, Reached};
use crate::jobs::{self, Job, Outcome};
use crate::notices;
use crate::text::{Locale, tv};
use crate::who::{CompanyId, PersonId};

/// How many are told in one transaction: others can write between two portions.
const PORTION: i64 = 500;

/// The job that sends an announcement at its time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Send {
    /// Whose.
    pub company: CompanyId,
    /// What.
    pub announcement: AnnouncementId,
    /// Which wording.
    pub version: i32,
    /// When; a job for a time that was changed since does nothing.
    pub at: Moment,
    /// Whether it was sent before, in another wording.
    pub again: bool,
}

impl Job for Send {
    const KIND: &'static str = "announcements.send";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("announcements.send:{}:{}:{}", self.announcement, self.version, self.at.and_utc().timestamp_micros()))
    }

    async fn run(&self, app: &App) -> Outcome {
        match send(app, self).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("it was taken back, or sent already".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

async fn send(app: &App, job: &Send) -> Result<bool, Broken> {
    let (of, job) = (app.db.clone(), job.clone());
    let fixing = job.clone();
    if !of.write::<_, Never>(move |tx| Ok(fix(tx, &fixing)?)).await? {
        return Ok(false);
    }
    let loading = job.clone();
    let (announcement, version, sender) = of
        .read(move |conn| {
            let (announcement, _) = store::desk::one(conn, loading.company, loading.announcement)?;
            let version = store::desk::version(conn, loading.company, loading.announcement, loading.version)?;
            Ok((announcement, version, store::desk::sender(conn, loading.company)?))
        })
        .await?;
    let all = {
        let job = job.clone();
        of.read(move |conn| store::proof::fixed(conn, job.company, job.announcement, job.version)).await?
    };
    let mut done = 0;
    loop {
        let portion = {
            let job = job.clone();
            of.read(move |conn| store::proof::waiting(conn, job.company, job.announcement, job.version, PORTION)).await?
        };
        if portion.is_empty() {
            break;
        }
        done += i64::try_from(portion.len()).unwrap_or_default();
        if !tell(app, &announcement, &version, &sender, portion).await? {
            return Ok(true);
        }
        if let Some(id) = jobs::current() {
            jobs::progress(&of, id, done, all).await?;
        }
    }
    of.write::<_, Never>(move |tx| Ok(finish(tx, &job)?)).await?;
    Ok(true)
}

/// Fixes the recipients, unless that was done already; false when there is nothing to send.
fn fix(tx: &mut Tx<'_>, job: &Send) -> diesel::QueryResult<bool> {
    let now = tx.now();
    let (was, version) = store::desk::one(tx, job.company, job.announcement)?;
    match was.state {
        State::Sending => return Ok(was.version == job.version),
        State::Published if job.again => {
            // begun once, it is brought to its end, even if it was corrected again meanwhile
            if store::proof::fixed(tx, job.company, job.announcement, job.version)? > 0 {
                return Ok(true);
            }
            if was.version != job.version {
                return Ok(false);
            }
        }
        // nobody was there at its time, and now it is over: nobody wants to hear of it
        State::Scheduled if !job.again && was.send_at == Some(job.at) && was.expires_at.is_some_and(|end| end <= now) => {
            let is = Announcement { state: State::Expired, ended_at: Some(now), updated_at: now, ..was };
            store::desk::save(tx, State::Scheduled, &is)?;
            return Ok(false);
        }
        State::Scheduled if !job.again && was.send_at == Some(job.at) => {
            let is = Announcement { state: State::Sending, published_at: Some(now), updated_at: now, ..was.clone() };
            if !store::desk::save(tx, State::Scheduled, &is)? {
                return Ok(false);
            }
        }
        _ => return Ok(false),
    }
    let scopes = store::desk::scopes(tx, job.company, job.announcement)?;
    let reached = homes::reached(tx, job.company, &scopes, now)?;
    let (recipients, told_for) = recipients(&was, version.version, reached, now);
    store::proof::fix(tx, &recipients, &told_for)?;
    Ok(true)
}

/// Who somebody is for the count: their account, else their card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Person(PersonId),
    Contact(ContactId),
}

/// One recipient for each person, however many premises; those without an account are to be told on paper. And of which premises
/// each account is told.
fn recipients(of: &Announcement, version: i32, reached: Vec<Reached>, now: Moment) -> (Vec<Recipient>, Vec<ToldFor>) {
    let mut all: BTreeMap<Who, (Recipient, Vec<PremisesId>)> = BTreeMap::new();
    for row in reached {
        let who = row.person.map_or(Who::Contact(row.contact), Who::Person);
        let locale = row.locale.as_deref().and_then(Locale::from_code).unwrap_or_default();
        let label = format!("{}, {}", row.address, tv(locale, row.kind.label_key(), &[("number", &row.number)]));
        match all.get_mut(&who) {
            // somebody may own and live in the same flat
            Some((_, known)) if known.contains(&row.premises) => {}
            Some((recipient, known)) => {
                recipient.premises.push_str("; ");
                recipient.premises.push_str(&label);
                known.push(row.premises);
            }
            None => {
                let recipient = Recipient {
                    company_id: of.company_id,
                    announcement_id: of.id,
                    version,
                    contact_id: row.contact,
                    person_id: row.person,
                    name: row.name,
                    premises: label,
                    channel: if row.person.is_some() { Channel::Waiting } else { Channel::Paper },
                    locale: locale.code().to_owned(),
                    letter_id: None,
                    told_at: if row.person.is_some() { None } else { Some(now) },
                };
                all.insert(who, (recipient, vec![row.premises]));
            }
        }
    }
    let told_for = |(recipient, premises): &(Recipient, Vec<PremisesId>)| {
        let (company_id, announcement_id) = (recipient.company_id, recipient.announcement_id);
        let told = |person_id| {
            premises.iter().map(move |premises_id| ToldFor { company_id, announcement_id, person_id, premises_id: *premises_id })
        };
        recipient.person_id.map(told).into_iter().flatten().collect::<Vec<_>>()
    };
    let told_for = all.values().flat_map(told_for).collect();
    (all.into_values().map(|(recipient, _)| recipient).collect(), told_for)
}

/// Tells some of them; false when it was withdrawn meanwhile: then the rest need not hear of it.
async fn tell(
    app: &App,
    announcement: &Announcement,
    version: &Version,
    sender: &store::desk::Sender,
    portion: Vec<(Recipient, Option<String>)>,
) -> Result<bool, Broken> {
    let notices: Vec<notices::Notice> = portion
        .iter()
        .filter_map(|(recipient, email)| letters::notice(&app.config, announcement, version, sender, recipient, email.as_deref()))
        .collect();
    let (config, company, id) = (app.config.clone(), announcement.company_id, announcement.id);
    app.db
        .write::<_, Never>(move |tx| {
            let now = tx.now();
            let (is, _) = store::desk::one(tx, company, id)?;
            if !matches!(is.state, State::Sending | State::Published) {
                return Ok(false);
            }
            let told = notices::tell(tx, &config, notices)?;
            for ((recipient, email), told) in portion.into_iter().zip(told) {
                let channel = match (told.channel, told.digest) {
                    _ if email.is_none() => Channel::Paper,
                    (_, true) => Channel::Digest,
                    (notices::Channel::Mail, false) => Channel::Mail,
                    (notices::Channel::Portal, false) => Channel::Portal,
                };
                store::proof::told(tx, &Recipient { channel, letter_id: told.letter, told_at: Some(now), ..recipient })?;
            }
            Ok(true)
        })
        .await
        .map_err(Broken::from)
}

fn finish(tx: &mut Tx<'_>, job: &Send) -> diesel::QueryResult<()> {
    let now = tx.now();
    let (was, _) = store::desk::one(tx, job.company, job.announcement)?;
    if was.state == State::Sending {
        let is = Announcement { state: State::Published, updated_at: now, ..was };
        store::desk::save(tx, State::Sending, &is)?;
    }
    Ok(())
}

/// How an announcement was told, for a capability that must prove it: its number, and by which ways how many, first and last.
///
/// # Errors
/// When the database fails.
pub fn told(conn: &mut Conn, company: CompanyId, id: AnnouncementId) -> diesel::QueryResult<(String, Vec<ToldBy>)> {
    let (of, _) = store::desk::one(conn, company, id)?;
    Ok((of.number, store::told::by_channel(conn, company, id)?))
}

/// By which way, how many, and the first and last moment.
pub type ToldBy = (Channel, i64, Option<Moment>, Option<Moment>);
