//! An announcement as staff see it: its words, for whom it is, what is attached, what became of it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::read::Attached;
use super::{Prose, outage};
use crate::announcements::kind::{AnnouncementId, Kind, State};
use crate::announcements::rows::{Announcement, Channel, Version};
use crate::announcements::{Refused as No, SHELF, store};
use crate::app::App;
use crate::db::{Failure, Never};
use crate::files::{self, FileId, Limits, NotKept};
use crate::homes;
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Anyone, Editor, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Page, Refusal, filters, see};
use crate::who::Duty;

/// How many things may be attached.
const ATTACHED_AT_MOST: usize = 10;

#[derive(Template)]
#[template(path = "announcements/show.html")]
pub(crate) struct Show {
    id: String,
    number: String,
    title: String,
    kind_key: &'static str,
    kind_tone: &'static str,
    state_key: &'static str,
    state_tone: &'static str,
    next: String,
    words: Vec<Prose>,
    outage: String,
    expires: String,
    withdrawn_why: String,
    author: String,
    audience: Vec<String>,
    reaches: usize,
    without_mail: usize,
    told: Vec<(&'static str, i64)>,
    opened: i64,
    confirmed: i64,
    legal: bool,
    versions: Vec<(i32, String, String)>,
    pictures: Vec<Attached>,
    papers: Vec<Attached>,
    may_write: bool,
    draft: bool,
    scheduled: bool,
    published: bool,
    sent: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            title: "Ыстық су өшіріледі".into(),
            kind_key: Kind::Outage.key(),
            kind_tone: Kind::Outage.tone(),
            state_key: State::Published.key(),
            state_tone: State::Published.tone(),
            next: "Жарияланды".into(),
            words: vec![Prose::sample()],
            outage: "20 қараша, 10:00–14:00".into(),
            expires: "20 қараша, 14:00".into(),
            withdrawn_why: "Қате".into(),
            author: "Айгүл".into(),
            audience: vec!["Абай даңғылы, 12".into()],
            reaches: 214,
            without_mail: 31,
            told: vec![(Channel::Mail.key(), 180), (Channel::Paper.key(), 31)],
            opened: 40,
            confirmed: 12,
            legal: true,
            versions: vec![(1, "09:30".into(), "Айгүл".into())],
            pictures: vec![Attached::sample("a.jpg")],
            papers: vec![Attached::sample("b.pdf")],
            may_write: true,
            draft: true,
            scheduled: true,
            published: true,
            sent: true,
        }
    }
}

/// One plain sentence about what happens next.
fn next(locale: Locale, zone: chrono_tz::Tz, of: &Announcement) -> String {
    let at = |moment: Option<crate::clock::Moment>| moment.map(|m| text::date_time(locale, m, zone)).unwrap_or_default();
    match of.state {
        State::Draft => t(locale, "announcements.next.draft").into_owned(),
        State::Scheduled => text::tv(locale, "announcements.next.scheduled", &[("when", &at(of.send_at))]),
        State::Sending => t(locale, "announcements.next.sending").into_owned(),
        State::Published if of.expires_at.is_some() => {
            text::tv(locale, "announcements.next.published_until", &[("when", &at(of.expires_at))])
        }
        State::Published => text::tv(locale, "announcements.next.published", &[("when", &at(of.published_at))]),
        State::Expired => text::tv(locale, "announcements.next.expired", &[("when", &at(of.ended_at))]),
        State::Withdrawn => text::tv(locale, "announcements.next.withdrawn", &[("when", &at(of.ended_at))]),
    }
}

struct Loaded {
    of: Announcement,
    version: Version,
    scopes: Vec<homes::Scope>,
    places: Vec<homes::PlaceName>,
    author: String,
    reaches: (usize, usize),
    told: std::collections::BTreeMap<Channel, i64>,
    reads: (i64, i64),
    versions: Vec<(i32, crate::clock::Moment, String)>,
    attached: Vec<files::FileRow>,
}

async fn load(app: &App, who: &Staff<Anyone>, id: AnnouncementId) -> Result<Loaded, Error> {
    let (company, now) = (who.company(), app.clock.now());
    let loaded = app.db.read(move |conn| {
        let (of, version) = store::desk::one(conn, company, id)?;
        let scopes = store::desk::scopes(conn, company, id)?;
        let subjects = scopes.iter().map(|scope| scope.subject.clone()).collect();
        let subject = id.to_string();
        // what was sent is proved by its recipients; what is not sent yet is counted
        let reaches = if of.state.public() { (0, 0) } else { homes::counted(conn, company, &scopes, now)? };
        Ok(Loaded {
            places: homes::named(conn, company, &subjects)?,
            author: store::desk::author(conn, &of)?,
            reaches,
            told: store::proof::by_channel(conn, company, id, of.version)?,
            reads: store::proof::reads(conn, company, id, of.version)?,
            versions: store::desk::versions(conn, company, id)?,
            attached: files::on_shelf(conn, company, SHELF, std::slice::from_ref(&subject))?.remove(&subject).unwrap_or_default(),
            of,
            version,
            scopes,
        })
    });
    Ok(loaded.await?)
}

