//! What the staff of the demo have done in the last weeks, as the trail would have it.

use chrono::{NaiveTime, TimeDelta};
use diesel::prelude::*;
use serde_json::json;

use crate::app::App;
use crate::audit::{self, By, Line};
use crate::clock::Moment;
use crate::db::schema::{announcements, buildings, contacts, holdings, people, premises};
use crate::db::{Broken, Conn, Never};
use crate::who::{CompanyId, PersonId};

/// A line and when it happened.
type Past = (Moment, Line);

/// The companies of the demo: whose chain, who did it, and from where.
const STAFF: [(&str, &str); 4] = [
    ("manager@demo.example", "10.12.0.14"),
    ("editor@demo.example", "10.12.0.21"),
    ("dispatcher@demo.example", "10.12.0.35"),
    ("manager@other.example", "10.40.2.7"),
];

/// Somebody of the staff, in no chain yet.
fn staff(conn: &mut Conn, email: &str) -> QueryResult<Option<By>> {
    let found: Option<(PersonId, String)> =
        people::table.filter(people::email.eq(email)).select((people::id, people::name)).first(conn).optional()?;
    let address = STAFF.iter().find(|(known, _)| *known == email).map_or("", |(_, address)| *address);
    Ok(found.map(|(person, name)| By::account(person, &name, address)))
}

/// So many days ago, at a time of a working day by UTC.
fn ago(now: Moment, days: i64, minute: i64) -> Moment {
    (now - TimeDelta::days(days)).date().and_time(NaiveTime::MIN) + TimeDelta::minutes(4 * 60 + minute)
}

/// Writes it all down, the oldest first.
pub(super) async fn remember(app: &App) -> anyhow::Result<()> {
    let remembered = app.db.write::<_, Never>(|tx| {
        let now = tx.now();
        let mut all = sign_ins(tx, now)?;
        for (manager, editor) in
            [("manager@demo.example", "editor@demo.example"), ("manager@other.example", "manager@other.example")]
        {
            let (Some(manager), Some(editor)) = (staff(tx, manager)?, staff(tx, editor)?) else { continue };
            all.extend(of_company(tx, manager, editor, now)?);
        }
        all.retain(|(at, _)| *at < now);
        all.sort_by_key(|(at, _)| *at);
        for (at, line) in &all {
            audit::record_past(tx, line, *at)?;
        }
        Ok(())
    });
    Ok(remembered.await.map_err(Broken::from)?)
}

fn sign_ins(conn: &mut Conn, now: Moment) -> QueryResult<Vec<Past>> {
    let mut all = Vec::new();
    for (place, (email, _)) in (0..).zip(STAFF) {
        let Some(by) = staff(conn, email)? else { continue };
        for days in 0..12 {
            let person = by.person.map(|person| person.to_string()).unwrap_or_default();
            all.push((ago(now, days, 3 + place * 4 + days % 3), by.clone().did("accounts.signed_in", ("person", person))));
        }
    }
    Ok(all)
}

/// The company that somebody of the staff works for is that of its announcements.
fn of_company(conn: &mut Conn, manager: By, editor: By, now: Moment) -> QueryResult<Vec<Past>> {
    let company: Option<CompanyId> = announcements::table
        .filter(announcements::author_id.nullable().eq(editor.person))
        .select(announcements::company_id)
        .first(conn)
        .optional()?;
    let Some(company) = company else { return Ok(Vec::new()) };
    let (manager, editor) = (manager.within(company), editor.within(company));
    let mut all = sent(conn, company, &editor)?;
    all.extend(kept(conn, company, &manager, now)?);
    Ok(all)
}

/// Each announcement was begun, and a little later scheduled.
fn sent(conn: &mut Conn, company: CompanyId, by: &By) -> QueryResult<Vec<Past>> {
    let rows: Vec<(String, Option<Moment>)> = announcements::table
        .filter(announcements::company_id.eq(company))
        .select((announcements::id, announcements::published_at))
        .load(conn)?;
    let sent = rows.into_iter().filter_map(|(id, at)| Some((id, at?)));
    Ok(sent
        .flat_map(|(id, at)| {
            let scheduled = by.clone().did("announcements.scheduled", ("announcement", &id)).with(json!({ "send_at": at }));
            [
                (at - TimeDelta::minutes(24), by.clone().did("announcements.begun", ("announcement", &id))),
                (at - TimeDelta::minutes(2), scheduled),
            ]
        })
        .collect())
}

/// Changes of the register.
fn kept(conn: &mut Conn, company: CompanyId, by: &By, now: Moment) -> QueryResult<Vec<Past>> {
    let houses: Vec<String> = buildings::table
        .filter(buildings::company_id.eq(company))
        .order(buildings::id)
        .limit(3)
        .select(buildings::id)
        .load(conn)?;
    let flats: Vec<(String, String, Option<i64>)> = premises::table
        .filter(premises::company_id.eq(company))
        .order(premises::id)
        .limit(24)
        .select((premises::id, premises::number, premises::area))
        .load(conn)?;
    let held: Vec<(String, String, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .order(holdings::id)
        .limit(16)
        .select((holdings::id, holdings::premises_id, contacts::id))
        .load(conn)?;
    let mut all = Vec::new();
    for (days, id) in (40..).zip(&houses) {
        all.push((ago(now, days, 35), by.clone().did("homes.building_added", ("building", id))));
    }
    for (days, (id, number, area)) in (1..).zip(&flats) {
        let details =
            json!({ "area_was": area.map(|area| area - 120), "area_is": area, "number_was": number, "number_is": number });
        all.push((ago(now, days, 90 + days * 7), by.clone().did("homes.premises_changed", ("premises", id)).with(details)));
    }
    for (days, (holding, premises, contact)) in (0..).zip(&held) {
        let details = json!({ "premises": premises, "holds": "owner" });
        all.push((ago(now, days * 2, 210 + days * 5), by.clone().did("homes.holder_added", ("holding", holding)).with(details)));
        all.push((ago(now, days * 2, 260 + days * 3), by.clone().did("homes.contact_changed", ("contact", contact))));
    }
    Ok(all)
}
