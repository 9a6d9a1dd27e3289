//! The rows of surveys.

use diesel::prelude::*;

use super::answer::Sheet;
use super::kind::{Breakdown, Per, ShownTo, State, SurveyId, Weight};
use super::questions::Questions;
use super::tally::Ballot;
use super::wording::Words;
use crate::clock::Moment;
use crate::db::schema::{survey_answers, survey_participations, survey_scopes, surveys};
use crate::homes::{self, Place, PremisesId, Scope};
use crate::who::{CompanyId, Holds, PersonId};

/// A survey.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = surveys)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// Whose.
    pub company_id: CompanyId,
    /// The number people say: `2026-000012`.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// The Kazakh title.
    pub title_kk: String,
    /// The Russian title.
    pub title_ru: String,
    /// The English title.
    pub title_en: String,
    /// The titles as they are searched.
    pub title_folded: String,
    /// What it is for, in Kazakh.
    pub intro_kk: String,
    /// What it is for, in Russian.
    pub intro_ru: String,
    /// What it is for, in English.
    pub intro_en: String,
    /// What is asked.
    pub questions: Questions,
    /// Whether answers are kept without person and time.
    pub anonymous: bool,
    /// Who answers once.
    pub per: Per,
    /// What an answer weighs.
    pub weight: Weight,
    /// By what results are broken down besides.
    pub breakdown: Breakdown,
    /// Who sees the results.
    pub shown_to: ShownTo,
    /// How many people with an account were asked when it opened.
    pub asked: i64,
    /// Of an anonymous survey: the groups that are large enough to be kept with an answer, with spaces between.
    pub kept_groups: String,
    /// Who wrote it.
    pub author_id: PersonId,
    /// Until when it may be answered.
    pub closes_at: Option<Moment>,
    /// When it opened.
    pub opened_at: Option<Moment>,
    /// When those who had not answered were reminded.
    pub reminded_at: Option<Moment>,
    /// When it closed or was withdrawn.
    pub closed_at: Option<Moment>,
    /// Why it was withdrawn.
    pub withdrawn_why: Option<String>,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Survey {
    /// Its title.
    pub fn title(&self) -> Words {
        Words { kk: self.title_kk.clone(), ru: self.title_ru.clone(), en: self.title_en.clone() }
    }

    /// What it is for.
    pub fn intro(&self) -> Words {
        Words { kk: self.intro_kk.clone(), ru: self.intro_ru.clone(), en: self.intro_en.clone() }
    }

    /// Whether it may be answered at `now`: the clock closes it, not the task that notes it a little later.
    pub fn is_open(&self, now: Moment) -> bool {
        self.state == State::Open && self.closes_at.is_none_or(|end| now < end)
    }

    /// Whether an answer may be changed: an anonymous one is nobody's.
    pub fn changeable(&self, now: Moment) -> bool {
        self.is_open(now) && !self.anonymous
    }
}

/// A part of the audience as it is kept; what does not narrow it is empty.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey_scopes)]
pub struct ScopeRow {
    /// Whose.
    pub company_id: CompanyId,
    /// Of what.
    pub survey_id: SurveyId,
    /// How large the place is.
    pub place: Place,
    /// Which place.
    pub subject_id: String,
    /// Kind of premises, or nothing.
    pub premises_kind: String,
    /// Way of holding, or nothing.
    pub holds: String,
}

impl ScopeRow {
    /// A scope to be kept.
    pub fn new(company: CompanyId, of: SurveyId, scope: &Scope) -> Self {
        Self {
            company_id: company,
            survey_id: of,
            place: scope.place,
            subject_id: scope.subject.clone(),
            premises_kind: scope.kind.map(homes::Kind::word).unwrap_or_default().to_owned(),
            holds: scope.holds.map(Holds::word).unwrap_or_default().to_owned(),
        }
    }

    /// The scope again.
    pub fn scope(&self) -> Scope {
        Scope {
            place: self.place,
            subject: self.subject_id.clone(),
            kind: self.premises_kind.parse().ok(),
            holds: self.holds.parse().ok(),
        }
    }
}

/// That somebody took part.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey_participations)]
pub struct Participation {
    /// Chance, so that the order of rows says nothing.
    pub id: String,
    /// Whose.
    pub company_id: CompanyId,
    /// In what.
    pub survey_id: SurveyId,
    /// The person or the premises that may answer once.
    pub unit: String,
    /// Who.
    pub person_id: PersonId,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = survey_answers)]
pub struct AnswerRow {
    /// Chance, so that the order of rows says nothing.
    pub id: String,
    /// Whose.
    pub company_id: CompanyId,
    /// To what.
    pub survey_id: SurveyId,
    /// The person or the premises that may answer once; nothing when it is anonymous.
    pub unit: Option<String>,
    /// Who; nothing when it is anonymous.
    pub person_id: Option<PersonId>,
    /// For which premises; nothing when it is anonymous.
    pub premises_id: Option<PremisesId>,
    /// The group of the breakdown, or nothing.
    pub belongs: String,
    /// What it weighs.
    pub weight: i64,
    /// What it says.
    pub answers: Sheet,
    /// When; nothing when it is anonymous.
    pub answered_at: Option<Moment>,
}

impl AnswerRow {
    /// As it is counted.
    pub fn ballot(self) -> Ballot {
        Ballot { belongs: self.belongs, weight: u64::try_from(self.weight).unwrap_or_default(), sheet: self.answers }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::surveys) fn survey() -> Survey {
        let at = Moment::default();
        Survey {
            id: SurveyId::fresh(at),
            company_id: CompanyId::fresh(at),
            number: "2026-000001".into(),
            state: State::Draft,
            title_kk: "Алаң".into(),
            title_ru: "Площадка".into(),
            title_en: String::new(),
            title_folded: String::new(),
            intro_kk: String::new(),
            intro_ru: String::new(),
            intro_en: String::new(),
            questions: Questions::default(),
            anonymous: false,
            per: Per::Person,
            weight: Weight::One,
            breakdown: Breakdown::Nothing,
            shown_to: ShownTo::Participants,
            asked: 0,
            kept_groups: String::new(),
            author_id: PersonId::fresh(at),
            closes_at: None,
            opened_at: None,
            reminded_at: None,
            closed_at: None,
            withdrawn_why: None,
            created_at: at,
            updated_at: at,
        }
    }
}
