//! The last look before sending: how many are reached, who has no e-mail, when.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Prose, outage};
use crate::announcements::kind::{AnnouncementId, Kind, State};
use crate::announcements::{Refused as No, publish as send, ready, store, take_back, zone};
use crate::app::App;
use crate::db::Failure;
use crate::homes;
use crate::text::tv;
use crate::web::actor::{Acting, Editor, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

/// So many of those without e-mail are listed; the rest is counted.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "announcements/publication.html")]
pub(crate) struct Review {
    form: Form,
    id: String,
    number: String,
    kind_key: &'static str,
    kind_tone: &'static str,
    emergency: bool,
    first: Prose,
    outage: String,
    audience: Vec<String>,
    reaches: usize,
    without: usize,
    without_mail: Vec<(String, String)>,
    missing: Option<Said>,
    once: String,
}

impl Review {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("send_at", "2026-11-20T10:00"));
        form.refuse("send_at", No::TimePassed.said());
        Self {
            form,
            id: "0".repeat(26),
            number: "2026-000123".into(),
            kind_key: Kind::Emergency.key(),
            kind_tone: Kind::Emergency.tone(),
            emergency: true,
            first: Prose::sample(),
            outage: "20 қараша, 10:00–14:00".into(),
            audience: vec!["Абай даңғылы, 12".into()],
            reaches: 214,
            without: 1,
            without_mail: vec![("Жұмабаев Ерлан".into(), "Абай даңғылы, 12, 12-пәтер".into())],
            missing: None,
            once: "once".into(),
        }
    }
}

async fn page(app: &App, who: &Staff<Editor>, form: Form, id: AnnouncementId) -> Result<Review, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let company = reach.company();
    let (of, version, scopes, places, (reaches, without), listed) = app
        .db
        .read(move |conn| {
            let (of, version) = zone::one(conn, &reach, id)?;
            let scopes = store::desk::scopes(conn, company, id)?;
            let subjects = scopes.iter().map(|scope| scope.subject.clone()).collect();
            let places = homes::named(conn, company, &subjects)?;
            let counted = homes::counted(conn, company, &scopes, now)?;
            let listed = if counted.1 == 0 { Vec::new() } else { store::proof::without_mail(conn, company, &scopes, now)? };
            Ok((of, version, scopes, places, counted, listed))
        })
        .await?;
    if of.state != State::Draft {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let locale = who.locale();
    let missing = ready::check(&of, &version.wording(), &scopes, now + crate::announcements::UNDO, now).err();
    let label =
        |row: &homes::Reached| format!("{}, {}", row.address, tv(locale, row.kind.label_key(), &[("number", &row.number)]));
    Ok(Review {
        form,
        id: id.to_string(),
        number: of.number.clone(),
        kind_key: of.kind.key(),
        kind_tone: of.kind.tone(),
        emergency: of.kind == Kind::Emergency,
        first: Prose::of(version.wording().for_reader(locale)),
        outage: outage(locale, &of, who.zone()),
        audience: homes::audience_in_words(locale, &scopes, &places),
        reaches,
        without,
        without_mail: listed.iter().take(LISTED).map(|row| (row.name.clone(), label(row))).collect(),
        missing: missing.map(|no| no.said()),
        once: once::key(),
    })
}

pub(in crate::announcements) async fn review(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::default(), id.into_inner()).await?))
}

pub(in crate::announcements) async fn publish(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let at = form.moment("send_at", who.zone());
    if form.failed() {
        return Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req));
    }
    let (author, key, later) = (who.clone(), form.typed().value(once::FIELD).to_owned(), at.is_some());
    let sent = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| send(tx, &author, id, at).map(|_| format!("/staff/announcements/{id}")))
        })
        .await;
    match sent {
        Ok(to) => {
            Ok(see(to).saying(if later { "announcements.said.scheduled" } else { "announcements.said.sending" }).respond_to(&req))
        }
        Err(Failure::Refused(No::NotDraft)) => Err(Error::Refused(No::NotDraft.said())),
        Err(Failure::Refused(no)) => {
            form.refuse("send_at", no.said());
            Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::announcements) async fn undo(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    match app.db.write(move |tx| take_back(tx, &who, id)).await {
        Ok(()) => Ok(see(format!("/staff/announcements/{id}")).saying("announcements.said.taken_back")),
        Err(Failure::Refused(no)) => Ok(see(format!("/staff/announcements/{id}")).regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}
