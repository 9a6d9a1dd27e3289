//! Who is told of what: those who asked and joined of every step, staff of what came in their zone and of what residents write.

use diesel::QueryResult;

use super::category;
use super::moving::Doer;
use super::rows::Request;
use super::sentence::{Reader, next};
use super::state::Stage;
use super::store;
use super::store::one::{Addressee, in_language};
use super::terms::Urgency;
use crate::config::Config;
use crate::db::Tx;
use crate::franchise::Office;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::team;
use crate::text::{Locale, t, tv};
use crate::who::{Duty, PersonId};

/// What is said, in the reader's language.
struct Words {
    title: String,
    text: String,
    button: String,
}

fn notice(
    config: &Config,
    of: &Request,
    company: &[String; 3],
    to: Addressee,
    (kind, mailed): (Kind, bool),
    (href, once): (String, String),
    words: impl Fn(Locale) -> Words,
) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let words = words(locale);
    let letter = mailed.then(|| LetterDraft {
        subject: words.title.clone(),
        body: Body {
            heading: words.title.clone(),
            blocks: vec![
                Block::Text(words.text.clone()),
                Block::Button { label: words.button, url: format!("{}{href}", config.base_url) },
            ],
        },
    });
    Notice {
        kind,
        company: of.company_id,
        company_name: in_language(company, locale).to_owned(),
        person: to.person,
        subject_id: of.id.to_string(),
        once_key: once,
        locale,
        title: words.title,
        excerpt: words.text,
        href,
        letter,
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

/// Those who asked and joined, but for whoever does it.
fn concerned(tx: &mut Tx<'_>, of: &Request, but: Option<PersonId>) -> QueryResult<Vec<Addressee>> {
    let mut people: Vec<PersonId> = of.reporter_id.into_iter().collect();
    people.extend(store::one::joiners(tx, of.id)?.into_iter().map(|(person, _)| person));
    people.sort();
    people.dedup();
    people.retain(|person| Some(*person) != but);
    if people.is_empty() { Ok(Vec::new()) } else { store::one::addressees(tx, &people) }
}

/// Tells those concerned that it is that far now.
pub(super) fn moved(tx: &mut Tx<'_>, config: &Config, of: &Request, doer: &Doer, office: &Office) -> QueryResult<()> {
    let readers = concerned(tx, of, doer.person)?;
    if readers.is_empty() {
        return Ok(());
    }
    let (now, zone) = (tx.now(), office.zone);
    let company = store::one::company_name(tx, of.company_id)?;
    let who = assignee(tx, of)?;
    let same = match of.duplicate_of_id {
        Some(id) => store::one::numbers(tx, of.company_id, &[id])?.remove(&id),
        None => None,
    };
    let all = readers
        .into_iter()
        .map(|to| {
            let keys = (format!("/requests/{}", of.id), format!("request:{}:{}", of.id, of.version));
            notice(config, of, &company, to, (Kind::Request, true), keys, |locale| Words {
                title: tv(
                    locale,
                    title_key(of.state),
                    &[("number", &of.number), ("what", &category::name(locale, &of.category))],
                ),
                text: next(Reader { locale, zone, now }, of, who.as_deref(), same.as_deref()).in_words(locale),
                button: t(locale, "requests.news.open").into_owned(),
            })
        })
        .collect();
    notices::tell(tx, config, all).map(drop)
}

fn title_key(stage: Stage) -> &'static str {
    match stage {
        Stage::New | Stage::Accepted => "requests.news.accepted",
        Stage::InWork => "requests.news.in_work",
        Stage::Waiting => "requests.news.waiting",
        Stage::Deferred => "requests.news.deferred",
        Stage::Done => "requests.news.done",
        Stage::Closed => "requests.news.closed",
        Stage::Declined => "requests.news.declined",
        Stage::Duplicate => "requests.news.duplicate",
        Stage::Forwarded => "requests.news.forwarded",
    }
}

/// Who sees to it, by name.
pub(super) fn assignee(tx: &mut Tx<'_>, of: &Request) -> QueryResult<Option<String>> {
    let Some(person) = of.assignee_id else { return Ok(None) };
    Ok(store::one::names(tx, &[person])?.remove(&person))
}

/// Tells those concerned that staff answered.
pub(super) fn answered(tx: &mut Tx<'_>, config: &Config, of: &Request, doer: &Doer, text: &str) -> QueryResult<()> {
    let readers = concerned(tx, of, doer.person)?;
    if readers.is_empty() {
        return Ok(());
    }
    let (company, now) = (store::one::company_name(tx, of.company_id)?, tx.now());
    let all = readers
        .into_iter()
        .map(|to| {
            let keys = (format!("/requests/{}", of.id), format!("request:{}:said:{}", of.id, now.and_utc().timestamp_micros()));
            notice(config, of, &company, to, (Kind::Request, true), keys, |locale| Words {
                title: tv(
                    locale,
                    "requests.news.answered",
                    &[("number", &of.number), ("what", &category::name(locale, &of.category))],
                ),
                text: text.to_owned(),
                button: t(locale, "requests.news.open").into_owned(),
            })
        })
        .collect();
    notices::tell(tx, config, all).map(drop)
}

/// Tells staff of what came, was written or was not fixed: whoever sees to it, else the dispatchers of the zone and those who stand in.
pub(super) fn for_staff(tx: &mut Tx<'_>, config: &Config, of: &Request, key: &'static str, doer: &Doer) -> QueryResult<()> {
    let today = tx.today();
    let people = match of.assignee_id {
        Some(person) => vec![person],
        None => team::entrusted_at(tx, of.company_id, of.building_id, Duty::Dispatcher, today)?,
    };
    to_staff(tx, config, of, key, doer, people)
}

/// Tells these of the staff; of an emergency by mail too.
pub(super) fn to_staff(
    tx: &mut Tx<'_>,
    config: &Config,
    of: &Request,
    key: &'static str,
    doer: &Doer,
    mut people: Vec<PersonId>,
) -> QueryResult<()> {
    people.retain(|person| Some(*person) != doer.person);
    if people.is_empty() {
        return Ok(());
    }
    let urgent = category::find(&of.category).is_some_and(|of| of.urgency == Urgency::Emergency);
    let (company, now) = (store::one::company_name(tx, of.company_id)?, tx.now());
    let readers = store::one::addressees(tx, &people)?;
    let all = readers
        .into_iter()
        .map(|to| {
            let once = format!("request:{}:{key}:{}", of.id, now.and_utc().timestamp_micros());
            let keys = (format!("/staff/requests/{}", of.id), once);
            notice(config, of, &company, to, (Kind::RequestCame, urgent), keys, |locale| Words {
                title: tv(locale, key, &[("number", &of.number), ("what", &category::name(locale, &of.category))]),
                text: of.text.chars().take(160).collect(),
                button: t(locale, "requests.news.open").into_owned(),
            })
        })
        .collect();
    notices::tell(tx, config, all).map(drop)
}
