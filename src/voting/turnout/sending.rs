//! Sending reminders: in portions, and before each portion it is asked anew who has not voted. Killed at any moment, it goes on where it
//! was: nobody is told twice under one key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::counted::Asked;
use super::reminding;
use crate::app::App;
use crate::audit;
use crate::clock::{self, Moment};
use crate::config::Config;
use crate::db::{Broken, Conn, Failure, Never, Tx};
use crate::homes;
use crate::jobs::{self, Job, Outcome};
use crate::mail::{Block, Body};
use crate::notices::{self, LetterDraft, Notice};
use crate::text::{self, Locale, t, tv};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::Refused;
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::voting::store::paper_of::House;
use crate::voting::store::reminders::Silent;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::who::{CompanyId, PersonId, Reach};

/// How many people are told in one transaction.
const PORTION: usize = 100;

/// Reminds those who have not voted, at one step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Remind {
    pub(super) company: CompanyId,
    pub(super) meeting: MeetingId,
    pub(super) step: String,
}

impl Job for Remind {
    const KIND: &'static str = "voting.remind";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("voting.remind:{}:{}", self.meeting, self.step))
    }

    async fn run(&self, app: &App) -> Outcome {
        match remind(app, self).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("votes are not taken any more".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

/// Takes the steps whose time has come. A task for the schedule.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn remind_due(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    let open = app.db.read(store::reminders::open).await?;
    for meeting in open {
        let Some(term) = meeting.opens_at.zip(meeting.closes_at) else { continue };
        let (company, id) = (meeting.company_id, meeting.id);
        let taken = app.db.read(move |conn| store::reminders::taken(conn, company, id)).await?;
        if let Some(step) = reminding::due(term, &taken, now) {
            app.db.write::<_, Never>(move |tx| Ok(begin(tx, company, id, step.word(), None)?)).await?;
        }
    }
    Ok(())
}

/// Takes a step; false when it was taken.
fn begin(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    step: &str,
    author: Option<PersonId>,
) -> diesel::QueryResult<bool> {
    let first = store::reminders::take(tx, company, meeting, step, author)?;
    if first {
        jobs::enqueue(tx, &Remind { company, meeting, step: step.to_owned() })?;
    }
    Ok(first)
}

/// Reminds by hand, once on each of the company's days.
pub(super) fn by_hand(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Result<(), Failure<Refused>> {
    let meeting = store::meetings::one(tx, who.reach(), id)?;
    homes::ours(tx, who.company(), meeting.building_id).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::NotOurs),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    let now = tx.now();
    if !takes_votes(&meeting, now) {
        return Err(Failure::Refused(Refused::NotNow));
    }
    let house = store::paper_of::house(tx, who.company(), meeting.building_id)?;
    let day = chrono::TimeZone::from_utc_datetime(&house.zone(), &now).date_naive();
    if !begin(tx, who.company(), id, &reminding::by_hand(day), Some(who.person()))? {
        return Err(Failure::Refused(Refused::RemindedToday));
    }
    Ok(audit::by(who).did("voting.reminded", ("meeting", id)).with(json!({ "day": day })).record(tx)?)
}

pub(super) fn takes_votes(of: &Meeting, now: Moment) -> bool {
    of.state == State::Open && of.closes_at.is_none_or(|closes| now < closes)
}

/// Who is to be reminded: each person once, with their units that have not voted.
pub(super) fn silent(
    conn: &mut Conn,
    of: &Meeting,
    on: chrono::NaiveDate,
    people: Option<&[PersonId]>,
) -> diesel::QueryResult<BTreeMap<PersonId, Vec<Silent>>> {
    let asked = Asked::of(&store::meetings::questions(conn, of.company_id, of.id)?);
    let mut rows = store::reminders::owners(conn, of.company_id, of.id, people)?;
    rows.extend(store::reminders::powers(conn, of.company_id, of.id, on, people)?);
    rows.retain(|row| asked.iter().any(|asked| asked.asks(row.kind, row.entrance_id)));
    let mut all: BTreeMap<PersonId, Vec<Silent>> = BTreeMap::new();
    for row in rows {
        let units = all.entry(row.person).or_default();
        if !units.contains(&row) {
            units.push(row);
        }
    }
    Ok(all)
}

async fn remind(app: &App, job: &Remind) -> Result<bool, Broken> {
    let (company, id, now) = (job.company, job.meeting, app.clock.now());
    let (meeting, house, people) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &Reach::whole(company), id)?;
            let house = store::paper_of::house(conn, company, meeting.building_id)?;
            let people: Vec<PersonId> = silent(conn, &meeting, clock::today(now), None)?.into_keys().collect();
            Ok((meeting, house, people))
        })
        .await?;
    if !takes_votes(&meeting, now) {
        return Ok(false);
    }
    let (all, mut done) = (i64::try_from(people.len()).unwrap_or(i64::MAX), 0);
    for some in people.chunks(PORTION) {
        done += i64::try_from(some.len()).unwrap_or_default();
        portion(app, job, &meeting, &house, some.to_vec()).await?;
        if let Some(id) = jobs::current() {
            jobs::progress(&app.db, id, done, all).await?;
        }
    }
    Ok(true)
}

