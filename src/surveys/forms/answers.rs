//! What residents answer. Fields are called after the code of the question: `q3`, `q3_other` for other words, `q3_2` for the place of the
//! second option or the number of the second row.

use std::collections::BTreeMap;

use crate::surveys::answer::{Answer, Sheet};
use crate::surveys::question::{Kind, OTHER, Question};
use crate::text::Locale;
use crate::web::{Form, Said, Typed};

/// The longest answer in one's own words.
pub(in crate::surveys) const LONGEST: usize = 2_000;
/// The longest «other».
const OTHER_LONGEST: usize = 200;

/// The field of a question.
pub(in crate::surveys) fn field(question: &Question) -> String {
    format!("q{}", question.code)
}

/// The field of an option or a row.
pub(in crate::surveys) fn part_field(question: &Question, code: u16) -> String {
    format!("q{}_{code}", question.code)
}

/// The field of other words.
pub(in crate::surveys) fn other_field(question: &Question) -> String {
    format!("q{}_other", question.code)
}

/// Whether a field is one of a question's.
pub(in crate::surveys) fn is_of(name: &str, code: u16) -> bool {
    let own = format!("q{code}");
    name.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Reads the answer to a question, noting what is wrong; nothing was answered where nothing comes.
pub(in crate::surveys) fn read(form: &mut Form, question: &Question, locale: Locale) -> Option<Answer> {
    let answer = match question.kind {
        Kind::Single | Kind::Multiple => chosen(form, question),
        Kind::Scale => number(form, &field(question), question).map(Answer::Number),
        Kind::Ranking => order(form, question),
        Kind::Text => Some(form.optional(&field(question), LONGEST)).filter(|words| !words.is_empty()).map(Answer::Words),
        Kind::Matrix => grid(form, question, locale),
    };
    if answer.is_none() && question.required {
        form.refuse(&field(question), "surveys.refused.required");
    }
    answer
}

fn chosen(form: &mut Form, question: &Question) -> Option<Answer> {
    let (name, other_name) = (field(question), other_field(question));
    let other = form.optional(&other_name, OTHER_LONGEST);
    let codes: Option<Vec<u16>> = form.values(&name).iter().map(|value| value.parse().ok()).collect();
    let mut codes = codes.filter(|codes| codes.iter().all(|code| question.leading().contains(code))).unwrap_or_else(|| {
        form.refuse(&name, "forms.refused.choice");
        Vec::new()
    });
    // who wrote other words and ticked nothing beside them means them
    if question.other && !other.is_empty() && (question.kind == Kind::Multiple || codes.is_empty()) {
        codes.push(OTHER);
    }
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        return None;
    }
    let says_other = codes.contains(&OTHER);
    if says_other && other.is_empty() {
        form.refuse(&other_name, "surveys.refused.other_empty");
    }
    let many = u16::try_from(codes.len()).unwrap_or(u16::MAX);
    if question.kind == Kind::Single && many > 1 {
        form.refuse(&name, "forms.refused.choice");
    }
    if question.kind == Kind::Multiple && many < question.least {
        form.refuse(&name, Said::new("surveys.refused.too_few_chosen").with("least", question.least));
    }
    if question.kind == Kind::Multiple && many > question.at_most() {
        form.refuse(&name, Said::new("surveys.refused.too_many_chosen").with("most", question.at_most()));
    }
    Some(Answer::Chosen(codes, if says_other { other } else { String::new() }))
}

fn number(form: &mut Form, name: &str, question: &Question) -> Option<u16> {
    let typed = form.value(name).to_owned();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse().ok().filter(|number| question.range.values().contains(number));
    if number.is_none() {
        form.refuse(name, "forms.refused.choice");
    }
    number
}

/// All options get a place, each another one, or none does.
fn order(form: &mut Form, question: &Question) -> Option<Answer> {
    let last = *question.codes().end();
    let mut places: BTreeMap<u16, u16> = BTreeMap::new();
    let mut given = 0;
    for code in question.codes() {
        let typed = form.value(&part_field(question, code)).to_owned();
        if typed.is_empty() {
            continue;
        }
        given += 1;
        match typed.parse::<u16>().ok().filter(|place| (1..=last).contains(place)) {
            Some(place) => _ = places.insert(place, code),
            None => form.refuse(&field(question), Said::new("surveys.refused.place").with("last", last)),
        }
    }
    if given == 0 {
        return None;
    }
    if places.len() < question.options.len() {
        form.refuse(&field(question), Said::new("surveys.refused.places").with("last", last));
    }
    Some(Answer::Order(places.into_values().collect()))
}

fn grid(form: &mut Form, question: &Question, locale: Locale) -> Option<Answer> {
    let mut given = BTreeMap::new();
    let mut left_out = None;
    for (code, words) in question.coded() {
        match number(form, &part_field(question, code), question) {
            Some(value) => _ = given.insert(code, value),
            None => left_out = left_out.or(Some(words)),
        }
    }
    if given.is_empty() {
        return None;
    }
    if let Some(row) = left_out.filter(|_| question.required) {
        form.refuse(&field(question), Said::new("surveys.refused.row").with("row", row.for_reader(locale)));
    }
    Some(Answer::Grid(given))
}