pub(in crate::announcements) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    let loaded = load(&app, &who, id.into_inner()).await?;
    let (locale, zone) = (who.locale(), who.zone());
    let Loaded { of, version, .. } = &loaded;
    let wording = version.wording();
    let words: Vec<Prose> =
        Locale::ALL.iter().map(|l| (*l, wording.of(*l))).filter(|(_, words)| !words.is_empty()).map(Prose::of).collect();
    let (pictures, papers) = Attached::split(loaded.attached.clone());
    let title = wording.for_reader(locale).1.title.clone();
    Ok(Page(Show {
        id: of.id.to_string(),
        number: of.number.clone(),
        title: if title.is_empty() { t(locale, "announcements.desk.untitled").into_owned() } else { title },
        kind_key: of.kind.key(),
        kind_tone: of.kind.tone(),
        state_key: of.state.key(),
        state_tone: of.state.tone(),
        next: next(locale, zone, of),
        words,
        outage: outage(locale, of, zone),
        expires: of.expires_at.map(|at| text::date_time(locale, at, zone)).unwrap_or_default(),
        withdrawn_why: of.withdrawn_why.clone().unwrap_or_default(),
        author: loaded.author.clone(),
        audience: homes::audience_in_words(locale, &loaded.scopes, &loaded.places),
        reaches: loaded.reaches.0,
        without_mail: loaded.reaches.1,
        told: loaded.told.iter().map(|(channel, count)| (channel.key(), *count)).collect(),
        opened: loaded.reads.0,
        confirmed: loaded.reads.1,
        legal: of.kind == Kind::Legal,
        versions: loaded
            .versions
            .iter()
            .map(|(number, at, name)| (*number, text::date_time(locale, *at, zone), name.clone()))
            .collect(),
        pictures,
        papers,
        may_write: who.may(Duty::Editor),
        draft: of.state == State::Draft,
        scheduled: of.state == State::Scheduled,
        published: of.state == State::Published,
        sent: of.state.public(),
    }))
}

#[derive(Template)]
#[template(path = "announcements/staff_version.html")]
pub(crate) struct OldForStaff {
    id: String,
    number: String,
    written: String,
    words: Vec<Prose>,
}

impl OldForStaff {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            written: "20 қараша, 12:40".into(),
            words: vec![Prose::sample()],
        }
    }
}

pub(in crate::announcements) async fn version(
    app: web::Data<App>,
    who: Staff<Anyone>,
    path: web::Path<(AnnouncementId, i32)>,
) -> Result<impl Responder, Error> {
    let ((id, number), company) = (path.into_inner(), who.company());
    let (of, version) = app
        .db
        .read(move |conn| Ok((store::desk::one(conn, company, id)?.0, store::desk::version(conn, company, id, number)?)))
        .await?;
    let wording = version.wording();
    let words = Locale::ALL.iter().map(|l| (*l, wording.of(*l))).filter(|(_, words)| !words.is_empty()).map(Prose::of).collect();
    Ok(Page(OldForStaff {
        id: id.to_string(),
        number: of.number,
        written: text::date_time(who.locale(), version.created_at, who.zone()),
        words,
    }))
}

async fn draft(app: &App, who: &Staff<Editor>, id: AnnouncementId) -> Result<(), Error> {
    let company = who.company();
    let (of, _) = app.db.read(move |conn| store::desk::one(conn, company, id)).await?;
    if of.state == State::Draft { Ok(()) } else { Err(Error::Refused(No::NotDraft.said())) }
}

pub(in crate::announcements) async fn attach(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    upload: Upload,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let back = format!("/staff/announcements/{id}");
    draft(&app, &who, id).await?;
    let Some(sent) = upload.files.into_iter().find(|file| file.field == "file") else {
        return Ok(see(back).regretting("announcements.refused.no_file"));
    };
    let limits = if sent.bytes.starts_with(b"%PDF") { Limits::PAPER } else { Limits::PICTURE };
    let kept = match app.store.take(sent.bytes, sent.name, limits).await {
        Ok(kept) => kept,
        Err(NotKept::Refused(refused)) => return Ok(see(back).regretting(refused.said())),
        Err(NotKept::Broken(broken)) => return Err(broken.into()),
    };
    let (company, person) = (who.company(), who.person());
    let added = app
        .db
        .write::<_, Never>(move |tx| {
            let subject = id.to_string();
            let there = files::on_shelf(tx, company, SHELF, std::slice::from_ref(&subject))?;
            if there.get(&subject).is_some_and(|rows| rows.len() >= ATTACHED_AT_MOST) {
                return Ok(false);
            }
            files::add(tx, company, SHELF, &subject, &kept, Some(person))?;
            Ok(true)
        })
        .await?;
    Ok(if added {
        see(back).saying("announcements.said.attached")
    } else {
        see(back).regretting("announcements.refused.too_many_files")
    })
}

pub(in crate::announcements) async fn detach(
    app: web::Data<App>,
    who: Staff<Editor>,
    path: web::Path<(AnnouncementId, FileId)>,
) -> Result<impl Responder, Error> {
    let (id, file) = path.into_inner();
    draft(&app, &who, id).await?;
    let company = who.company();
    let removed: Result<_, Failure<Never>> =
        app.db.write(move |tx| Ok(files::remove(tx, company, SHELF, &id.to_string(), file)?)).await;
    if !removed? {
        return Err(Error::NotFound);
    }
    Ok(see(format!("/staff/announcements/{id}")).saying("announcements.said.detached"))
}

pub(in crate::announcements) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Anyone>,
    path: web::Path<(AnnouncementId, FileId)>,
) -> Result<HttpResponse, Error> {
    let ((id, file), company) = (path.into_inner(), who.company());
    let row = app
        .db
        .read(move |conn| {
            store::desk::one(conn, company, id)?;
            files::find(conn, company, SHELF, &id.to_string(), file)
        })
        .await?;
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, &req).await?)
}
