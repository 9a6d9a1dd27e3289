//! Taking back what was sent: a page of its own that says what will happen.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::announcements::kind::{AnnouncementId, State};
use crate::announcements::{Refused as No, withdraw as take_back, zone};
use crate::app::App;
use crate::web::actor::{Acting, Editor, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "announcements/withdrawal.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    number: String,
    title: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { form, id: "0".repeat(26), number: "2026-000123".into(), title: "Ыстық су өшіріледі".into() }
    }
}

async fn page(app: &App, who: &Staff<Editor>, form: Form, id: AnnouncementId) -> Result<Ask, Error> {
    let reach = who.reach().clone();
    let (of, version) = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    if of.state != State::Published {
        return Err(Error::Refused(No::NotPublished.said()));
    }
    Ok(Ask { form, id: id.to_string(), number: of.number, title: version.wording().for_reader(who.locale()).1.title.clone() })
}

pub(in crate::announcements) async fn ask(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::default(), id.into_inner()).await?))
}

pub(in crate::announcements) async fn withdraw(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let why = form.text("why", 500);
    if form.failed() {
        return Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req));
    }
    app.db.write(move |tx| take_back(tx, &who, id, &why)).await?;
    Ok(see(format!("/staff/announcements/{id}")).saying("announcements.said.withdrawn").respond_to(&req))
}
