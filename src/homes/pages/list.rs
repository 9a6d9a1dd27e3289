//! The list of all premises, and its export.

use std::collections::HashMap;

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use diesel::QueryResult;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Conn;
use crate::homes::export::{self, Line};
use crate::homes::lookup::found;
use crate::homes::place::{BuildingId, Kind, PremisesId};
use crate::homes::search::Search;
use crate::homes::store::list::{Row, Wanted};
use crate::homes::{forms, holds_key, may_change, store};
use crate::sheet::{Book, Table};
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Acting, Anyone, People, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::{CompanyId, Holds};

/// One screen of work.
const SIZE: usize = 50;
/// How many buildings a drop-down bears; a city is searched instead.
const CHOICES: i64 = 100;

#[derive(Template)]
#[template(path = "homes/index.html")]
pub(crate) struct Index {
    q: String,
    kind: String,
    kinds: Vec<(&'static str, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    rows: Slice<Item>,
    filtered: bool,
    may_change: bool,
    xlsx: String,
    csv: String,
}

/// A row as it is shown.
struct Item {
    id: String,
    address: String,
    entrance: String,
    floor: String,
    number: String,
    area: String,
    account: String,
    holders: Vec<(String, &'static str)>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |number: &str| Item {
            id: "0".repeat(26),
            address: "Абай даңғылы, 12".into(),
            entrance: "2".into(),
            floor: "5".into(),
            number: number.into(),
            area: "61,4 м²".into(),
            account: "10-000123".into(),
            holders: vec![
                ("Жұмабаев Ерлан Серікұлы".into(), "homes.holds.owner"),
                ("Ковалёва Ирина".into(), "homes.holds.tenant"),
            ],
        };
        Self {
            q: "жұма".into(),
            kind: "flat".into(),
            kinds: kinds(Locale::Kk),
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            rows: Slice { rows: vec![item("12"), item("12а")], previous: None, next: Some("/staff/homes?after=x".into()) },
            filtered: true,
            may_change: true,
            xlsx: "/staff/homes/export.xlsx".into(),
            csv: "/staff/homes/export.csv".into(),
        }
    }
}

fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

fn wanted(query: &Query) -> Wanted {
    let building = forms::building_id(query.value("building"));
    Wanted { buildings: building.map(|id| vec![id]), kind: query.word("kind"), search: Search::read(query.value("q")) }
}

/// What a page of the list is made of.
type Found = (Vec<(BuildingId, String)>, Vec<Row>, HashMap<PremisesId, Vec<(Holds, String)>>);

pub(in crate::homes) async fn show(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<impl Responder, Error> {
    let (reach, now, wanted, step) = (who.reach().clone(), app.clock.now(), wanted(&query), query.step());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (buildings, rows, mut holders): Found = app
        .db
        .read(move |conn| {
            let rows = found(conn, &reach, &wanted, &step, limit)?;
            let ids: Vec<PremisesId> = rows.iter().map(|row| row.id).collect();
            let names = store::people::names(conn, reach.company(), &ids, now)?;
            Ok((store::buildings::choices(conn, &reach, CHOICES)?, rows, names))
        })
        .await?;
    let locale = who.locale();
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.sort_key.clone(), id: row.id.to_string() });
    let buildings = buildings.into_iter().map(|(id, address)| (id.to_string(), address)).collect();
    Ok(Page(Index {
        q: query.value("q").to_owned(),
        kind: query.value("kind").to_owned(),
        kinds: kinds(locale),
        building: query.value("building").to_owned(),
        buildings,
        rows: rows.map(|row| item(locale, holders.remove(&row.id).unwrap_or_default(), row)),
        filtered: ["q", "kind", "building"].iter().any(|name| !query.value(name).is_empty()),
        may_change: may_change(&who),
        xlsx: query.at("/staff/homes/export.xlsx"),
        csv: query.at("/staff/homes/export.csv"),
    }))
}

fn item(locale: Locale, holders: Vec<(Holds, String)>, of: Row) -> Item {
    Item {
        id: of.id.to_string(),
        address: of.address,
        entrance: of.entrance.unwrap_or_default(),
        floor: of.floor.map(|n| n.to_string()).unwrap_or_default(),
        number: tv(locale, of.kind.label_key(), &[("number", &of.number)]),
        area: of.area.map(|area| text::area(locale, area)).unwrap_or_default(),
        account: of.account.unwrap_or_default(),
        holders: holders.into_iter().map(|(holds, name)| (name, holds_key(holds))).collect(),
    }
}

/// All that is known of the premises and of those who hold them.
fn lines(conn: &mut Conn, company: CompanyId, ids: &[PremisesId], now: Moment) -> QueryResult<Vec<Line>> {
    let mut holders = store::people::holders(conn, company, ids, now)?;
    let whole = store::list::whole(conn, company, ids)?;
    Ok(whole
        .into_iter()
        .map(|(premises, address, entrance)| Line {
            holders: holders.remove(&premises.id).unwrap_or_default(),
            premises,
            address,
            entrance,
        })
        .collect())
}

/// Everything that the filters leave, in pages that fit a statement. It holds more than the pages show (ИИН, phones), so it is for those
/// who keep the register.
async fn all(app: &App, who: &Staff<People>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (reach, now, wanted, locale) = (who.reach().clone(), app.clock.now(), wanted(query), who.locale());
    let lines = app
        .db
        .read(move |conn| {
            let mut all: Vec<Line> = Vec::new();
            let mut step = Step::First;
            loop {
                let rows = found(conn, &reach, &wanted, &step, MANY)?;
                let Some(last) = rows.last() else { return Ok(all) };
                step = Step::After(Place { key: last.sort_key.clone(), id: last.id.to_string() });
                let ids: Vec<PremisesId> = rows.iter().map(|row| row.id).collect();
                all.extend(lines(conn, reach.company(), &ids, now)?);
            }
        })
        .await?;
    let table = web::block(move || export::table(locale, &lines)).await?;
    Ok(table)
}

pub(in crate::homes) async fn xlsx(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(all(&app, &who, &query).await?), "homes.xlsx").await
}

pub(in crate::homes) async fn csv(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(all(&app, &who, &query).await?, "homes.csv").await
}
