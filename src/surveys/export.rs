//! Answers as sheets: columns in the order of the questions, the same for the same survey whoever answered and however often it is asked
//! for. One column for a question that has one answer, one for each option or row of the others; once in words, once in codes.

use super::answer::{Answer, Sheet};
use super::question::{Kind, OTHER, Question};
use super::rows::{AnswerRow, Survey};
use super::tally::mixed;
use crate::sheet::{Heading, Table, Value};
use crate::text::{Locale, t};

/// What is known of an answer besides: as texts, for the columns of [`leading`].
pub(super) struct Line {
    pub(super) answer: AnswerRow,
    pub(super) known: Vec<String>,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The one answer of a question.
    Whole,
    /// What was said in other words.
    Other,
    /// Whether an option was chosen, which place it got, or the number of a row.
    Of(u16),
}

/// A column: the place of its question from 1, the question, which part of its answer.
struct Column<'a> {
    place: usize,
    question: &'a Question,
    part: Part,
}

impl Column<'_> {
    /// `q3`, `q3.2`, `q3.other`: the same in every export.
    fn code(&self) -> String {
        match self.part {
            Part::Whole => format!("q{}", self.place),
            Part::Other => format!("q{}.other", self.place),
            Part::Of(code) => format!("q{}.{code}", self.place),
        }
    }

    /// Whether people write in it with their own hand.
    fn is_written(&self) -> bool {
        self.part == Part::Other || self.question.kind == Kind::Text
    }

    fn title(&self, locale: Locale, shuffled: bool) -> String {
        let mut title = format!("{} {}", self.code(), self.question.words.for_reader(locale));
        match self.part {
            Part::Whole => {}
            Part::Other => title = format!("{title}: {}", t(locale, "surveys.answer.something_else")),
            Part::Of(code) => title = format!("{title}: {}", option(locale, self.question, code)),
        }
        if shuffled {
            title = format!("{title} ({})", t(locale, "surveys.sheet.shuffled"));
        }
        title
    }

    fn value(&self, locale: Locale, sheet: &Sheet, in_codes: bool) -> Value {
        let Some(answer) = sheet.get(self.question.code) else { return Value::Empty };
        match (answer, self.part) {
            (Answer::Chosen(codes, _), Part::Whole) => match codes.first() {
                Some(code) if in_codes => Value::Whole(i64::from(*code)),
                Some(code) => Value::text(option(locale, self.question, *code)),
                None => Value::Empty,
            },
            (Answer::Chosen(codes, _), Part::Of(code)) => match (codes.contains(&code), in_codes) {
                (chosen, true) => Value::Whole(i64::from(chosen)),
                (true, false) => Value::text(option(locale, self.question, code)),
                (false, false) => Value::Empty,
            },
            (Answer::Chosen(_, other), Part::Other) => Value::text(other.clone()),
            (Answer::Number(number), Part::Whole) => Value::Whole(i64::from(*number)),
            (Answer::Words(words), Part::Whole) => Value::text(words.clone()),
            (Answer::Order(order), Part::Of(code)) => {
                (1..).zip(order).find(|(_, of)| **of == code).map_or(Value::Empty, |(place, _)| Value::Whole(place))
            }
            (Answer::Grid(given), Part::Of(code)) => {
                given.get(&code).map_or(Value::Empty, |value| Value::Whole(i64::from(*value)))
            }
            _ => Value::Empty,
        }
    }
}

/// An option in words.
pub(super) fn option(locale: Locale, question: &Question, code: u16) -> String {
    match question.coded().find(|(of, _)| *of == code) {
        Some((_, words)) => words.for_reader(locale).to_owned(),
        None => t(locale, "surveys.answer.something_else").into_owned(),
    }
}

