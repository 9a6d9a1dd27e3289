//! Layouts of senders' sheets.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{people, sheet_layouts};
use crate::db::{Conn, Tx};
use crate::homes::import::layout::{Head, Layout, LayoutId};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// Id, sender, print, titles, what is taken, author, when.
type Columns = (LayoutId, String, String, (String, String), String, Moment);

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        sheet_layouts::id,
        sheet_layouts::sender,
        sheet_layouts::print,
        (sheet_layouts::titles, sheet_layouts::taken),
        people::name,
        sheet_layouts::updated_at,
    )
}

/// What another version of ours wrote and this one cannot read is an empty layout, not a page that fails.
fn layout((id, sender, print, (titles, taken), author, updated_at): Columns) -> Layout {
    let titles = serde_json::from_str(&titles).unwrap_or_default();
    let taken = serde_json::from_str(&taken).unwrap_or_default();
    Layout { id, print, head: Head { titles, taken, sender }, author, updated_at }
}

pub(in crate::homes::import) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Layout>> {
    let rows: Vec<Columns> = sheet_layouts::table
        .inner_join(people::table.on(people::id.eq(sheet_layouts::author_id)))
        .filter(sheet_layouts::company_id.eq(company))
        .order(sheet_layouts::id.desc())
        .select(columns())
        .load(conn)?;
    Ok(rows.into_iter().map(layout).collect())
}

pub(in crate::homes::import) fn one(conn: &mut Conn, company: CompanyId, id: LayoutId) -> QueryResult<Layout> {
    sheet_layouts::table
        .inner_join(people::table.on(people::id.eq(sheet_layouts::author_id)))
        .filter(sheet_layouts::company_id.eq(company))
        .filter(sheet_layouts::id.eq(id))
        .select(columns())
        .first(conn)
        .map(layout)
}

fn json(value: &impl serde::Serialize) -> QueryResult<String> {
    serde_json::to_string(value).map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))
}

/// Writes what is said of the titles, whoever said something of them before; gives the layout's id.
pub(in crate::homes::import) fn keep(
    tx: &mut Tx<'_>,
    company: CompanyId,
    (id, author): (LayoutId, PersonId),
    print: &str,
    head: &Head,
) -> QueryResult<LayoutId> {
    let (titles, taken, now) = (json(&head.titles)?, json(&head.taken)?, tx.now());
    let said = (
        sheet_layouts::sender.eq(&head.sender),
        sheet_layouts::taken.eq(&taken),
        sheet_layouts::author_id.eq(author),
        sheet_layouts::updated_at.eq(now),
    );
    let row = (
        sheet_layouts::id.eq(id),
        sheet_layouts::company_id.eq(company),
        sheet_layouts::print.eq(print),
        sheet_layouts::titles.eq(&titles),
        said,
    );
    on_each!(&mut **tx, c => diesel::insert_into(sheet_layouts::table)
        .values(row)
        .on_conflict((sheet_layouts::company_id, sheet_layouts::print))
        .do_update()
        .set(said)
        .execute(c))?;
    sheet_layouts::table
        .filter(sheet_layouts::company_id.eq(company))
        .filter(sheet_layouts::print.eq(print))
        .select(sheet_layouts::id)
        .first(&mut **tx)
}

pub(in crate::homes::import) fn remove(tx: &mut Tx<'_>, company: CompanyId, id: LayoutId) -> QueryResult<usize> {
    let mine = sheet_layouts::table.filter(sheet_layouts::company_id.eq(company)).filter(sheet_layouts::id.eq(id));
    diesel::delete(mine).execute(&mut **tx)
}
