//! What staff type of a question.

use super::draft::{with_words, words};
use crate::surveys::question::{Kind, OPTIONS, Question, Range, When};
use crate::surveys::questions::Questions;
use crate::surveys::ready::Refused;
use crate::surveys::wording::Words;
use crate::web::{Form, Refusal, Said, Typed};

/// The longest question.
const QUESTION: usize = 500;
/// The longest option.
const OPTION: usize = 200;

/// Reads a question of a kind; `before` are those that may lead to it.
pub(in crate::surveys) fn read(form: &mut Form, kind: Kind, code: u16, of: &Questions) -> Option<Question> {
    let words_of = words(form, "words", QUESTION);
    if words_of.is_empty() {
        form.refuse("words_kk", "forms.refused.empty");
    }
    let options = if kind.has_options() { options(form) } else { Vec::new() };
    let (least, most) = if kind == Kind::Multiple { (number(form, "least"), number(form, "most")) } else { (0, 0) };
    let range = if kind.has_ends() { form.word("range").unwrap_or(Range::Five) } else { Range::Five };
    let ends = if kind.has_ends() { (words(form, "low", 60), words(form, "high", 60)) } else { Default::default() };
    let when = when(form, code, of);
    let question = Question {
        code,
        kind,
        required: form.has("required", "yes"),
        words: words_of,
        other: form.has("other", "yes") && matches!(kind, Kind::Single | Kind::Multiple),
        options,
        least,
        most,
        range,
        ends,
        when,
    };
    if kind == Kind::Multiple && (question.most > 0 && least > question.most || least > question.at_most()) {
        form.refuse("least", "surveys.refused.least_over_most");
    }
    (!form.failed()).then_some(question)
}

/// A line for each option, in each language; the languages have the same number of lines, or none.
fn options(form: &mut Form) -> Vec<Words> {
    let text = words(form, "options", OPTION * OPTIONS);
    let lines =
        |text: &str| -> Vec<String> { text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect() };
    let (kk, ru, en) = (lines(&text.kk), lines(&text.ru), lines(&text.en));
    let most = kk.len().max(ru.len());
    if most > OPTIONS {
        form.refuse("options_kk", Said::new("surveys.refused.too_many_options").with("most", OPTIONS));
    }
    if kk.iter().chain(&ru).chain(&en).any(|line| line.chars().count() > OPTION) {
        form.refuse("options_kk", Said::new("surveys.refused.long_option").with("most", OPTION));
    }
    if [&kk, &ru, &en].iter().any(|lines| !lines.is_empty() && lines.len() != most) {
        form.refuse("options_ru", "surveys.refused.lines_differ");
    }
    let line = |lines: &[String], at: usize| lines.get(at).cloned().unwrap_or_default();
    (0..most).map(|at| Words { kk: line(&kk, at), ru: line(&ru, at), en: line(&en, at) }).collect()
}

fn number(form: &mut Form, field: &str) -> u16 {
    let typed = form.optional(field, 4);
    if typed.is_empty() {
        return 0;
    }
    typed.parse().unwrap_or_else(|_| {
        form.refuse(field, "surveys.refused.number");
        0
    })
}

/// The condition: ticked answers `question:code`, all of one question that stands before.
fn when(form: &mut Form, code: u16, of: &Questions) -> Option<When> {
    let ticked: Vec<Option<(u16, u16)>> = form
        .values("when")
        .iter()
        .map(|value| value.split_once(':').and_then(|(question, code)| Some((question.parse().ok()?, code.parse().ok()?))))
        .collect();
    let question = ticked.first().copied().flatten()?.0;
    let before = of.before(code);
    let can = before.iter().find(|(_, before)| before.code == question).map(|(_, before)| before.leading()).unwrap_or_default();
    let codes: Option<Vec<u16>> = ticked
        .into_iter()
        .map(|one| one.filter(|(of, code)| *of == question && can.contains(code)).map(|(_, code)| code))
        .collect();
    match codes {
        Some(codes) => Some(When { question, codes }),
        None => {
            form.refuse("when", Refused::MixedCondition.said());
            None
        }
    }
}