/// Whoever has voted since the list was made is not in it any more.
async fn portion(app: &App, job: &Remind, meeting: &Meeting, house: &House, some: Vec<PersonId>) -> Result<(), Broken> {
    let (job, meeting, house, config) = (job.clone(), meeting.clone(), house.clone(), app.config.clone());
    let told = app.db.write::<_, Never>(move |tx| {
        let now = tx.now();
        let still = silent(tx, &meeting, clock::today(now), Some(&some))?;
        let notices =
            still.into_iter().filter_map(|(person, units)| notice(&config, &meeting, &house, &job.step, person, &units));
        let told = notices::tell(tx, &config, notices.collect())?;
        let more = i64::try_from(told.iter().filter(|told| told.notice).count()).unwrap_or_default();
        store::reminders::told(tx, job.company, job.meeting, &job.step, more)?;
        Ok(())
    });
    Ok(told.await?)
}

fn notice(config: &Config, of: &Meeting, house: &House, step: &str, person: PersonId, units: &[Silent]) -> Option<Notice> {
    let to = units.first()?;
    let reader = Locale::from_code(&to.locale).unwrap_or_default();
    let named = |unit: &Silent| tv(reader, unit.kind.label_key(), &[("number", &unit.number)]);
    let units = units.iter().map(named).collect::<Vec<_>>().join(", ");
    let until = of.closes_at.map(|at| text::date_time(reader, at, house.zone())).unwrap_or_default();
    let title = tv(reader, "voting.turnout.letter.title", &[("until", &until)]);
    let said = tv(reader, "voting.turnout.letter.said", &[("units", &units)]);
    let href = format!("/votes/{}", of.id);
    let fact = |key: &str, value: String| (t(reader, key).into_owned(), value);
    let blocks = vec![
        Block::Text(said.clone()),
        Block::Facts(vec![
            fact("voting.turnout.letter.meeting", of.title(reader).to_owned()),
            fact("voting.turnout.letter.house", house.address.clone()),
            fact("voting.turnout.letter.until", until),
        ]),
        Block::Button { label: t(reader, "voting.turnout.letter.open").into_owned(), url: format!("{}{href}", config.base_url) },
        Block::Small(t(reader, "voting.turnout.letter.paper").into_owned()),
    ];
    Some(Notice {
        kind: notices::Kind::AnnouncementLegal,
        company: of.company_id,
        company_name: house.company(reader).to_owned(),
        person,
        subject_id: of.id.to_string(),
        once_key: format!("vote-reminder:{}:{step}", of.id),
        locale: reader,
        title: title.clone(),
        excerpt: said,
        href,
        letter: Some(LetterDraft { subject: title.clone(), body: Body { heading: title, blocks } }),
        to_name: to.name.clone(),
        to_address: to.email.clone(),
    })
}