fn columns(of: &Survey) -> Vec<Column<'_>> {
    let mut all = Vec::new();
    for (place, question) in (1..).zip(of.questions.all()) {
        let mut add = |part| all.push(Column { place, question, part });
        match question.kind {
            Kind::Single | Kind::Scale | Kind::Text => add(Part::Whole),
            Kind::Multiple | Kind::Ranking | Kind::Matrix => question.codes().for_each(|code| add(Part::Of(code))),
        }
        if question.other && question.kind == Kind::Multiple {
            add(Part::Of(OTHER));
        }
        if question.other {
            add(Part::Other);
        }
    }
    all
}

/// The titles of what stands in front of the answers.
pub(super) fn leading(of: &Survey) -> Vec<&'static str> {
    let mut all = Vec::new();
    if !of.anonymous {
        all.extend(["surveys.sheet.name", "surveys.sheet.premises", "surveys.sheet.answered_at"]);
    }
    if of.breakdown != super::kind::Breakdown::Nothing {
        all.push(of.breakdown.key());
    }
    all
}

/// The answers, in words or in codes. What people wrote with their own hand into an anonymous survey stands in its column, but in an order
/// of its own: it must not be found beside what else the same person answered.
pub(super) fn answers(locale: Locale, of: &Survey, lines: &[Line], in_codes: bool) -> Table {
    let columns = columns(of);
    let mut headings = vec![Heading::new("№").wide(6)];
    headings.extend(leading(of).into_iter().map(|key| Heading::new(t(locale, key))));
    headings.push(Heading::new(t(locale, "surveys.sheet.weight")));
    headings.extend(columns.iter().map(|column| Heading::new(column.title(locale, of.anonymous && column.is_written()))));
    let name = if in_codes { "surveys.sheet.codes" } else { "surveys.sheet.answers" };
    let mut table = Table::new(t(locale, name), headings);
    let written: Vec<Vec<Value>> = columns.iter().map(|column| cells(locale, of, lines, column, in_codes)).collect();
    for (place, line) in lines.iter().enumerate() {
        let mut row = vec![Value::Whole(i64::try_from(place + 1).unwrap_or(i64::MAX))];
        row.extend(line.known.iter().map(Value::text));
        row.push(match of.weight {
            super::kind::Weight::Area => Value::Area(line.answer.weight),
            super::kind::Weight::One | super::kind::Weight::Units => Value::Whole(line.answer.weight),
        });
        row.extend(written.iter().map(|cells| cells.get(place).cloned().unwrap_or_default()));
        table.push(row);
    }
    table
}

/// A column from top to bottom.
fn cells(locale: Locale, of: &Survey, lines: &[Line], column: &Column<'_>, in_codes: bool) -> Vec<Value> {
    let mut cells: Vec<Value> = lines.iter().map(|line| column.value(locale, &line.answer.answers, in_codes)).collect();
    if of.anonymous && column.is_written() {
        cells.retain(|cell| *cell != Value::Empty);
        cells.sort_by_key(|cell| match cell {
            Value::Text(text) => mixed(column.question.code, text),
            _ => 0,
        });
    }
    cells
}

