//! What residents read.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Prose, kinds, outage};
use crate::announcements::kind::{AnnouncementId, Kind, State};
use crate::announcements::store::readers::{self, Listed, Wanted};
use crate::announcements::{SHELF, confirm as confirm_reading, note_opened, store};
use crate::app::App;
use crate::files::{self, FileId};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Slice, filters, see};

const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "announcements/list.html")]
pub(crate) struct List {
    past: bool,
    kind: String,
    kinds: Vec<(&'static str, String)>,
    filtered: bool,
    current_href: String,
    past_href: String,
    rows: Slice<Row>,
}

/// An announcement in a list.
struct Row {
    id: String,
    language: &'static str,
    title: String,
    excerpt: String,
    kind_key: &'static str,
    tone: &'static str,
    when: String,
    outage: String,
    is_new: bool,
    to_confirm: bool,
    state_key: Option<&'static str>,
}

impl List {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            language: "kk",
            title: "Ыстық су өшіріледі".into(),
            excerpt: "Құрметті тұрғындар!".into(),
            kind_key: Kind::Outage.key(),
            tone: Kind::Outage.tone(),
            when: "09:30".into(),
            outage: "20 қараша, 10:00–14:00".into(),
            is_new: true,
            to_confirm: true,
            state_key: Some(State::Withdrawn.key()),
        };
        Self {
            past: false,
            kind: String::new(),
            kinds: kinds(Locale::Kk),
            filtered: false,
            current_href: "/announcements".into(),
            past_href: "/announcements?show=past".into(),
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

fn row(who: &Resident, now: crate::clock::Moment, (of, headline, read): Listed) -> Row {
    let (locale, zone) = (who.locale(), who.zone());
    let (language, title, excerpt) = headline.for_reader(locale);
    Row {
        id: of.id.to_string(),
        language: language.code(),
        title: title.to_owned(),
        excerpt: excerpt.to_owned(),
        kind_key: of.kind.key(),
        tone: of.kind.tone(),
        when: text::when(locale, of.published_at.unwrap_or(of.created_at), now, zone),
        outage: outage(locale, &of, zone),
        is_new: read.is_none() && matches!(of.state, State::Published | State::Sending),
        to_confirm: of.kind == Kind::Legal
            && of.state == State::Published
            && read.is_none_or(|(_, confirmed)| confirmed.is_none()),
        state_key: matches!(of.state, State::Expired | State::Withdrawn).then(|| of.state.key()),
    }
}

pub(in crate::announcements) async fn list(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let wanted = Wanted { past: query.value("show") == "past", kind: query.word("kind") };
    let (reader, step, now) = (who.clone(), query.step(), app.clock.now());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| readers::page(conn, &reader, wanted, &step, limit)).await?;
    let rows = Slice::cut(rows, SIZE, &query, |(of, _, _)| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(List {
        past: wanted.past,
        kind: query.value("kind").to_owned(),
        kinds: kinds(who.locale()),
        filtered: wanted.kind.is_some(),
        current_href: query.with("show", ""),
        past_href: query.with("show", "past"),
        rows: rows.map(|seen| row(&who, now, seen)),
    }))
}

#[derive(Template)]
#[template(path = "announcements/read.html")]
pub(crate) struct Read {
    id: String,
    number: String,
    kind_key: &'static str,
    tone: &'static str,
    first: Prose,
    beside: Option<Prose>,
    outage: String,
    published: String,
    state_key: Option<&'static str>,
    withdrawn_why: String,
    corrected: Vec<(i32, String)>,
    must_confirm: bool,
    confirmed: String,
    pictures: Vec<Attached>,
    papers: Vec<Attached>,
}

/// Something attached.
pub(super) struct Attached {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Attached {
    pub(super) fn sample(name: &str) -> Self {
        Self { id: "0".repeat(26), name: name.into(), bytes: 120_000, width: 1200, height: 800 }
    }

    pub(super) fn split(rows: Vec<files::FileRow>) -> (Vec<Self>, Vec<Self>) {
        let (pictures, papers): (Vec<_>, Vec<_>) = rows.into_iter().partition(files::FileRow::is_picture);
        let attached = |row: files::FileRow| Self {
            id: row.id.to_string(),
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
            width: row.size.map_or(0, |(width, _)| width),
            height: row.size.map_or(0, |(_, height)| height),
            name: row.name,
        };
        (pictures.into_iter().map(attached).collect(), papers.into_iter().map(attached).collect())
    }
}

impl Read {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            kind_key: Kind::Legal.key(),
            tone: Kind::Legal.tone(),
            first: Prose::sample(),
            beside: Some(Prose {
                language: "ru",
                title: "Отключение горячей воды".into(),
                html: "<p>Уважаемые жители!</p>".into(),
            }),
            outage: "20 қараша, 10:00–14:00".into(),
            published: "20 қараша".into(),
            state_key: Some(State::Withdrawn.key()),
            withdrawn_why: "Қате жазылған".into(),
            corrected: vec![(1, "12:40".into())],
            must_confirm: true,
            confirmed: String::new(),
            pictures: vec![Attached::sample("a.jpg")],
            papers: vec![Attached::sample("b.pdf")],
        }
    }
}

