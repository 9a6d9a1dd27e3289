//! Telling people of a survey, in portions. Killed at any moment it begins anew: nobody is told twice of the same.

mod rounds;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

pub use rounds::{close_over, mix, remind};

use super::kind::{Per, ShownTo, State, SurveyId};
use super::rows::Survey;
use super::{letters, opening, store};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{BATCH, Broken, Conn, Never};
use crate::homes;
use crate::jobs::{Job, Outcome};
use crate::notices;
use crate::who::{CompanyId, PersonId};
use diesel::QueryResult;

/// Why people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Occasion {
    /// It may be answered.
    Opened,
    /// It may be answered for a few days yet.
    Reminder,
    /// It is over, and this is what came of it.
    Results,
}

/// The job that tells people.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tell {
    company: CompanyId,
    survey: SurveyId,
    occasion: Occasion,
    /// The end as it was then: after it was put off one is reminded anew.
    closes_at: Option<Moment>,
}

impl Tell {
    pub(super) fn of(survey: &Survey, occasion: Occasion) -> Self {
        Self { company: survey.company_id, survey: survey.id, occasion, closes_at: survey.closes_at }
    }

    /// Whatever makes this the same news as another.
    fn key(&self) -> String {
        let end = self.closes_at.map(|end| end.and_utc().timestamp()).unwrap_or_default();
        match self.occasion {
            Occasion::Opened => format!("survey:{}:opened", self.survey),
            Occasion::Reminder => format!("survey:{}:reminder:{end}", self.survey),
            Occasion::Results => format!("survey:{}:results", self.survey),
        }
    }

    /// Whether it is still to be said.
    fn holds(&self, of: &Survey) -> bool {
        match self.occasion {
            Occasion::Opened => of.state == State::Open,
            Occasion::Reminder => of.state == State::Open && of.closes_at == self.closes_at,
            Occasion::Results => of.state == State::Closed,
        }
    }
}

impl Job for Tell {
    const KIND: &'static str = "surveys.tell";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("surveys.tell:{}", self.key()))
    }

    async fn run(&self, app: &App) -> Outcome {
        match tell(app, self).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("it is over, or was withdrawn".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

async fn tell(app: &App, job: &Tell) -> Result<bool, Broken> {
    let (asking, now) = (job.clone(), app.clock.now());
    let loading = app.db.read(move |conn| {
        let survey = store::desk::one(conn, asking.company, asking.survey)?;
        let mut to: Vec<PersonId> = recipients(conn, &asking, &survey, now)?.into_iter().collect();
        to.sort_unstable();
        Ok((to, store::people::sender(conn, asking.company)?))
    });
    let (all, sender) = loading.await?;
    for some in all.chunks(BATCH) {
        let (job, some, sender, config) = (job.clone(), some.to_vec(), sender.clone(), app.config.clone());
        let telling = app.db.write::<_, Never>(move |tx| {
            // read anew: a withdrawal meanwhile ends it
            let survey = store::desk::one(tx, job.company, job.survey)?;
            if !job.holds(&survey) {
                return Ok(false);
            }
            let took_part = store::desk::took_part(tx, job.company, job.survey)?;
            let news = letters::News { survey: &survey, sender: &sender, occasion: job.occasion, key: job.key(), took_part };
            let to = store::people::addressees(tx, &some)?;
            let notices = to.into_iter().map(|to| letters::notice(&config, &news, to)).collect();
            notices::tell(tx, &config, notices)?;
            Ok(true)
        });
        if !telling.await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Who is told: of the opening all who are asked, before the end those of them who have not answered, of the results whoever sees them.
fn recipients(conn: &mut Conn, job: &Tell, of: &Survey, now: Moment) -> QueryResult<HashSet<PersonId>> {
    if !job.holds(of) {
        return Ok(HashSet::new());
    }
    let scopes = store::desk::scopes(conn, of.company_id, of.id)?;
    match job.occasion {
        Occasion::Opened => Ok(opening::people(&homes::reached(conn, of.company_id, &scopes, now)?)),
        Occasion::Reminder => {
            let answered = store::people::units(conn, of.company_id, of.id)?;
            let mut reached = homes::reached(conn, of.company_id, &scopes, now)?;
            reached.retain(|row| match of.per {
                Per::Person => row.person.is_some_and(|person| !answered.contains(&person.to_string())),
                Per::Unit => !answered.contains(&row.premises.to_string()),
            });
            Ok(opening::people(&reached))
        }
        Occasion::Results => {
            let mut all: HashSet<PersonId> = store::people::participants(conn, of.company_id, of.id)?.into_iter().collect();
            if of.shown_to == ShownTo::Audience {
                all.extend(opening::people(&homes::reached(conn, of.company_id, &scopes, now)?));
            }
            Ok(all)
        }
    }
}
