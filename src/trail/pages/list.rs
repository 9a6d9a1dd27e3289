//! The list of lines.

use actix_web::{Responder, web};
use askama::Template;
use chrono_tz::Tz;
use diesel::QueryResult;

use crate::app::App;
use crate::audit::{Kept, Span, checks};
use crate::db::Conn;
use crate::text::Locale;
use crate::trail::acts::{self, Choices};
use crate::trail::details::{Ear, Pair};
use crate::trail::finding::{self, Found};
use crate::trail::reads::Reads;
use crate::trail::told::{Known, Told, known, moment};
use crate::trail::wanted::Wanted;
use crate::trail::{Namings, store};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters};
use crate::who::PersonId;

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "trail/index.html")]
pub(crate) struct Index {
    path: &'static str,
    q: String,
    people: Vec<(String, String)>,
    who: String,
    acts: Choices,
    act: String,
    about: String,
    from: String,
    to: String,
    chips: Vec<(String, String)>,
    filtered: bool,
    rows: Slice<Item>,
    /// Words were looked for down to this moment; the address goes on from there.
    stopped: Option<(String, String)>,
    exports: String,
    broken: bool,
}

/// A line, with the addresses that look for more like it.
struct Item {
    told: Told,
    by_actor: Option<String>,
    about: String,
}

impl Item {
    /// Whether there is anything to say of the thing.
    fn says_more(&self) -> bool {
        let Told { thing, gone, pairs, also, .. } = &self.told;
        thing.is_some() || *gone || !pairs.is_empty() || !also.is_empty()
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let told = Told {
            place: 1204,
            at: "20.11.2026 14:05:33".into(),
            actor: None,
            actor_name: "Сейітова Динара Маратқызы".into(),
            now_called: Some("Ахметова Динара Маратқызы".into()),
            sentence: acts::sentence(Locale::Kk, "homes.premises_changed"),
            thing: Some("Абай даңғылы, 12, 5-пәтер".into()),
            href: Some("/staff/homes/premises/0".into()),
            gone: false,
            about: "0".repeat(26),
            pairs: vec![Pair { name: "Ауданы".into(), was: Some("61,40 м²".into()), is: "70,00 м²".into() }],
            also: vec![("Абай даңғылы, 12".into(), Some("/staff/homes/buildings/0".into()))],
            address: "10.0.0.1".into(),
        };
        let gone = Told { thing: None, href: None, gone: true, pairs: Vec::new(), actor_name: String::new(), ..told.clone() };
        let item = |told| Item { told, by_actor: Some("/staff/audit?who=0".into()), about: "/staff/audit?about=0".into() };
        Self {
            path: "/staff/audit",
            q: "абай".into(),
            people: vec![("0".into(), "Сейітова Динара Маратқызы".into())],
            who: "0".into(),
            acts: acts::choices(Locale::Kk, "homes"),
            act: "homes".into(),
            about: "0".repeat(26),
            from: "2026-11-01".into(),
            to: "2026-11-20".into(),
            chips: vec![("Абай даңғылы, 12, 5-пәтер".into(), "/staff/audit".into())],
            filtered: true,
            rows: Slice { rows: vec![item(told), item(gone)], previous: None, next: Some("/staff/audit?after=x".into()) },
            stopped: Some(("01.11.2026 09:00:00".into(), "/staff/audit?after=y".into())),
            exports: "/staff/audit/exports?act=homes".into(),
            broken: true,
        }
    }

    /// With nothing in it.
    pub(crate) fn empty_sample() -> Self {
        Self { rows: Slice::empty(), filtered: false, stopped: None, broken: false, chips: Vec::new(), ..Self::sample() }
    }
}

/// All that a page needs, from one snapshot.
struct Read {
    found: Found,
    known: Known,
    people: Vec<(PersonId, String)>,
    zone: Tz,
    broken: bool,
}

