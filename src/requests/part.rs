//! What requests put into the archive of houses that go to another company: every request with what was said to residents, and its pictures.

use diesel::QueryResult;

use super::store::part as store;
use super::{SHELF, THREAD};
use crate::clock::Moment;
use crate::db::Conn;
use crate::files;
use crate::parcel::{Houses, Leaf, Part};
use crate::sheet::{Heading, Table, Value};
use crate::who::CompanyId;

/// The part.
pub fn part() -> Part {
    Part { folder: "requests", leaves }
}

const COLUMNS: [&str; 16] = [
    "id",
    "number",
    "matter",
    "category",
    "state",
    "building_id",
    "premises_id",
    "spot",
    "place",
    "text",
    "created_at",
    "answered_at",
    "done_at",
    "closed_at",
    "joined",
    "reopened",
];

fn table(name: &str, columns: &[&str]) -> Table {
    Table::new(name, columns.iter().map(|column| Heading::new(*column)).collect())
}

fn moment(at: Option<Moment>) -> Value {
    at.map_or(Value::Empty, |at| Value::text(at.format("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn leaves(conn: &mut Conn, company: CompanyId, of: &Houses) -> QueryResult<Vec<Leaf>> {
    let all = store::of_houses(conn, company, &of.buildings)?;
    let ids: Vec<String> = all.iter().map(|request| request.id.to_string()).collect();
    let mut sheet = table("requests", &COLUMNS);
    for of in &all {
        let premises = of.premises_id.map(|id| id.to_string()).unwrap_or_default();
        let words = [of.id.to_string(), of.number.clone(), of.matter.to_string(), of.category.clone(), of.state.to_string()];
        let place = [of.building_id.to_string(), premises, of.spot.to_string(), of.place.clone(), of.text.clone()];
        let mut row: Vec<Value> = words.into_iter().chain(place).map(Value::text).collect();
        row.extend([Some(of.created_at), of.answered_at, of.done_at, of.closed_at].map(moment));
        row.extend([Value::Whole(of.joined.into()), Value::Whole(of.reopened.into())]);
        sheet.push(row);
    }
    let mut said = table("messages", &["request_id", "by_staff", "name", "text", "created_at"]);
    for message in store::said(conn, company, &ids)? {
        let words = [message.request_id.to_string(), message.by_staff.to_string(), message.name, message.text];
        let mut row: Vec<Value> = words.into_iter().map(Value::text).collect();
        row.push(moment(Some(message.created_at)));
        said.push(row);
    }
    let mut leaves = vec![Leaf::Table("requests".to_owned(), sheet), Leaf::Table("messages".to_owned(), said)];
    for shelf in [SHELF, THREAD] {
        for (id, file) in files::on_shelf(conn, company, shelf, &ids)?
            .into_iter()
            .flat_map(|(id, all)| all.into_iter().map(move |file| (id.clone(), file)))
        {
            leaves.push(Leaf::File(format!("files/{id}/{}-{}", file.id, file.name.replace(['/', '\\', ':'], "_")), file.digest));
        }
    }
    Ok(leaves)
}