/// A sheet in the fields of its form.
pub(in crate::surveys) fn typed(sheet: &Sheet, questions: &[Question]) -> Typed {
    let mut typed = Typed::default();
    for question in questions {
        let name = field(question);
        match sheet.get(question.code) {
            Some(Answer::Chosen(codes, other)) => {
                typed = codes.iter().fold(typed, |typed, code| typed.with(&name, code)).with(&other_field(question), other);
            }
            Some(Answer::Number(number)) => typed = typed.with(&name, number),
            Some(Answer::Words(words)) => typed = typed.with(&name, words),
            Some(Answer::Order(order)) => {
                typed = (1u16..).zip(order).fold(typed, |typed, (place, code)| typed.with(&part_field(question, *code), place));
            }
            Some(Answer::Grid(given)) => {
                typed = given.iter().fold(typed, |typed, (row, value)| typed.with(&part_field(question, *row), value));
            }
            None => {}
        }
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::question::tests::question;

    fn of(kind: Kind, options: usize) -> Question {
        Question { code: 3, ..question(kind, options) }
    }

    fn answer(question: &Question, fields: &[(&str, &str)]) -> Result<Option<Answer>, String> {
        let typed = fields.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value));
        let mut form = Form::of(typed);
        let read = read(&mut form, question, Locale::Ru);
        match form.errors().first() {
            Some(wrong) => Err(format!("{} {}", wrong.field, wrong.said.key)),
            None => Ok(read),
        }
    }

    #[test]
    fn nothing_answers_only_what_may_be_left_out() {
        for kind in Kind::ALL {
            let question = of(*kind, 2);
            assert_eq!(answer(&question, &[]), Ok(None), "{kind}");
            assert!(answer(&Question { required: true, ..question }, &[]).is_err(), "{kind}");
        }
    }

    #[test]
    fn some_are_chosen_no_fewer_and_no_more() {
        let some = Question { least: 2, most: 2, other: true, ..of(Kind::Multiple, 3) };
        assert_eq!(answer(&some, &[("q3", "3"), ("q3", "1")]), Ok(Some(Answer::Chosen(vec![1, 3], String::new()))));
        assert_eq!(
            answer(&some, &[("q3", "1"), ("q3_other", "ағаш")]),
            Ok(Some(Answer::Chosen(vec![0, 1], "ағаш".into()))),
            "other words are meant without a tick too"
        );
        assert!(answer(&some, &[("q3", "1")]).unwrap_err().ends_with("too_few_chosen"));
        assert!(answer(&some, &[("q3", "1"), ("q3", "2"), ("q3", "3")]).unwrap_err().ends_with("too_many_chosen"));
        assert!(answer(&some, &[("q3", "1"), ("q3", "0")]).unwrap_err().ends_with("other_empty"));
        assert!(answer(&of(Kind::Single, 2), &[("q3", "3")]).unwrap_err().ends_with("choice"));
        assert!(answer(&of(Kind::Single, 2), &[("q3", "1"), ("q3", "2")]).unwrap_err().ends_with("choice"));
        assert!(answer(&of(Kind::Single, 2), &[("q3", "0"), ("q3_other", "x")]).is_err(), "there is no «other»");
    }

    #[test]
    fn every_option_has_a_place_of_its_own() {
        let three = of(Kind::Ranking, 3);
        let places = |of: [&'static str; 3]| answer(&three, &[("q3_1", of[0]), ("q3_2", of[1]), ("q3_3", of[2])]);
        assert_eq!(places(["2", "3", "1"]), Ok(Some(Answer::Order(vec![3, 1, 2]))));
        for wrong in [["1", "1", "2"], ["1", "2", ""], ["1", "2", "4"], ["0", "1", "2"], ["a", "1", "2"]] {
            assert!(places(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_row_that_is_left_out_is_named_where_it_must_not_be() {
        let rows = of(Kind::Matrix, 2);
        assert_eq!(answer(&rows, &[("q3_2", "5")]), Ok(Some(Answer::Grid([(2, 5)].into()))));
        assert!(answer(&Question { required: true, ..rows.clone() }, &[("q3_2", "5")]).unwrap_err().ends_with("row"));
        assert!(answer(&rows, &[("q3_2", "6")]).is_err());
    }

    #[test]
    fn a_field_belongs_to_one_question() {
        assert!(is_of("q3", 3) && is_of("q3_other", 3) && is_of("q3_12", 3));
        assert!(!is_of("q31", 3) && !is_of("q31_2", 3) && !is_of("home", 3));
    }

    #[test]
    fn what_was_answered_is_shown_again() {
        let questions =
            [of(Kind::Multiple, 3), Question { code: 4, ..of(Kind::Ranking, 3) }, Question { code: 5, ..of(Kind::Matrix, 2) }];
        let questions = questions.map(|question| Question { other: question.kind == Kind::Multiple, ..question });
        let mut sheet = Sheet::default();
        sheet.put(3, Answer::Chosen(vec![0, 2], "өзі".into()));
        sheet.put(4, Answer::Order(vec![3, 1, 2]));
        sheet.put(5, Answer::Grid([(1, 4), (2, 5)].into()));
        let mut form = Form::of(typed(&sheet, &questions));
        for question in &questions {
            assert_eq!(read(&mut form, question, Locale::Kk), sheet.get(question.code).cloned());
        }
    }
}
