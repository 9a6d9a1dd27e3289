//! A meeting is called off: a page of its own that says what follows, and asks why.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::voting::meeting::{MeetingId, Step};
use crate::voting::preparing::{Refused as No, steps};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/cancel.html")]
pub(crate) struct Ask {
    head: Head,
    form: Form,
    told: bool,
    open: bool,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { head: Head::sample(), form, told: true, open: true }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, form: Form) -> Result<Ask, Error> {
    let of = prepared(app, who, id).await?;
    let state = of.meeting.state;
    if state.after(Step::Cancel).is_none() {
        return Err(Error::Refused(No::TooLate.said()));
    }
    let open = state == crate::voting::meeting::State::Open;
    Ok(Ask { head: Head::of(who.locale(), &of), form, told: state.public(), open })
}

pub(in crate::voting) async fn ask(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::voting) async fn cancel(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let why = form.text("why", 500);
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    }
    let config = app.config.clone();
    app.db.write(move |tx| steps::cancel(tx, &who, &config, id, &why)).await?;
    Ok(see(format!("/staff/votes/{id}")).saying("voting.said.cancelled").respond_to(&req))
}
