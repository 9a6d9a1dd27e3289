//! Whether a survey may be opened, and why something is not done with one.

use chrono::TimeDelta;

use super::kind::{Breakdown, State, Weight};
use super::question::{Kind, Question};
use super::rows::Survey;
use super::wording::Words;
use crate::clock::Moment;
use crate::homes::Scope;
use crate::web::{Refusal, Said};

/// The shortest time for which a survey may be open.
const SHORTEST: TimeDelta = TimeDelta::hours(1);

/// Why something is not done with a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not a draft any more: what people answer is not changed.
    NotDraft,
    /// It is not open.
    NotOpen,
    /// It has no title in Kazakh or in Russian.
    NoTitle,
    /// What it is for stands in one official language only.
    HalfIntro,
    /// Somebody else has changed it meanwhile.
    ChangedMeanwhile,
    /// It asks nothing.
    NoQuestions,
    /// It asks too much.
    TooManyQuestions,
    /// A question, by its place, does not stand in both official languages.
    NotBothLanguages(usize),
    /// A question, by its place, has fewer than two options.
    TooFewOptions(usize),
    /// It is for nobody.
    Nobody,
    /// It does not say until when it may be answered.
    NoEnd,
    /// It would be over before anybody has answered.
    TooShort,
    /// Weights would tell who answered.
    WeightTells,
    /// The new end is not later.
    NotLater,
    /// Part of its audience lies outside the zone of whoever acts.
    OutsideZone,
    /// This person, or somebody for these premises, has answered already.
    Answered,
    /// It does not ask this person.
    NotAsked,
    /// The question that a condition speaks of is not one question that stands before.
    MixedCondition,
}

impl Refused {
    /// The field of the form that it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Nobody | Self::OutsideZone => "place",
            Self::NoTitle => "title_kk",
            Self::HalfIntro => "intro_kk",
            Self::NoEnd | Self::TooShort | Self::NotLater => "closes_at",
            Self::WeightTells => "weight",
            Self::MixedCondition => "when",
            _ => "",
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotDraft => "surveys.refused.not_draft",
            Self::NotOpen => "surveys.refused.not_open",
            Self::NoTitle => "surveys.refused.no_title",
            Self::HalfIntro => "surveys.refused.half_intro",
            Self::ChangedMeanwhile => "surveys.refused.changed_meanwhile",
            Self::NoQuestions => "surveys.refused.no_questions",
            Self::TooManyQuestions => "surveys.refused.too_many_questions",
            Self::NotBothLanguages(at) => return Said::new("surveys.refused.both_languages").with("number", at),
            Self::TooFewOptions(at) => return Said::new("surveys.refused.too_few_options").with("number", at),
            Self::Nobody => "surveys.refused.nobody",
            Self::NoEnd => "surveys.refused.no_end",
            Self::TooShort => "surveys.refused.too_short",
            Self::WeightTells => "surveys.refused.weight_tells",
            Self::NotLater => "surveys.refused.not_later",
            Self::OutsideZone => "surveys.refused.outside_zone",
            Self::Answered => "surveys.refused.answered",
            Self::NotAsked => "surveys.refused.not_asked",
            Self::MixedCondition => "surveys.refused.mixed_condition",
        }
        .into()
    }
}

/// Whether settings go together: by area or number of premises one would find out who an anonymous answer is of.
///
/// # Errors
/// When they do not.
pub(super) fn settings(anonymous: bool, weight: Weight) -> Result<(), Refused> {
    if anonymous && weight != Weight::One { Err(Refused::WeightTells) } else { Ok(()) }
}

/// Whether a question, at its place from 1, can be answered by readers of both official languages.
fn question(at: usize, of: &Question) -> Result<(), Refused> {
    let (least, many) = (if of.kind == Kind::Matrix { 1 } else { 2 }, of.options.len() + usize::from(of.other));
    if of.kind.has_options() && many < least {
        return Err(Refused::TooFewOptions(at));
    }
    let ends = [&of.ends.0, &of.ends.1];
    let whole = of.words.is_whole()
        && of.options.iter().all(Words::is_whole)
        && ends.iter().all(|words| words.is_empty() || words.is_whole());
    if whole { Ok(()) } else { Err(Refused::NotBothLanguages(at)) }
}

/// Whether it may be opened at `now`.
///
/// # Errors
/// The first thing that is missing.
pub(super) fn check(of: &Survey, scopes: &[Scope], now: Moment) -> Result<(), Refused> {
    if of.state != State::Draft {
        return Err(Refused::NotDraft);
    }
    if !of.title().is_whole() {
        return Err(Refused::NoTitle);
    }
    let intro = of.intro();
    if !intro.is_empty() && !intro.is_whole() {
        return Err(Refused::HalfIntro);
    }
    if of.questions.is_empty() {
        return Err(Refused::NoQuestions);
    }
    (1..).zip(of.questions.all()).try_for_each(|(at, of)| question(at, of))?;
    if scopes.is_empty() {
        return Err(Refused::Nobody);
    }
    settings(of.anonymous, of.weight)?;
    match of.closes_at {
        None => Err(Refused::NoEnd),
        Some(end) if end < now + SHORTEST => Err(Refused::TooShort),
        Some(_) => Ok(()),
    }
}

