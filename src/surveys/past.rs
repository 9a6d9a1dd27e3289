//! Surveys of before, put on the shelf as if they had been opened and answered: for the demo.

use chrono::Datelike;
use diesel::QueryResult;

use super::answer::Sheet;
use super::kind::{Breakdown, Per, ShownTo, State, SurveyId, Weight};
use super::questions::Questions;
use super::rows::{AnswerRow, Participation, Survey};
use super::wording::Words;
use super::{opening, ready, store};
use crate::clock::Moment;
use crate::db::Tx;
use crate::homes::{PremisesId, Scope};
use crate::numbers;
use crate::text::fold;
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

/// A survey of before.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its title.
    pub title: Words,
    /// What it is for.
    pub intro: Words,
    /// What it asks.
    pub questions: Questions,
    /// Whom.
    pub scopes: Vec<Scope>,
    /// Whether answers are kept without person and time.
    pub anonymous: bool,
    /// What an answer weighs; each person answers once.
    pub weight: Weight,
    /// By what results are broken down.
    pub breakdown: Breakdown,
    /// How far it has come.
    pub state: State,
    /// How many were asked.
    pub asked: i64,
    /// When it opened, or was begun.
    pub opened_at: Moment,
    /// Until when it may or might be answered.
    pub closes_at: Moment,
    /// Who answered what.
    pub replies: Vec<Reply>,
}

/// An answer of before.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Whose.
    pub person: PersonId,
    /// For which premises.
    pub premises: PremisesId,
    /// Of which group.
    pub group: String,
    /// What it weighs.
    pub weight: i64,
    /// What it says.
    pub sheet: Sheet,
    /// When.
    pub at: Moment,
}

/// Puts it there; nobody is told.
///
/// # Errors
/// When the database fails.
pub fn record_past(tx: &mut Tx<'_>, company: CompanyId, author: PersonId, past: Past) -> QueryResult<SurveyId> {
    let at = past.opened_at;
    let over = past.state == State::Closed;
    let Words { kk, ru, en } = past.title;
    let mut groups: Vec<String> = past.replies.iter().map(|reply| reply.group.clone()).collect();
    groups.sort_unstable();
    groups.dedup();
    let survey = Survey {
        id: SurveyId::fresh(at),
        company_id: company,
        number: numbers::next(tx, company, "survey", at.year())?,
        state: past.state,
        title_folded: fold(&format!("{kk} {ru} {en}")),
        title_kk: kk,
        title_ru: ru,
        title_en: en,
        intro_kk: past.intro.kk,
        intro_ru: past.intro.ru,
        intro_en: past.intro.en,
        questions: past.questions,
        anonymous: past.anonymous,
        per: Per::Person,
        weight: past.weight,
        breakdown: past.breakdown,
        shown_to: ShownTo::Audience,
        asked: past.asked,
        kept_groups: groups.join(" "),
        author_id: author,
        closes_at: Some(past.closes_at),
        opened_at: (past.state != State::Draft).then_some(at),
        reminded_at: None,
        closed_at: Some(past.closes_at).filter(|_| over),
        withdrawn_why: None,
        created_at: at,
        updated_at: at,
    };
    store::desk::add(tx, &survey)?;
    store::desk::set_scopes(tx, company, survey.id, &past.scopes)?;
    for reply in past.replies {
        answer(tx, &survey, reply)?;
    }
    if over && survey.anonymous {
        opening::forget_small(tx, &survey)?;
    }
    Ok(survey.id)
}

fn answer(tx: &mut Tx<'_>, of: &Survey, reply: Reply) -> QueryResult<()> {
    let (named, unit) = (!of.anonymous, reply.person.to_string());
    let took_part = Participation {
        id: secrets::random_text(),
        company_id: of.company_id,
        survey_id: of.id,
        unit: unit.clone(),
        person_id: reply.person,
    };
    if !store::answers::take_part(tx, &took_part)? {
        return Ok(());
    }
    let row = AnswerRow {
        id: secrets::random_text(),
        company_id: of.company_id,
        survey_id: of.id,
        unit: named.then_some(unit),
        person_id: named.then_some(reply.person),
        premises_id: named.then_some(reply.premises),
        belongs: if ready::keeps_group(of, &reply.group) { reply.group } else { String::new() },
        weight: reply.weight,
        answers: reply.sheet.settled(&of.questions),
        answered_at: named.then_some(reply.at),
    };
    store::answers::add(tx, &row)
}
