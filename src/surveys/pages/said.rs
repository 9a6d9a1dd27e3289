//! A survey and its answers in words.

use chrono_tz::Tz;

use crate::surveys::answer::{Answer, Sheet};
use crate::surveys::kind::{Breakdown, State, Weight};
use crate::surveys::question::{Kind, Question};
use crate::surveys::questions::Questions;
use crate::surveys::rows::Survey;
use crate::text::{self, Locale, t, tv};

/// An option in a reader's words.
pub(super) fn option(locale: Locale, question: &Question, code: u16) -> String {
    match question.coded().find(|(of, _)| *of == code) {
        Some((_, words)) => words.for_reader(locale).to_owned(),
        None => t(locale, "surveys.answer.something_else").into_owned(),
    }
}

/// What stands at the ends of a scale: «1 — нашар, 5 — жақсы»; only the numbers where nothing is said of them.
pub(super) fn ends(locale: Locale, question: &Question) -> String {
    let (low, high) = (question.range.values().start().to_string(), question.range.values().end().to_string());
    let (of_low, of_high) = (question.ends.0.for_reader(locale), question.ends.1.for_reader(locale));
    match (of_low.is_empty(), of_high.is_empty()) {
        (true, true) => format!("{low}–{high}"),
        _ => format!("{low} — {of_low}, {high} — {of_high}"),
    }
}

/// An answer, a line for each thing that it says.
pub(super) fn answer(locale: Locale, question: &Question, answer: &Answer) -> Vec<String> {
    let named = |code: u16| option(locale, question, code);
    match answer {
        Answer::Chosen(codes, other) => {
            let mut lines: Vec<String> = codes.iter().filter(|code| **code != 0).map(|code| named(*code)).collect();
            if codes.contains(&0) {
                lines.push(format!("{}: {other}", named(0)));
            }
            lines
        }
        Answer::Number(number) => vec![number.to_string()],
        Answer::Words(words) => words.lines().map(str::to_owned).collect(),
        Answer::Order(order) => (1..).zip(order).map(|(place, code)| format!("{place}. {}", named(*code))).collect(),
        Answer::Grid(given) => given.iter().map(|(row, value)| format!("{}: {value}", named(*row))).collect(),
    }
}

/// All that a sheet is asked and what it says; nothing where nothing was answered.
pub(super) fn sheet(locale: Locale, questions: &Questions, of: &Sheet) -> Vec<(String, Vec<String>)> {
    let lines = |question: &&Question| of.get(question.code).map(|given| answer(locale, question, given)).unwrap_or_default();
    of.asked(questions).iter().map(|question| (question.words.for_reader(locale).to_owned(), lines(question))).collect()
}

/// When a question is asked, if not always.
pub(super) fn condition(locale: Locale, questions: &Questions, of: &Question) -> String {
    let Some(when) = &of.when else { return String::new() };
    let Some((place, before)) = questions.find(when.question) else { return String::new() };
    let of_code = |code: &u16| if before.kind == Kind::Scale { code.to_string() } else { option(locale, before, *code) };
    let answers: Vec<String> = when.codes.iter().map(|code| format!("«{}»", of_code(code))).collect();
    tv(locale, "surveys.question.when_said", &[("number", &place.to_string()), ("answers", &answers.join(", "))])
}

/// What is promised to whoever answers, a sentence each.
pub(super) fn promises(locale: Locale, of: &Survey) -> Vec<String> {
    let mut all = vec![if of.anonymous { "surveys.promise.anonymous" } else { "surveys.promise.named" }];
    all.extend(of.anonymous.then_some(match of.breakdown {
        Breakdown::Nothing => "surveys.promise.no_group",
        Breakdown::House => "surveys.promise.house",
        Breakdown::Entrance => "surveys.promise.entrance",
        Breakdown::Role => "surveys.promise.role",
    }));
    all.push(if of.anonymous { "surveys.promise.not_changed" } else { "surveys.promise.changed" });
    match of.weight {
        Weight::One => {}
        Weight::Units => all.push("surveys.promise.units"),
        Weight::Area => all.push("surveys.promise.area"),
    }
    all.push(match of.shown_to {
        crate::surveys::kind::ShownTo::Participants => "surveys.promise.participants",
        crate::surveys::kind::ShownTo::Audience => "surveys.promise.audience",
    });
    all.into_iter().map(|key| t(locale, key).into_owned()).collect()
}

/// One plain sentence about what happens next.
pub(super) fn next(locale: Locale, zone: Tz, of: &Survey) -> String {
    let at = |moment: Option<crate::clock::Moment>| moment.map(|m| text::date_time(locale, m, zone)).unwrap_or_default();
    match of.state {
        State::Draft => t(locale, "surveys.next.draft").into_owned(),
        State::Open => tv(locale, "surveys.next.open", &[("when", &at(of.closes_at))]),
        State::Closed => tv(locale, "surveys.next.closed", &[("when", &at(of.closed_at))]),
        State::Withdrawn => tv(locale, "surveys.next.withdrawn", &[("when", &at(of.closed_at))]),
    }
}

/// The title, or that there is none yet.
pub(super) fn title(locale: Locale, of: &Survey) -> String {
    let title = of.title().for_reader(locale).to_owned();
    if title.is_empty() { t(locale, "surveys.desk.untitled").into_owned() } else { title }
}