/// Whether results may be shown at all: those of an anonymous survey only when it is over, and of no fewer than five.
pub(super) fn results_shown(of: &Survey, took_part: u64) -> bool {
    match of.state {
        State::Draft | State::Withdrawn => false,
        State::Open => !of.anonymous,
        State::Closed => !of.anonymous || took_part >= super::hidden::FEWEST,
    }
}

/// Whether an answer keeps its group.
pub(super) fn keeps_group(of: &Survey, group: &str) -> bool {
    of.breakdown != Breakdown::Nothing && (!of.anonymous || of.kept_groups.split(' ').any(|kept| kept == group))
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::question;
    use super::super::questions::Questions;
    use super::super::rows::tests::survey;
    use super::*;
    use crate::homes::Place;

    fn everybody() -> Vec<Scope> {
        vec![Scope { place: Place::Company, subject: "c".into(), kind: None, holds: None }]
    }

    fn whole() -> Survey {
        let mut questions = Questions::default();
        questions.add(question(Kind::Single, 2));
        Survey { questions, closes_at: Some(Moment::default() + TimeDelta::days(7)), ..survey() }
    }

    fn verdict(of: &Survey) -> Result<(), Refused> {
        check(of, &everybody(), Moment::default())
    }

    #[test]
    fn what_is_opened_can_be_read_and_answered_in_both_languages() {
        assert_eq!(verdict(&whole()), Ok(()));
        assert_eq!(check(&whole(), &[], Moment::default()), Err(Refused::Nobody));
        assert_eq!(verdict(&Survey { title_kk: String::new(), ..whole() }), Err(Refused::NoTitle));
        assert_eq!(verdict(&Survey { intro_ru: "зачем".into(), ..whole() }), Err(Refused::HalfIntro));
        assert_eq!(verdict(&Survey { questions: Questions::default(), ..whole() }), Err(Refused::NoQuestions));
        let asks = |question| {
            let mut of = whole();
            of.questions.add(question);
            verdict(&of)
        };
        assert_eq!(asks(question(Kind::Multiple, 1)), Err(Refused::TooFewOptions(2)));
        assert_eq!(asks(Question { other: true, ..question(Kind::Single, 1) }), Ok(()));
        assert_eq!(asks(question(Kind::Matrix, 1)), Ok(()), "one row is enough");
        assert_eq!(
            asks(Question { words: Words::both("сұрақ", ""), ..question(Kind::Text, 0) }),
            Err(Refused::NotBothLanguages(2))
        );
        let half = (Words::both("нашар", ""), Words::default());
        assert_eq!(asks(Question { ends: half, ..question(Kind::Scale, 0) }), Err(Refused::NotBothLanguages(2)));
    }

    #[test]
    fn it_stays_open_for_a_while_and_weighs_nobody_whom_it_promised_not_to_know() {
        assert_eq!(verdict(&Survey { closes_at: None, ..whole() }), Err(Refused::NoEnd));
        let soon = Some(Moment::default() + TimeDelta::minutes(59));
        assert_eq!(verdict(&Survey { closes_at: soon, ..whole() }), Err(Refused::TooShort));
        for weight in [Weight::Units, Weight::Area] {
            assert_eq!(verdict(&Survey { anonymous: true, weight, ..whole() }), Err(Refused::WeightTells));
            assert_eq!(verdict(&Survey { weight, ..whole() }), Ok(()));
        }
    }

    #[test]
    fn of_an_anonymous_survey_nothing_is_shown_before_its_end_or_of_four() {
        let of = |state, anonymous| Survey { state, anonymous, ..whole() };
        assert!(!results_shown(&of(State::Open, true), 100) && results_shown(&of(State::Open, false), 1));
        assert!(!results_shown(&of(State::Closed, true), 4) && results_shown(&of(State::Closed, true), 5));
        assert!(results_shown(&of(State::Closed, false), 1) && !results_shown(&of(State::Withdrawn, false), 100));
    }

    #[test]
    fn an_anonymous_answer_keeps_only_a_group_that_is_large_enough() {
        let of = Survey { breakdown: Breakdown::House, kept_groups: "a b".into(), ..whole() };
        assert!(keeps_group(&of, "c"));
        let anonymous = Survey { anonymous: true, ..of };
        assert!(keeps_group(&anonymous, "a") && !keeps_group(&anonymous, "c"));
    }
}
