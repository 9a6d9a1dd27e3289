//! The floor: the session and the fifty rows of the staff's list of homes with their holders, and a table of them. No checks, no frame.

use askama::Template;
use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::CustomizeConnection;

/// As many as the portal's own list shows.
pub(crate) const ROWS: usize = 50;

diesel::table! { sessions (id) { id -> Text, state -> Text, } }
diesel::table! { companies (id) { id -> Text, } }
diesel::table! { buildings (id) { id -> Text, address -> Text, } }
diesel::table! { entrances (id) { id -> Text, number -> Text, } }
diesel::table! {
    premises (id) {
        id -> Text, company_id -> Text, building_id -> Text, entrance_id -> Nullable<Text>, kind -> Text, number -> Text,
        sort_key -> Text, floor -> Nullable<Integer>, area -> Nullable<BigInt>, account -> Nullable<Text>,
    }
}
diesel::table! { contacts (id) { id -> Text, name -> Text, } }
diesel::table! { holdings (id) { id -> Text, company_id -> Text, premises_id -> Text, contact_id -> Text, holds -> Text, until -> Nullable<Date>, } }
diesel::allow_tables_to_appear_in_same_query!(premises, buildings, entrances, contacts, holdings);

/// The same pragmas as the portal's readers.
#[derive(Debug)]
pub(crate) struct Tuned;

impl CustomizeConnection<SqliteConnection, diesel::r2d2::Error> for Tuned {
    fn on_acquire(&self, conn: &mut SqliteConnection) -> Result<(), diesel::r2d2::Error> {
        let pragmas = "PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA query_only=ON";
        conn.batch_execute(pragmas).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// The company with the most homes.
pub(crate) fn company(conn: &mut SqliteConnection) -> QueryResult<String> {
    let all: Vec<String> = companies::table.order(companies::id).select(companies::id).load(conn)?;
    let mut sizes = Vec::new();
    for company in all {
        let some: Vec<String> =
            premises::table.filter(premises::company_id.eq(&company)).select(premises::id).limit(1_000).load(conn)?;
        sizes.push((some.len(), company));
    }
    sizes.into_iter().max().map(|(_, company)| company).ok_or(diesel::result::Error::NotFound)
}

type Row = (String, String, String, Option<i32>, Option<i64>, Option<String>, String, Option<String>);

struct Line {
    of: Row,
    holders: Vec<(String, String)>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Homes</title></head><body><main><h1>Homes</h1><table>
{% for line in lines %}<tr><th scope="row"><a href="/staff/homes/premises/{{ line.of.0 }}">{{ line.of.2 }}</a></th>
<td data-label="Address">{{ line.of.6 }}</td>
<td data-label="Entrance">{% if let Some(entrance) = line.of.7 %}{{ entrance }}{% endif %}</td>
<td data-label="Floor">{% if let Some(floor) = line.of.3 %}{{ floor }}{% endif %}</td>
<td class="num" data-label="Area">{% if let Some(area) = line.of.4 %}{{ area }}{% endif %}</td>
<td class="nowrap" data-label="Account">{% if let Some(account) = line.of.5 %}{{ account }}{% endif %}</td>
<td data-label="Holders">{% for (name, holds) in line.holders %}{% if !loop.first %}<br>{% endif %}{{ name }} <span class="meta">{{ holds }}</span>{% endfor %}</td></tr>
{% endfor %}</table></main></body></html>"#
)]
struct Table {
    lines: Vec<Line>,
}

pub(crate) fn page(conn: &mut SqliteConnection, company: &str, session: &str) -> anyhow::Result<String> {
    let session: Option<String> =
        sessions::table.filter(sessions::id.eq(session)).select(sessions::state).first(conn).optional()?;
    anyhow::ensure!(session.is_some(), "no session");
    let rows: Vec<Row> = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(company))
        .order((premises::sort_key, premises::id))
        .limit(i64::try_from(ROWS)?)
        .select((
            premises::id,
            premises::kind,
            premises::number,
            premises::floor,
            premises::area,
            premises::account,
            buildings::address,
            entrances::number.nullable(),
        ))
        .load(conn)?;
    let ids: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    let held: Vec<(String, String, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::premises_id.eq_any(ids))
        .filter(holdings::until.is_null())
        .select((holdings::premises_id, contacts::name, holdings::holds))
        .load(conn)?;
    let lines = rows
        .into_iter()
        .map(|of| Line { holders: held.iter().filter(|h| h.0 == of.0).map(|h| (h.1.clone(), h.2.clone())).collect(), of })
        .collect();
    Ok(Table { lines }.render()?)
}
