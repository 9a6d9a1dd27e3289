//! The protocol at the secretary's desk: whether it may be signed, its file, and what comes next.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::files::{self, FileRow};
use crate::text;
use crate::voting::counting::pages::show::{Known, Seen};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::protocol::{Protocol, anew, newest, scans};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Query, filters, see};

#[derive(Template)]
#[template(path = "voting/protocol/desk.html")]
pub(crate) struct Show {
    pub(super) form: Form,
    id: String,
    number: String,
    title: String,
    state: State,
    next: &'static str,
    /// Whether a file is being made.
    waits: bool,
    /// The newest version: its number, when, its hash, whether it is a draft.
    file: Option<Version>,
    code: String,
    head: String,
    scans: Vec<String>,
    findings: Vec<Seen>,
    may_sign: bool,
    copies: usize,
}

struct Version {
    number: i32,
    made: String,
    sha256: String,
    draft: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("scan", "files.refused.kind");
        Self {
            form,
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Жылдық жиналыс".into(),
            state: State::Counted,
            next: next(State::Counted),
            waits: true,
            file: Some(Version { number: 1, made: "20 қараша, 12:40".into(), sha256: "0f".repeat(32), draft: true }),
            code: "7YQ2-M9XA-4T0C".into(),
            head: "0f".repeat(32),
            scans: vec!["hattama.pdf".into()],
            findings: vec![Seen::sample()],
            may_sign: true,
            copies: 2,
        }
    }
}

/// What happens next, and who does it.
fn next(state: State) -> &'static str {
    match state {
        State::Counted => "voting.protocol.next_counted",
        State::Signed => "voting.protocol.next_signed",
        State::Published => "voting.protocol.next_published",
        State::NoQuorum => "voting.protocol.next_no_quorum",
        _ => "voting.protocol.next_over",
    }
}

/// The page; the form carries what was wrong with a scan.
pub(super) async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, form: Form) -> Result<Show, Error> {
    let (reach, locale, zone) = (who.reach().clone(), who.locale(), who.zone());
    let (known, versions, scans, copies) = app
        .db
        .read(move |conn| {
            let known = Known::load(conn, &reach, id)?;
            let company = known.of.company_id;
            let versions = store::protocols::versions(conn, company, id)?;
            let waiting = store::protocols::copies(conn, company, id, None)?;
            let waiting = waiting.iter().filter(|copy| copy.given_at.is_none()).count();
            Ok((known, versions, scans(conn, company, id)?, waiting))
        })
        .await?;
    let of = &known.of;
    if !of.state.over() || of.state == State::Counting {
        return Err(Error::NotFound);
    }
    let file = versions.iter().find_map(|version| Some((version, version.made_at?))).map(|(version, at)| Version {
        number: version.version,
        made: text::date_time(locale, at, zone),
        sha256: version.sha256.clone(),
        draft: version.draft,
    });
    Ok(Show {
        form,
        id: id.to_string(),
        number: of.number.clone(),
        title: of.title(locale).to_owned(),
        state: of.state,
        next: next(of.state),
        waits: versions.first().is_some_and(|version| version.made_at.is_none()),
        may_sign: of.state == State::Counted && known.errors() == 0 && file.is_some(),
        file,
        code: versions.first().map(|version: &Protocol| version.code.clone()).unwrap_or_default(),
        head: of.head_hash.clone(),
        scans: scans.into_iter().map(|scan| scan.name).collect(),
        copies,
        findings: known.findings.into_iter().filter(|_| of.state == State::Counted).map(|one| Seen::of(id, one)).collect(),
    })
}

pub(in crate::voting::protocol) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::voting::protocol) async fn make(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let to = see(format!("/staff/votes/{id}/protocol"));
    to.after(app.db.write(move |tx| anew(tx, &who, id)).await, "voting.said.protocol_asked")
}

async fn file(
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    which: impl FnOnce(&mut crate::db::Conn, crate::who::CompanyId) -> diesel::QueryResult<Option<FileRow>> + Send + 'static,
) -> Result<FileRow, Error> {
    let reach = who.reach().clone();
    let found = app.db.read(move |conn| {
        let of = store::meetings::one(conn, &reach, id)?;
        which(conn, of.company_id)
    });
    found.await?.ok_or(Error::NotFound)
}

pub(in crate::voting::protocol) async fn pdf(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let row = file(&app, &who, id, move |conn, company| Ok(newest(conn, company, id)?.map(|(_, file)| file))).await?;
    Ok(files::serve(&app.store, &row, &req).await?)
}

pub(in crate::voting::protocol) async fn scan(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (id, page) = (id.into_inner(), query.word::<usize>("page").unwrap_or(1));
    let row = file(&app, &who, id, move |conn, company| Ok(scans(conn, company, id)?.into_iter().nth(page.wrapping_sub(1))));
    let row = row.await?;
    Ok(files::serve(&app.store, &row, &req).await?)
}
