//! Who is told of what: technicians of jobs for them, residents of who comes and when, dispatchers of what comes back.

use chrono_tz::Tz;
use diesel::QueryResult;

use super::kind::{Offered, Why};
use super::moving::Doer;
use super::rows::Job;
use super::stage::Stage;
use super::store;
use super::store::one::{Addressee, in_language};
use super::windows::WINDOW;
use crate::config::Config;
use crate::db::Tx;
use crate::mail::{Block, Body};
use crate::notices::{self, Kind, LetterDraft, Notice};
use crate::requests;
use crate::team;
use crate::text::{self, Locale, t, tv};
use crate::who::{Duty, PersonId};

/// To whom something is told, and where it leads.
#[derive(Clone, Copy)]
enum Side {
    Technician,
    Resident,
    Staff,
}

impl Side {
    fn href(self, of: &Job) -> String {
        match self {
            Self::Technician => format!("/jobs/{}", of.id),
            Self::Resident => format!("/requests/jobs/{}", of.id),
            Self::Staff => format!("/staff/jobs/{}", of.id),
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Technician => Kind::Job,
            Self::Resident => Kind::Request,
            Self::Staff => Kind::RequestCame,
        }
    }
}

/// What is said of a job: the key of one line, and the matter in the reader's language.
struct Telling<'a> {
    side: Side,
    key: &'static str,
    mailed: bool,
    text: &'a dyn Fn(Locale) -> String,
}

fn tell(
    tx: &mut Tx<'_>,
    config: &Config,
    of: &Job,
    doer: &Doer,
    mut people: Vec<PersonId>,
    telling: &Telling<'_>,
) -> QueryResult<()> {
    people.retain(|person| Some(*person) != doer.person);
    people.sort();
    people.dedup();
    if people.is_empty() {
        return Ok(());
    }
    let (names, ..) = store::one::sender(tx, of.company_id)?;
    let once = format!("job:{}:{}:{}", of.id, telling.key, tx.now().and_utc().timestamp_micros());
    let readers = store::one::addressees(tx, &people)?;
    let all = readers.into_iter().map(|to| notice(config, of, &names, to, telling, once.clone())).collect();
    notices::tell(tx, config, all).map(drop)
}

fn notice(config: &Config, of: &Job, company: &[String; 3], to: Addressee, telling: &Telling<'_>, once_key: String) -> Notice {
    let locale = Locale::from_code(&to.locale).unwrap_or_default();
    let what = requests::category_name(locale, &of.category);
    let title = tv(locale, telling.key, &[("number", &of.number), ("what", &what)]);
    let (text, href) = ((telling.text)(locale), telling.side.href(of));
    let button = Block::Button { label: t(locale, "dispatch.news.open").into_owned(), url: format!("{}{href}", config.base_url) };
    let body = Body { heading: title.clone(), blocks: vec![Block::Text(text.clone()), button] };
    Notice {
        kind: telling.side.kind(),
        company: of.company_id,
        company_name: in_language(company, locale).to_owned(),
        person: to.person,
        // news of the request and of the job is one story: the newest replaces what was not read
        subject_id: of.request_id.map_or_else(|| of.id.to_string(), |id| id.to_string()),
        once_key,
        locale,
        letter: telling.mailed.then(|| LetterDraft { subject: title.clone(), body }),
        title,
        excerpt: text,
        href,
        to_name: to.name,
        to_address: to.email.filter(|_| to.bounced_at.is_none()),
    }
}

fn place(tx: &mut Tx<'_>, of: &Job) -> QueryResult<String> {
    let reach = crate::who::Reach::whole(of.company_id);
    Ok(store::one::within(tx, &reach, of.id)?.1.address)
}

/// The dispatchers of the house, and who stands in for them.
fn desk(tx: &mut Tx<'_>, of: &Job) -> QueryResult<Vec<PersonId>> {
    let today = tx.now().date();
    team::entrusted_at(tx, of.company_id, of.building_id, Duty::Dispatcher, today)
}

/// Tells those whom a new stage concerns.
pub(super) fn moved(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer) -> QueryResult<()> {
    let resident: Vec<PersonId> = of.person_id.into_iter().collect();
    let name = text::short_name(&store::one::name(tx, of.assignee_id)?);
    let said = |key: &'static str| move |locale: Locale| tv(locale, key, &[("who", &name)]);
    match (of.stage, of.why) {
        (Stage::OnTheWay, _) => {
            let text = said("dispatch.news.on_the_way_text");
            let telling = Telling { side: Side::Resident, key: "dispatch.news.on_the_way", mailed: false, text: &text };
            tell(tx, config, of, doer, resident, &telling)
        }
        (Stage::Paused, Some(Why::Access)) => {
            let text = said("dispatch.news.no_access_text");
            let telling = Telling { side: Side::Resident, key: "dispatch.news.no_access", mailed: true, text: &text };
            tell(tx, config, of, doer, resident, &telling)
        }
        (Stage::Paused, _) => {
            let text = said("dispatch.news.paused_text");
            let desk = desk(tx, of)?;
            tell(
                tx,
                config,
                of,
                doer,
                desk,
                &Telling { side: Side::Staff, key: "dispatch.news.paused", mailed: false, text: &text },
            )
        }
        _ => Ok(()),
    }
}

