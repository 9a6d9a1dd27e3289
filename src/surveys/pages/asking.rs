//! Questions as a form puts them.

use super::said;
use crate::surveys::forms::answers::{LONGEST, field, other_field, part_field};
use crate::surveys::question::{Kind, OTHER, Question};
use crate::text::{Locale, t, tv};

/// A question in a form.
pub(super) struct Asking {
    /// Its field.
    pub(super) name: String,
    /// What is asked.
    pub(super) legend: String,
    /// How to answer.
    pub(super) hint: String,
    pub(super) required: bool,
    /// The word of its kind.
    pub(super) kind: &'static str,
    /// Options with their codes, or the numbers of a scale.
    pub(super) choices: Vec<(String, String)>,
    /// The field for other words; empty for none.
    pub(super) other: String,
    /// Fields of options to be put in order, or of rows.
    pub(super) parts: Vec<(String, String)>,
    /// The most characters.
    pub(super) longest: usize,
}

impl Asking {
    pub(super) fn of(locale: Locale, question: &Question) -> Self {
        let numbers = || question.range.values().map(|n| (n.to_string(), n.to_string())).collect::<Vec<_>>();
        let options = || question.coded().map(|(code, words)| (code.to_string(), words.for_reader(locale).to_owned()));
        let parts = || question.coded().map(|(code, words)| (part_field(question, code), words.for_reader(locale).to_owned()));
        let (choices, parts) = match question.kind {
            Kind::Single | Kind::Multiple => {
                let other = question.other.then(|| (OTHER.to_string(), t(locale, "surveys.answer.something_else").into_owned()));
                (options().chain(other).collect(), Vec::new())
            }
            Kind::Scale => (numbers(), Vec::new()),
            Kind::Ranking => ((1..=question.options.len()).map(|n| (n.to_string(), n.to_string())).collect(), parts().collect()),
            Kind::Matrix => (numbers(), parts().collect()),
            Kind::Text => (Vec::new(), Vec::new()),
        };
        Self {
            name: field(question),
            legend: question.words.for_reader(locale).to_owned(),
            hint: hint(locale, question),
            required: question.required,
            kind: question.kind.word(),
            choices,
            other: if question.other { other_field(question) } else { String::new() },
            parts,
            longest: LONGEST,
        }
    }

    /// As the tests look at it: one of each kind.
    pub(super) fn samples() -> Vec<Self> {
        use crate::surveys::questions::Questions;
        use crate::surveys::wording::Words;
        let mut all = Questions::default();
        for kind in Kind::ALL {
            all.add(Question {
                code: 0,
                kind: *kind,
                required: *kind == Kind::Single,
                words: Words::both("Аулада не қажет?", "Что нужно во дворе?"),
                options: vec![Words::both("Орындық", "Скамейки"), Words::both("Ағаш", "Деревья")],
                other: *kind == Kind::Multiple,
                least: 1,
                most: 2,
                range: crate::surveys::question::Range::Ten,
                ends: (Words::both("нашар", "плохо"), Words::both("жақсы", "хорошо")),
                when: None,
            });
        }
        all.all().iter().map(|question| Self::of(Locale::Kk, question)).collect()
    }
}

/// How to answer.
fn hint(locale: Locale, question: &Question) -> String {
    match question.kind {
        Kind::Single | Kind::Text => String::new(),
        Kind::Multiple => {
            let (least, most) = (question.least.to_string(), question.at_most().to_string());
            let key = match (question.least > 1, question.most > 0) {
                (false, false) => "surveys.answer.any",
                (false, true) => "surveys.answer.at_most",
                (true, false) => "surveys.answer.at_least",
                (true, true) => "surveys.answer.between",
            };
            tv(locale, key, &[("least", &least), ("most", &most)])
        }
        Kind::Scale | Kind::Matrix => said::ends(locale, question),
        Kind::Ranking => tv(locale, "surveys.answer.places", &[("last", &question.options.len().to_string())]),
    }
}
