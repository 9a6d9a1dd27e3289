//! Signing, publishing, putting away.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::desk::page;
use crate::app::App;
use crate::clock;
use crate::db::Failure;
use crate::files::{Limits, NotKept};
use crate::voting::counting::pages::show::Known;
use crate::voting::meeting::{MeetingId, Step};
use crate::voting::protocol::{archive as put_away, publish as give_out, sign as lay_in};
use crate::voting::store;
use crate::web::actor::{Secretary, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, filters, see};

#[derive(Template)]
#[template(path = "voting/protocol/publication.html")]
pub(crate) struct Ask {
    id: String,
    number: String,
    owners: usize,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), number: "2026-000012".into(), owners: 188 }
    }
}

/// Lays the signed protocol in: one PDF, or pictures of its pages in their order.
pub(in crate::voting::protocol) async fn sign(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (id, mut form, mut scans) = (id.into_inner(), Form::of(upload.typed), Vec::new());
    for file in upload.files.into_iter().filter(|file| file.field == "scan") {
        match app.store.take(file.bytes, file.name, Limits::PAPER).await {
            Ok(kept) => scans.push(kept),
            Err(NotKept::Refused(refused)) => form.refuse("scan", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    if scans.is_empty() {
        form.refuse("scan", "voting.protocol.no_scan");
    }
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    }
    let author = who.clone();
    let signed = app.db.write(move |tx| {
        let known = Known::load(tx, author.reach(), id)?;
        lay_in(tx, &author, id, &scans, &known.findings)
    });
    match signed.await {
        Ok(()) => Ok(see(format!("/staff/votes/{id}/protocol")).saying("voting.said.protocol_signed").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("scan", refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting::protocol) async fn ask(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, today) = (who.reach().clone(), id.into_inner(), clock::today(app.clock.now()));
    let (of, owners) = app
        .db
        .read(move |conn| {
            let of = store::meetings::one(conn, &reach, id)?;
            let owners = store::register::owners_of(conn, of.company_id, of.building_id, today)?;
            let mut people: Vec<_> = owners.into_values().flatten().filter_map(|(_, contact)| contact.person_id).collect();
            people.sort_unstable();
            people.dedup();
            Ok((of, people.len()))
        })
        .await?;
    of.state.after(Step::Publish).ok_or(Error::NotFound)?;
    Ok(Page(Ask { id: id.to_string(), number: of.number, owners }))
}

pub(in crate::voting::protocol) async fn publish(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let to = see(format!("/staff/votes/{id}/protocol"));
    to.after(app.db.write(move |tx| give_out(tx, &who, id)).await, "voting.said.protocol_published")
}

pub(in crate::voting::protocol) async fn archive(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let to = see(format!("/staff/votes/{id}/protocol"));
    to.after(app.db.write(move |tx| put_away(tx, &who, id)).await, "voting.said.archived")
}