/// The resident is asked to choose a time.
pub(super) fn asked(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer) -> QueryResult<()> {
    let text = |locale: Locale| t(locale, "dispatch.news.asked_text").into_owned();
    let telling = Telling { side: Side::Resident, key: "dispatch.news.asked", mailed: true, text: &text };
    tell(tx, config, of, doer, of.person_id.into_iter().collect(), &telling)
}

/// Those to whom it is offered now, and whoever had it before.
pub(super) fn offered(tx: &mut Tx<'_>, config: &Config, was: &Job, of: &Job, doer: &Doer) -> QueryResult<()> {
    let address = place(tx, of)?;
    let text = |_: Locale| address.clone();
    let today = tx.now().date();
    let to: Vec<PersonId> = match of.offered_to {
        Offered::One => of.assignee_id.into_iter().collect(),
        Offered::Nobody => Vec::new(),
        Offered::Firm | Offered::Trade => {
            let mine = |one: &team::Crew| {
                let firm = one.firm.as_ref().map(|(id, _)| *id);
                firm == of.firm_id && (of.offered_to == Offered::Firm || of.skill.is_none_or(|skill| one.skills.contains(&skill)))
            };
            team::crew(tx, of.company_id, today)?.into_iter().filter(mine).map(|one| one.person).collect()
        }
    };
    let before: Vec<PersonId> = was.assignee_id.into_iter().filter(|person| Some(*person) != of.assignee_id).collect();
    tell(
        tx,
        config,
        of,
        doer,
        to,
        &Telling { side: Side::Technician, key: "dispatch.news.offered", mailed: false, text: &text },
    )?;
    tell(
        tx,
        config,
        of,
        doer,
        before,
        &Telling { side: Side::Technician, key: "dispatch.news.taken_away", mailed: false, text: &text },
    )
}

/// The time was set or changed: the resident and the technician are told.
pub(super) fn timed(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer, zone: Tz) -> QueryResult<()> {
    let Some(begins) = of.window_at.or(of.starts_at) else { return Ok(()) };
    let text = |locale: Locale| text::span(locale, begins, begins + WINDOW, zone);
    let telling = |side, mailed| Telling { side, key: "dispatch.news.timed", mailed, text: &text };
    tell(tx, config, of, doer, of.person_id.into_iter().collect(), &telling(Side::Resident, true))?;
    tell(tx, config, of, doer, of.assignee_id.into_iter().collect(), &telling(Side::Technician, false))
}

/// A technician gave it back.
pub(super) fn given_back(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer, why: &str) -> QueryResult<()> {
    let text = |_: Locale| format!("{}: {why}", doer.name);
    let desk = desk(tx, of)?;
    tell(tx, config, of, doer, desk, &Telling { side: Side::Staff, key: "dispatch.news.given_back", mailed: false, text: &text })
}

/// The resident called it off.
pub(super) fn called_off(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer, why: &str) -> QueryResult<()> {
    let text = |_: Locale| why.to_owned();
    let desk = desk(tx, of)?;
    tell(
        tx,
        config,
        of,
        doer,
        desk,
        &Telling { side: Side::Staff, key: "dispatch.news.called_off", mailed: false, text: &text },
    )?;
    let hands = of.assignee_id.into_iter().collect();
    tell(
        tx,
        config,
        of,
        doer,
        hands,
        &Telling { side: Side::Technician, key: "dispatch.news.called_off", mailed: false, text: &text },
    )
}

/// Staff called it off.
pub(super) fn cancelled(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer, why: &str) -> QueryResult<()> {
    let text = |_: Locale| why.to_owned();
    let telling = |side, mailed| Telling { side, key: "dispatch.news.cancelled", mailed, text: &text };
    tell(tx, config, of, doer, of.person_id.into_iter().collect(), &telling(Side::Resident, true))?;
    tell(tx, config, of, doer, of.assignee_id.into_iter().collect(), &telling(Side::Technician, false))
}

/// It was not good enough.
pub(super) fn returned(tx: &mut Tx<'_>, config: &Config, of: &Job, doer: &Doer, wrong: &str) -> QueryResult<()> {
    let text = |_: Locale| wrong.to_owned();
    let telling = Telling { side: Side::Technician, key: "dispatch.news.returned", mailed: false, text: &text };
    tell(tx, config, of, doer, of.assignee_id.into_iter().collect(), &telling)
}

/// Whoever it was offered to did not answer: the dispatchers are told, and they themselves.
pub(super) fn lapsed(tx: &mut Tx<'_>, config: &Config, was: &Job, of: &Job, (doer, name): (&Doer, &str)) -> QueryResult<()> {
    let text = |locale: Locale| tv(locale, "dispatch.event.lapsed", &[("name", name)]);
    let telling = |side| Telling { side, key: "dispatch.news.lapsed", mailed: false, text: &text };
    let desk = desk(tx, of)?;
    tell(tx, config, of, doer, desk, &telling(Side::Staff))?;
    tell(tx, config, of, doer, was.assignee_id.into_iter().collect(), &telling(Side::Technician))
}