pub(in crate::announcements) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    let (id, reader, now) = (id.into_inner(), who.clone(), app.clock.now());
    let (seen, versions, mut attached, confirmed) = app
        .db
        .read(move |conn| {
            let company = reader.company();
            let seen = readers::one(conn, &reader, id)?;
            let subject = id.to_string();
            Ok((
                seen,
                store::desk::versions(conn, company, id)?,
                files::on_shelf(conn, company, SHELF, std::slice::from_ref(&subject))?,
                readers::confirmed_version(conn, id, reader.person())?,
            ))
        })
        .await?;
    let (of, version, read) = seen;
    if read.is_none() {
        note_opened(&app, &who, id);
    }
    let (locale, zone) = (who.locale(), who.zone());
    let wording = version.wording();
    let first = wording.for_reader(locale);
    let (pictures, papers) = Attached::split(attached.remove(&id.to_string()).unwrap_or_default());
    let confirmed_now = confirmed == Some(of.version);
    Ok(Page(Read {
        id: id.to_string(),
        number: of.number.clone(),
        kind_key: of.kind.key(),
        tone: of.kind.tone(),
        beside: wording.beside(first.0).filter(|_| of.kind == Kind::Legal).map(Prose::of),
        first: Prose::of(first),
        outage: outage(locale, &of, zone),
        published: text::when(locale, of.published_at.unwrap_or(of.created_at), now, zone),
        state_key: matches!(of.state, State::Expired | State::Withdrawn).then(|| of.state.key()),
        withdrawn_why: of.withdrawn_why.clone().unwrap_or_default(),
        corrected: corrections(locale, zone, &versions),
        must_confirm: of.kind == Kind::Legal && of.state != State::Withdrawn && !confirmed_now,
        confirmed: read
            .and_then(|(_, at)| at)
            .filter(|_| confirmed_now)
            .map(|at| text::when(locale, at, now, zone))
            .unwrap_or_default(),
        pictures,
        papers,
    }))
}

/// The former wordings, each with when it was replaced.
pub(super) fn corrections(
    locale: Locale,
    zone: chrono_tz::Tz,
    versions: &[(i32, crate::clock::Moment, String)],
) -> Vec<(i32, String)> {
    versions
        .windows(2)
        .filter_map(|pair| pair.first().zip(pair.last()))
        .map(|(newer, older)| (older.0, text::date_time(locale, newer.1, zone)))
        .collect()
}

#[derive(Template)]
#[template(path = "announcements/version.html")]
pub(crate) struct Old {
    id: String,
    written: String,
    words: Vec<Prose>,
}

impl Old {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), written: "20 қараша, 12:40".into(), words: vec![Prose::sample()] }
    }
}

pub(in crate::announcements) async fn version(
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(AnnouncementId, i32)>,
) -> Result<impl Responder, Error> {
    let ((id, number), reader) = (path.into_inner(), who.clone());
    let version = app
        .db
        .read(move |conn| {
            readers::one(conn, &reader, id)?;
            store::desk::version(conn, reader.company(), id, number)
        })
        .await?;
    let wording = version.wording();
    let words =
        [who.locale(), Locale::Kk, Locale::Ru].into_iter().map(|l| (l, wording.of(l))).filter(|(_, words)| !words.is_empty());
    let mut seen = Vec::new();
    let words = words
        .filter(|(l, _)| {
            let new = !seen.contains(l);
            seen.push(*l);
            new
        })
        .map(Prose::of)
        .collect();
    Ok(Page(Old { id: id.to_string(), written: text::date_time(who.locale(), version.created_at, who.zone()), words }))
}

pub(in crate::announcements) async fn confirm(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| confirm_reading(tx, &who, id)).await?;
    Ok(see(format!("/announcements/{id}")).saying("announcements.said.confirmed"))
}

pub(in crate::announcements) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(AnnouncementId, FileId)>,
) -> Result<HttpResponse, Error> {
    let (id, file) = path.into_inner();
    let row = app
        .db
        .read(move |conn| {
            readers::one(conn, &who, id)?;
            files::find(conn, who.company(), SHELF, &id.to_string(), file)
        })
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &row, &req).await?)
}
