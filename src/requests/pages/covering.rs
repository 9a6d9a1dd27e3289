//! The page on which staff cover parts of a picture.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::pictures::Picture;
use crate::app::App;
use crate::db::Failure;
use crate::files::{self, Cover, FileId, FileRow, NotKept, Shelf};
use crate::requests::covering::{self, SEEN};
use crate::requests::kind::RequestId;
use crate::requests::store;
use crate::web::actor::{Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "requests/cover.html")]
pub(crate) struct Covering {
    form: Form,
    request: String,
    number: String,
    picture: Picture,
}

impl Covering {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("square", "requests.cover.none");
        Self { form, request: "0".repeat(26), number: "2026-000012".into(), picture: Picture::sample() }
    }

    /// The squares, row by row: what each is sent as, and its row and column as people count.
    fn squares() -> impl Iterator<Item = (String, u32, u32)> {
        (0..files::SQUARES)
            .flat_map(|row| (0..files::SQUARES).map(move |column| (format!("{row}-{column}"), row + 1, column + 1)))
    }
}

/// The request's number, and the picture with the shelf on which others see it.
async fn found(app: &App, who: &Staff<Dispatcher>, id: RequestId, file: FileId) -> Result<(String, Shelf, FileRow), Error> {
    let who = who.clone();
    let (number, there) = app
        .db
        .read(move |conn| {
            let (of, _) = store::one::within(conn, who.reach(), id)?;
            for shelf in SEEN {
                if let Some(row) = files::find(conn, who.company(), shelf, &id.to_string(), file)?.filter(FileRow::is_picture) {
                    return Ok((of.number, Some((shelf, row))));
                }
            }
            Ok((of.number, None))
        })
        .await?;
    let (shelf, row) = there.ok_or(Error::NotFound)?;
    Ok((number, shelf, row))
}

pub(in crate::requests) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    path: web::Path<(RequestId, FileId)>,
) -> Result<impl Responder, Error> {
    let (id, file) = path.into_inner();
    let (number, _, row) = found(&app, &who, id, file).await?;
    Ok(Page(Covering { form: Form::default(), request: id.to_string(), number, picture: Picture::of(row) }))
}

pub(in crate::requests) async fn cover(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    path: web::Path<(RequestId, FileId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, file) = path.into_inner();
    let (number, shelf, row) = found(&app, &who, id, file).await?;
    let mut form = Form::of(typed);
    let squares = Cover::read(form.values("square"));
    if squares.is_empty() {
        form.refuse("square", "requests.cover.none");
    }
    let covered = if form.failed() { None } else { Some(app.store.cover(&row, squares).await) };
    match covered {
        Some(Ok(kept)) => {
            let done = app.db.write(move |tx| covering::cover(tx, &who, id, (shelf, file), &kept)).await;
            return match done {
                Ok(()) => Ok(see(format!("/staff/requests/{id}")).saying("requests.said.covered").respond_to(&req)),
                Err(Failure::Refused(no)) => Ok(see(format!("/staff/requests/{id}")).regretting(no.said()).respond_to(&req)),
                Err(broken) => Err(broken.into()),
            };
        }
        Some(Err(NotKept::Broken(broken))) => return Err(broken.into()),
        Some(Err(NotKept::Refused(refused))) => form.refuse("square", refused.said()),
        None => {}
    }
    Ok(Refused(Covering { form, request: id.to_string(), number, picture: Picture::of(row) }).respond_to(&req))
}