/// By which clock a chain is told: the company's, the operator's own for the installation's.
pub(super) fn ear<R: Reads>(conn: &mut Conn, who: &R) -> QueryResult<Ear> {
    let zone = who.chain().map(|company| store::zone(conn, company)).transpose()?;
    Ok(Ear { locale: who.locale(), zone: zone.unwrap_or_else(|| who.zone()) })
}

fn span(query: &Query) -> Span {
    let place = |at: &Place| at.id.parse::<i64>().ok();
    match query.step() {
        Step::First => Span::Newest,
        Step::After(at) => place(&at).map_or(Span::Newest, Span::Older),
        Step::Before(at) => place(&at).map_or(Span::Newest, Span::Newer),
    }
}

fn read<R: Reads>(conn: &mut Conn, who: &R, query: &Query, namings: &Namings) -> QueryResult<Read> {
    let ear = ear(conn, who)?;
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let found = finding::find(conn, who.chain(), &Wanted::read(query, ear.zone), ear, span(query), limit)?;
    Ok(Read {
        known: known(conn, who, &namings.0, &found.lines)?,
        people: who.chain().map(|company| store::members(conn, company)).transpose()?.unwrap_or_default(),
        broken: checks::latest(conn, who.chain())?.is_some_and(|check| check.fault.is_some()),
        zone: ear.zone,
        found,
    })
}

pub(in crate::trail) async fn show<R: Reads>(
    app: web::Data<App>,
    who: R,
    query: Query,
    namings: web::Data<Namings>,
) -> Result<impl Responder, Error> {
    let (reader, asked) = (who.clone(), query.clone());
    let read = app.db.read(move |conn| read(conn, &reader, &asked, &namings)).await?;
    let ear = Ear { locale: who.locale(), zone: read.zone };
    let place = |line: &Kept| Place { key: String::new(), id: line.place.to_string() };
    let stopped = read.found.stopped_at.map(|line| {
        let step = if matches!(query.step(), Step::Before(_)) { Step::Before(place(&line)) } else { Step::After(place(&line)) };
        (moment(ear, line.at), query.at_step(&step))
    });
    let rows = Slice::cut(read.found.lines, SIZE, &query, place).map(|line| item(&query, read.known.tell(ear, &line)));
    let people: Vec<(String, String)> = read.people.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(Page(Index {
        path: R::PATH,
        q: query.value("q").to_owned(),
        chips: chips(&query, &people, &rows.rows),
        people,
        who: query.value("who").to_owned(),
        acts: acts::choices(ear.locale, query.value("act")),
        act: query.value("act").to_owned(),
        about: query.value("about").to_owned(),
        from: query.value("from").to_owned(),
        to: query.value("to").to_owned(),
        filtered: ["q", "who", "act", "about", "from", "to"].iter().any(|name| !query.value(name).is_empty()),
        rows,
        stopped,
        exports: query.at(&format!("{}/exports", R::PATH)),
        broken: read.broken,
    }))
}

fn item(query: &Query, told: Told) -> Item {
    Item {
        by_actor: told.actor.map(|actor| query.with("who", &actor.to_string())),
        about: query.with("about", &told.about),
        told,
    }
}

/// What no control of the form shows: a thing, and a person who is not among those to choose from.
fn chips(query: &Query, people: &[(String, String)], rows: &[Item]) -> Vec<(String, String)> {
    let (who, about) = (query.value("who"), query.value("about"));
    let mut chips = Vec::new();
    if !who.is_empty() && people.iter().all(|(id, _)| id != who) {
        let name = rows.iter().find(|item| item.told.actor.is_some_and(|actor| actor.to_string() == who));
        chips.push((name.map_or_else(|| who.to_owned(), |item| item.told.actor_name.clone()), query.with("who", "")));
    }
    if !about.is_empty() {
        let name = rows.iter().find_map(|item| item.told.thing.clone());
        chips.push((name.unwrap_or_else(|| about.to_owned()), query.with("about", "")));
    }
    chips
}
