//! The list of people: searched, filtered, page by page, exported.

use std::collections::HashMap;

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use super::label;
use crate::app::App;
use crate::clock;
use crate::db::Conn;
use crate::homes::holding::{ContactId, holds_key};
use crate::homes::people::finding::Find;
use crate::homes::people::{As, Wanted, export};
use crate::homes::rows::Contact;
use crate::homes::store::held::Held;
use crate::homes::{may_change, store};
use crate::sheet::{Book, Table};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Anyone, People, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::Reach;

/// How many people stand on a page.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "homes/people.html")]
pub(crate) struct Index {
    q: String,
    as_what: String,
    ways: Vec<(&'static str, String)>,
    account: String,
    accounts: Vec<(&'static str, String)>,
    rows: Slice<Item>,
    filtered: bool,
    may_change: bool,
    xlsx: String,
    csv: String,
}

/// Somebody in the list.
struct Item {
    id: String,
    name: String,
    phone: String,
    email: String,
    comes_in: bool,
    died: bool,
    held: Vec<(String, &'static str)>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |name: &str, comes_in| Item {
            id: "0".repeat(26),
            name: name.into(),
            phone: "+7 701 000 00 01".into(),
            email: "owner@demo.example".into(),
            comes_in,
            died: false,
            held: vec![("Абай даңғылы, 12, 12-пәтер".into(), "homes.holds.owner")],
        };
        Self {
            q: "жұм".into(),
            as_what: "owner".into(),
            ways: ways(Locale::Kk),
            account: String::new(),
            accounts: accounts(Locale::Kk),
            rows: Slice {
                rows: vec![item("Жұмабаев Ерлан Серікұлы", true), item("Иванова Мария", false)],
                previous: None,
                next: Some("/staff/people?after=x".into()),
            },
            filtered: true,
            may_change: true,
            xlsx: "/staff/people/export.xlsx".into(),
            csv: "/staff/people/export.csv".into(),
        }
    }
}

fn ways(locale: Locale) -> Vec<(&'static str, String)> {
    As::ALL.iter().map(|way| (way.word(), t(locale, way.key()).into_owned())).collect()
}

fn accounts(locale: Locale) -> Vec<(&'static str, String)> {
    [("yes", "homes.people.with_account"), ("no", "homes.people.without_account")]
        .map(|(value, key)| (value, t(locale, key).into_owned()))
        .to_vec()
}

/// What the address asks for; the company's day is put in beside the query itself.
fn wanted(query: &Query) -> Wanted {
    let account = match query.value("account") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Wanted { find: Find::read(query.value("q")), as_what: query.word("as"), account, ..Wanted::default() }
}

/// Some people with all they hold and held.
type Found = (Vec<Contact>, HashMap<ContactId, Vec<Held>>);

fn found(conn: &mut Conn, reach: &Reach, wanted: &Wanted, step: &Step, limit: i64) -> diesel::QueryResult<Found> {
    let people = store::contacts::page(conn, reach, wanted, step, limit)?;
    let ids: Vec<ContactId> = people.iter().map(|one| one.id).collect();
    let mut held = store::held::of(conn, reach, &ids)?;
    for all in held.values_mut() {
        all.retain(|(holding, _)| holding.until.is_none_or(|until| until >= wanted.today));
        all.sort_by_key(|(holding, _)| holding.holds);
    }
    Ok((people, held))
}

pub(in crate::homes) async fn show(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<impl Responder, Error> {
    let (reach, now, mut wanted, step) = (who.reach().clone(), app.clock.now(), wanted(&query), query.step());
    let nothing_found = !query.value("q").is_empty() && wanted.find.is_empty();
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (people, mut held) = app
        .db
        .read(move |conn| {
            wanted.today = clock::today(now);
            if nothing_found { Ok(Found::default()) } else { found(conn, &reach, &wanted, &step, limit) }
        })
        .await?;
    let locale = who.locale();
    let rows = Slice::cut(people, SIZE, &query, |one| Place { key: one.sort_key.clone(), id: one.id.to_string() });
    Ok(Page(Index {
        q: query.value("q").to_owned(),
        as_what: query.value("as").to_owned(),
        ways: ways(locale),
        account: query.value("account").to_owned(),
        accounts: accounts(locale),
        rows: rows.map(|one| item(locale, held.remove(&one.id).unwrap_or_default(), one)),
        filtered: ["q", "as", "account"].iter().any(|name| !query.value(name).is_empty()),
        may_change: may_change(&who),
        xlsx: query.at("/staff/people/export.xlsx"),
        csv: query.at("/staff/people/export.csv"),
    }))
}

fn item(locale: Locale, held: Vec<Held>, of: Contact) -> Item {
    Item {
        id: of.id.to_string(),
        phone: of.phone_now().map(text::phone::print).unwrap_or_default(),
        email: of.email_now().unwrap_or_default().to_owned(),
        name: of.name,
        died: of.died_on.is_some(),
        comes_in: of.person_id.is_some(),
        held: held.iter().map(|held| (label(locale, held), holds_key(held.0.holds))).collect(),
    }
}

/// Everything that the filters leave, in pages that fit a statement: with ИИН, so it is for those who keep the register.
async fn all(app: &App, who: &Staff<People>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (reach, now, mut wanted, locale) = (who.reach().clone(), app.clock.now(), wanted(query), who.locale());
    let lines = app
        .db
        .read(move |conn| {
            wanted.today = clock::today(now);
            let mut all: Vec<(Contact, Vec<Held>)> = Vec::new();
            let mut step = Step::First;
            loop {
                let (people, mut held) = found(conn, &reach, &wanted, &step, MANY)?;
                let Some(last) = people.last() else { return Ok(all) };
                step = Step::After(Place { key: last.sort_key.clone(), id: last.id.to_string() });
                all.extend(people.into_iter().map(|one| {
                    let held = held.remove(&one.id).unwrap_or_default();
                    (one, held)
                }));
            }
        })
        .await?;
    Ok(web::block(move || export::table(locale, &lines)).await?)
}

pub(in crate::homes) async fn xlsx(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(all(&app, &who, &query).await?), "people.xlsx").await
}

pub(in crate::homes) async fn csv(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(all(&app, &who, &query).await?, "people.csv").await
}