/// A question in the fields of its form.
pub(in crate::surveys) fn typed(of: &Question) -> Typed {
    let lines = |text: fn(&Words) -> &str| of.options.iter().map(text).collect::<Vec<_>>().join("\n").trim_end().to_owned();
    let options = Words { kk: lines(|words| &words.kk), ru: lines(|words| &words.ru), en: lines(|words| &words.en) };
    let mut typed = with_words(with_words(Typed::default(), "words", &of.words), "options", &options);
    typed = with_words(with_words(typed, "low", &of.ends.0), "high", &of.ends.1).with("kind", of.kind).with("range", of.range);
    for (field, number) in [("least", of.least), ("most", of.most)] {
        typed = typed.with(field, if number == 0 { String::new() } else { number.to_string() });
    }
    for (field, on) in [("required", of.required), ("other", of.other)] {
        typed = if on { typed.with(field, "yes") } else { typed };
    }
    let ticked = of.when.iter().flat_map(|when| when.codes.iter().map(|code| format!("{}:{code}", when.question)));
    ticked.fold(typed, |typed, value| typed.with("when", value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::question::tests::question;

    fn asked() -> Questions {
        let mut all = Questions::default();
        all.add(question(Kind::Single, 3));
        all.add(question(Kind::Scale, 0));
        all.add(question(Kind::Text, 0));
        all
    }

    fn read_as(kind: Kind, typed: Typed) -> (Option<Question>, Form) {
        let mut form = Form::of(typed);
        let read = read(&mut form, kind, 9, &asked());
        (read, form)
    }

    fn words() -> Typed {
        Typed::default().with("words_kk", "Неше?").with("words_ru", "Сколько?")
    }

    #[test]
    fn options_stand_in_lines_that_answer_one_another() {
        let good = words().with("options_kk", "бір\n\n екі ").with("options_ru", "один\nдва");
        assert_eq!(
            read_as(Kind::Single, good.clone()).0.unwrap().options,
            [Words::both("бір", "один"), Words::both("екі", "два")]
        );
        let (read, form) = read_as(Kind::Single, words().with("options_kk", "бір\nекі").with("options_ru", "один"));
        assert!(read.is_none() && form.error("options_ru").is_some());
        assert!(read_as(Kind::Single, words().with("options_kk", "бір\nекі")).0.is_some(), "a draft may be unfinished");
        assert!(read_as(Kind::Multiple, good.clone().with("least", "3")).1.error("least").is_some(), "there are only two");
        assert!(read_as(Kind::Multiple, good.clone().with("least", "2").with("most", "1")).1.error("least").is_some());
        assert!(read_as(Kind::Multiple, good.with("least", "two")).1.error("least").is_some());
        assert!(read_as(Kind::Text, Typed::default()).1.error("words_kk").is_some());
    }

    #[test]
    fn a_condition_speaks_of_one_question_before() {
        let both = words().with("when", "1:1").with("when", "1:3");
        assert_eq!(read_as(Kind::Text, both).0.unwrap().when, Some(When { question: 1, codes: vec![1, 3] }));
        for (first, second) in [("1:1", "2:1"), ("1:4", "1:1"), ("3:1", "3:1"), ("7:1", "7:1")] {
            let (read, form) = read_as(Kind::Text, words().with("when", first).with("when", second));
            assert!(read.is_none() && form.error("when").is_some(), "{first} {second}");
        }
    }

    #[test]
    fn what_was_read_is_shown_again() {
        let full = Question { code: 9, other: true, required: true, least: 1, most: 2, ..question(Kind::Multiple, 3) };
        let full = Question { when: Some(When { question: 2, codes: vec![4, 5] }), ..full };
        assert_eq!(read_as(Kind::Multiple, typed(&full)).0, Some(full));
        let scale = Question {
            code: 9,
            range: Range::Ten,
            ends: (Words::both("а", "а"), Words::both("б", "б")),
            ..question(Kind::Scale, 0)
        };
        assert_eq!(read_as(Kind::Scale, typed(&scale)).0, Some(scale));
    }
}
