//! What surveys put into the archive of houses that go to another company: those that asked these houses alone, with how often each answer
//! was given as far as that may be shown, and what was answered with a name for their premises. Of an anonymous survey there is no sheet.

use diesel::QueryResult;

use super::counts;
use super::ready;
use super::store::{answers, part as store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::parcel::{Houses, Leaf, Part};
use crate::sheet::{Heading, Table, Value};
use crate::text::Locale;
use crate::who::CompanyId;

/// The part.
pub fn part() -> Part {
    Part { folder: "surveys", leaves }
}

fn table(columns: &[&str]) -> Table {
    Table::new("surveys", columns.iter().map(|column| Heading::new(*column)).collect())
}

fn moment(at: Option<Moment>) -> Value {
    at.map_or(Value::Empty, |at| Value::text(at.format("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn leaves(conn: &mut Conn, company: CompanyId, of: &Houses) -> QueryResult<Vec<Leaf>> {
    let all = store::of_houses(conn, company, &of.buildings, &of.premises)?;
    let mut surveys =
        table(&["id", "number", "state", "anonymous", "title_kk", "title_ru", "title_en", "opened_at", "closed_at", "questions"]);
    let mut leaves = Vec::new();
    for survey in all {
        let words = [survey.id.to_string(), survey.number.clone(), survey.state.to_string(), survey.anonymous.to_string()];
        let titles = [&survey.title_kk, &survey.title_ru, &survey.title_en];
        let mut row: Vec<Value> = words.into_iter().chain(titles.map(String::clone)).map(Value::text).collect();
        row.extend([moment(survey.opened_at), moment(survey.closed_at), Value::text(survey.questions.to_string())]);
        surveys.push(row);
        let rows = answers::all(conn, company, survey.id)?;
        if ready::results_shown(&survey, u64::try_from(rows.len()).unwrap_or_default()) {
            let ballots: Vec<_> = rows.into_iter().map(super::rows::AnswerRow::ballot).collect();
            leaves.push(Leaf::Table(format!("results/{}", survey.id), counts::counted(Locale::Ru, &survey, &ballots)));
        }
    }
    let mut named = table(&["survey_id", "premises_id", "answers", "answered_at"]);
    for (survey, premises, says, at) in store::answers(conn, company, &of.premises)? {
        named.push(vec![Value::text(survey), Value::text(premises.unwrap_or_default()), Value::text(says), moment(at)]);
    }
    leaves.push(Leaf::Table("surveys".to_owned(), surveys));
    leaves.push(Leaf::Table("answers".to_owned(), named));
    Ok(leaves)
}
