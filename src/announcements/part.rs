//! What announcements put into the archive of houses that go to another company: those that were for these houses, their files, and the
//! proof of who of these houses was told. The new company keeps it to read; nothing of it is sent again.

use diesel::QueryResult;

use super::store::part as store;
use super::{SHELF, Wording};
use crate::clock::Moment;
use crate::db::Conn;
use crate::files;
use crate::parcel::{Houses, Leaf, Part};
use crate::sheet::{Heading, Table, Value};
use crate::who::CompanyId;

/// The part.
pub fn part() -> Part {
    Part { folder: "announcements", leaves }
}

fn table(columns: &[&str]) -> Table {
    Table::new("announcements", columns.iter().map(|column| Heading::new(*column)).collect())
}

fn moment(at: Option<Moment>) -> Value {
    at.map_or(Value::Empty, |at| Value::text(at.format("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn leaves(conn: &mut Conn, company: CompanyId, of: &Houses) -> QueryResult<Vec<Leaf>> {
    let all = store::of_houses(conn, company, &of.premises)?;
    let ids: Vec<String> = all.iter().map(|(announcement, _)| announcement.id.to_string()).collect();
    let mut texts = table(&[
        "id",
        "number",
        "kind",
        "state",
        "published_at",
        "title_kk",
        "body_kk",
        "title_ru",
        "body_ru",
        "title_en",
        "body_en",
    ]);
    for (announcement, version) in &all {
        let Wording { kk, ru, en } = version.wording();
        let words = [announcement.id.to_string(), announcement.number.clone()];
        let mut row: Vec<Value> = words.into_iter().map(Value::text).collect();
        row.extend([announcement.kind.word(), announcement.state.word()].map(Value::text));
        row.push(moment(announcement.published_at));
        row.extend([kk, ru, en].into_iter().flat_map(|words| [Value::text(words.title), Value::text(words.body)]));
        texts.push(row);
    }
    let mut told = table(&["announcement_id", "version", "person_id", "name", "premises", "channel", "told_at"]);
    for of in store::told(conn, company, &ids, &of.people)? {
        let mut row = vec![Value::text(of.0), Value::text(of.1.to_string()), Value::text(of.2)];
        row.extend([of.3, of.4, of.5].map(Value::text));
        row.push(moment(of.6));
        told.push(row);
    }
    let mut leaves = vec![Leaf::Table("announcements".to_owned(), texts), Leaf::Table("told".to_owned(), told)];
    let mut shelf = files::on_shelf(conn, company, SHELF, &ids)?;
    for id in ids {
        for file in shelf.remove(&id).unwrap_or_default() {
            // the id in front, for two files of one announcement may have one name
            leaves.push(Leaf::File(format!("files/{id}/{}-{}", file.id, file.name.replace(['/', '\\', ':'], "_")), file.digest));
        }
    }
    Ok(leaves)
}
