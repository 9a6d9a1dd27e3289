//! How often each answer was given, as a table that other programs read.

use super::export::option;
use super::results::results;
use super::rows::Survey;
use super::tally::{Ballot, Matter, Sum};
use crate::sheet::{Heading, Table, Value};
use crate::text::Locale;

/// How often each answer was given, as far as that may be shown; without anybody's own words.
pub(super) fn counted(locale: Locale, of: &Survey, ballots: &[Ballot]) -> Table {
    let titles = ["column", "question", "code", "answer", "people", "weight"];
    let mut table = Table::new("results", titles.into_iter().map(Heading::new).collect());
    for ((place, question), found) in (1..).zip(of.questions.all()).zip(results(of, ballots).questions) {
        let mut push = |column: String, code: String, says: String, sum: Sum| {
            let mut row: Vec<Value> =
                [column, question.words.for_reader(locale).to_owned(), code, says].into_iter().map(Value::text).collect();
            row.extend([sum.people, sum.weight].map(|many| Value::Whole(i64::try_from(many).unwrap_or(i64::MAX))));
            table.push(row);
        };
        push(format!("q{place}"), String::new(), String::new(), found.answered);
        let named = |code: u16| option(locale, question, code);
        match found.counted.map(|counted| counted.matter) {
            Some(Matter::Choices(sums, _)) => {
                sums.into_iter().for_each(|(code, sum)| push(format!("q{place}.{code}"), code.to_string(), named(code), sum));
            }
            Some(Matter::Scale(numbers)) => {
                numbers
                    .values
                    .into_iter()
                    .for_each(|(value, sum)| push(format!("q{place}"), value.to_string(), value.to_string(), sum));
            }
            Some(Matter::Grid(rows)) => {
                for (row, numbers) in rows {
                    let of = |(value, sum): (u16, Sum)| push(format!("q{place}.{row}"), value.to_string(), named(row), sum);
                    numbers.values.into_iter().for_each(of);
                }
            }
            Some(Matter::Order(points)) => {
                for (code, points) in points {
                    push(
                        format!("q{place}.{code}"),
                        code.to_string(),
                        named(code),
                        Sum { people: found.answered.people, weight: points },
                    );
                }
            }
            Some(Matter::Texts(_)) | None => {}
        }
    }
    table
}
