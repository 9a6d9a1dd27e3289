//! The agenda is fixed, or opened again: two pages that say what follows.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::db::Failure;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::preparing::linter::{Finding, findings};
use crate::voting::preparing::{Refused as No, steps, wording};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Page, Refusal, Refused, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/fixing.html")]
pub(crate) struct Ask {
    head: Head,
    grave: Vec<Finding>,
    agenda: Vec<String>,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { head: Head::sample(), grave: Vec::new(), agenda: vec!["Сметаны бекіту".into()] }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId) -> Result<Ask, Error> {
    let of = prepared(app, who, id).await?;
    if of.meeting.state != State::Draft {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let grave = findings(&of).into_iter().filter(|finding| finding.grave).collect();
    Ok(Ask { head: Head::of(who.locale(), &of), grave, agenda: wording::agenda(who.locale(), &of) })
}

pub(in crate::voting) async fn ask(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner()).await?))
}

pub(in crate::voting) async fn fix(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (id, author) = (id.into_inner(), who.clone());
    match app.db.write(move |tx| steps::fix(tx, &author, id)).await {
        Ok(()) => Ok(see(format!("/staff/votes/{id}")).saying("voting.said.fixed").respond_to(&req)),
        // the page says what is missing, all of it
        Err(Failure::Refused(No::Unready(_))) => Ok(Refused(page(&app, &who, id).await?).respond_to(&req)),
        Err(failure) => Err(failure.into()),
    }
}

#[derive(Template)]
#[template(path = "voting/preparing/unfixing.html")]
pub(crate) struct AskBack {
    head: Head,
}

impl AskBack {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { head: Head::sample() }
    }
}

pub(in crate::voting) async fn ask_back(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let of = prepared(&app, &who, id.into_inner()).await?;
    if of.meeting.state != State::Fixed {
        return Err(Error::Refused(No::NotFixed.said()));
    }
    Ok(Page(AskBack { head: Head::of(who.locale(), &of) }))
}

pub(in crate::voting) async fn unfix(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| steps::unfix(tx, &who, id)).await?;
    Ok(see(format!("/staff/votes/{id}")).saying("voting.said.unfixed"))
}
