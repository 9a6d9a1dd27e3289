//! What meetings put into the archive of houses that go to another company: each meeting with its agenda and outcome, the chain of its votes, and
//! what was attached. The new company keeps it to read; a vote that is going on does not go over.

use diesel::QueryResult;

use super::preparing::SHELF;
use super::store;
use crate::clock::Moment;
use crate::db::Conn;
use crate::files;
use crate::parcel::{Houses, Leaf, Part};
use crate::sheet::{Heading, Table, Value};
use crate::who::CompanyId;

/// The part.
pub fn part() -> Part {
    Part { folder: "voting", leaves }
}

fn table(columns: &[&str]) -> Table {
    Table::new("voting", columns.iter().map(|column| Heading::new(*column)).collect())
}

fn moment(at: Option<Moment>) -> Value {
    at.map_or(Value::Empty, |at| Value::text(at.format("%Y-%m-%dT%H:%M:%S").to_string()))
}

/// So many lines of a chain are read at once.
const LINES: i64 = 5_000;

fn leaves(conn: &mut Conn, company: CompanyId, of: &Houses) -> QueryResult<Vec<Leaf>> {
    let mut meetings = table(&[
        "id",
        "number",
        "building_id",
        "state",
        "format",
        "initiator",
        "title_kk",
        "title_ru",
        "chair",
        "secretary",
        "tellers",
        "meets_at",
        "opens_at",
        "closes_at",
        "notified_at",
        "closed_at",
        "roll_hash",
        "head_hash",
    ]);
    let mut agenda = table(&[
        "meeting_id",
        "place",
        "item",
        "roll",
        "base",
        "over",
        "quorum",
        "article",
        "title_kk",
        "text_kk",
        "title_ru",
        "text_ru",
        "result",
    ]);
    let mut chain = table(&["meeting_id", "place", "line", "hash"]);
    let mut attached = Vec::new();
    for meeting in store::desk::of_buildings(conn, company, &of.buildings)? {
        let id = meeting.id.to_string();
        let questions = store::meetings::questions(conn, company, meeting.id)?;
        let mut subjects = vec![id.clone()];
        subjects.extend(questions.iter().map(|question| question.id.to_string()));
        subjects.extend(store::preparing::postings(conn, company, meeting.id)?.iter().map(|posting| posting.id.to_string()));
        let mut row: Vec<Value> = [id.clone(), meeting.number.clone(), meeting.building_id.to_string()].map(Value::text).into();
        row.extend([meeting.state.word(), meeting.format.word(), meeting.initiator.word()].map(Value::text));
        row.extend([&meeting.title_kk, &meeting.title_ru, &meeting.chair, &meeting.secretary, &meeting.tellers].map(Value::text));
        row.extend([meeting.meets_at, meeting.opens_at, meeting.closes_at, meeting.notified_at, meeting.closed_at].map(moment));
        row.extend([&meeting.roll_hash, &meeting.head_hash].map(Value::text));
        meetings.push(row);
        for question in questions {
            let over = format!("{}/{}", question.over_of, question.over_in);
            let quorum = format!("{}/{}", question.quorum_of, question.quorum_in);
            let mut row = vec![Value::text(&id), Value::Whole(question.place.into()), Value::Whole(question.item.into())];
            row.extend([question.roll.word(), question.base.word(), &over, &quorum, &question.article].map(Value::text));
            row.extend([&question.title_kk, &question.text_kk, &question.title_ru, &question.text_ru].map(Value::text));
            row.push(Value::text(question.result.word()));
            agenda.push(row);
        }
        let mut after = 0;
        loop {
            let lines = store::events::after(conn, company, meeting.id, after, LINES)?;
            let Some(last) = lines.last() else { break };
            after = last.place;
            for line in lines {
                chain.push(vec![Value::text(&id), Value::Whole(line.place), Value::text(line.line), Value::text(line.hash)]);
            }
        }
        for file in files::on_shelf(conn, company, SHELF, &subjects)?.into_values().flatten() {
            // the id in front, for two files of one meeting may have one name
            let name = file.name.replace(['/', '\\', ':'], "_");
            attached.push(Leaf::File(format!("files/{id}/{}-{name}", file.id), file.digest));
        }
    }
    let mut leaves = vec![
        Leaf::Table("meetings".to_owned(), meetings),
        Leaf::Table("agenda".to_owned(), agenda),
        Leaf::Table("chain".to_owned(), chain),
    ];
    leaves.extend(attached);
    Ok(leaves)
}