/// What the codes mean.
pub(super) fn key(locale: Locale, of: &Survey) -> Table {
    let titles =
        ["surveys.sheet.column", "surveys.sheet.question", "surveys.sheet.kind", "surveys.sheet.code", "surveys.sheet.meaning"];
    let mut table = Table::new(t(locale, "surveys.sheet.key"), titles.iter().map(|key| Heading::new(t(locale, key))).collect());
    for (place, question) in (1..).zip(of.questions.all()) {
        let mut push = |code: String, meaning: String| {
            let texts =
                [format!("q{place}"), question.words.for_reader(locale).to_owned(), t(locale, question.kind.key()).into_owned()];
            let mut row: Vec<Value> = texts.into_iter().map(Value::text).collect();
            row.extend([Value::text(code), Value::text(meaning)]);
            table.push(row);
        };
        question.coded().for_each(|(code, words)| push(code.to_string(), words.for_reader(locale).to_owned()));
        if question.other {
            push(OTHER.to_string(), t(locale, "surveys.answer.something_else").into_owned());
        }
        if question.kind.has_ends() {
            let (low, high) = (question.range.values().start().to_string(), question.range.values().end().to_string());
            push(low, question.ends.0.for_reader(locale).to_owned());
            push(high, question.ends.1.for_reader(locale).to_owned());
        }
        if question.kind == Kind::Text {
            push(String::new(), String::new());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::kind::SurveyId;
    use super::super::question::tests::question;
    use super::super::questions::Questions;
    use super::super::rows::tests::survey;
    use super::*;
    use crate::clock::Moment;
    use crate::who::CompanyId;

    fn asked(anonymous: bool) -> Survey {
        let mut questions = Questions::default();
        questions.add(question(Kind::Text, 0));
        questions.add(Question { other: true, ..question(Kind::Single, 2) });
        questions.add(Question { other: true, ..question(Kind::Multiple, 2) });
        questions.add(question(Kind::Scale, 0));
        questions.add(question(Kind::Ranking, 2));
        questions.add(question(Kind::Matrix, 2));
        // moved to the front: columns follow the places, not the codes
        questions.shift(2, true);
        Survey { questions, anonymous, ..survey() }
    }

    fn line(n: u16) -> Line {
        let mut answers = Sheet::default();
        answers.put(1, Answer::Words(format!("=HYPERLINK({n})")));
        answers.put(2, Answer::Chosen(vec![OTHER], format!("бөлек {n}")));
        answers.put(3, Answer::Chosen(vec![2], String::new()));
        answers.put(4, Answer::Number(4));
        answers.put(5, Answer::Order(vec![2, 1]));
        answers.put(6, Answer::Grid([(2, 5)].into()));
        let at = Moment::default();
        let answer = AnswerRow {
            id: n.to_string(),
            company_id: CompanyId::fresh(at),
            survey_id: SurveyId::fresh(at),
            unit: None,
            person_id: None,
            premises_id: None,
            belongs: String::new(),
            weight: 1,
            answers,
            answered_at: None,
        };
        Line { answer, known: Vec::new() }
    }

    #[test]
    fn columns_stand_in_the_order_of_questions_and_are_always_the_same() {
        let codes: Vec<String> = columns(&asked(true)).iter().map(Column::code).collect();
        let wanted = ["q1", "q1.other", "q2", "q3.1", "q3.2", "q3.0", "q3.other", "q4", "q5.1", "q5.2", "q6.1", "q6.2"];
        assert_eq!(codes, wanted);
        let empty = answers(Locale::Kk, &asked(true), &[], false);
        let full = answers(Locale::Kk, &asked(true), &[line(1), line(2)], true);
        let titles = |table: &Table| table.headings.iter().map(|of| of.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&empty), titles(&full), "an empty survey has the columns of a full one");
        assert!(full.rows.iter().all(|row| row.len() == full.headings.len()));
        let after_weight: Vec<Value> = full.rows[0].iter().skip(2).cloned().collect();
        let whole = Value::Whole;
        assert_eq!(after_weight[0], whole(0));
        assert_eq!(after_weight[3..6], [whole(0), whole(1), whole(0)]);
        assert_eq!(after_weight[7..], [whole(4), whole(2), whole(1), Value::Empty, whole(5)]);
    }

    #[test]
    fn what_somebody_wrote_does_not_stand_beside_what_else_they_answered() {
        let lines: Vec<Line> = (0..30).map(line).collect();
        let column = |of: &Survey, at: usize| {
            answers(Locale::Ru, of, &lines, false).rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>()
        };
        let own: Vec<Value> = (0..30).map(|n| Value::text(format!("бөлек {n}"))).collect();
        let named = Survey { anonymous: false, ..asked(false) };
        assert_eq!(column(&named, 3 + leading(&named).len() - 3), own);
        let hidden = column(&asked(true), 3);
        assert_ne!(hidden, own);
        assert!(own.iter().all(|words| hidden.contains(words)), "none is lost");
    }
}
