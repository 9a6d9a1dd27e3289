//! Asking somebody to work for the company.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::work::{Choices, choices, field};
use crate::app::App;
use crate::db::{Failure, Never};
use crate::team::AppointmentId;
use crate::team::appointment;
use crate::team::forms::InviteDraft;
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, role_key, see};
use crate::who::Role;

#[derive(Template)]
#[template(path = "team/invite_form.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    roles: Vec<(&'static str, String)>,
    languages: Vec<(&'static str, &'static str)>,
    all: Choices,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Айгүл").with("role", "staff").with("reach", "whole"));
        form.refuse("email", "team.refused.works_here");
        Self { form, once: "once".into(), roles: roles(Locale::Kk), languages: languages(), all: Choices::sample() }
    }
}

fn roles(locale: Locale) -> Vec<(&'static str, String)> {
    [Role::Staff, Role::Technician].iter().map(|role| (role.word(), t(locale, role_key(*role)).into_owned())).collect()
}

fn languages() -> Vec<(&'static str, &'static str)> {
    Locale::ALL.iter().map(|locale| (locale.code(), locale.own_name())).collect()
}

async fn page(app: &App, who: &Staff<Admin>, form: Form) -> Result<New, Error> {
    let all = choices(app, who, &form).await?;
    Ok(New { form, once: once::key(), roles: roles(who.locale()), languages: languages(), all })
}

pub(in crate::team) async fn new(app: web::Data<App>, who: Staff<Admin>, query: Query) -> Result<impl Responder, Error> {
    let typed = Typed::default()
        .with("role", Role::Staff)
        .with("locale", who.locale().code())
        .with("reach", "whole")
        .with("find", query.value("find"));
    Ok(Page(page(&app, &who, Form::of(typed)).await?))
}

pub(in crate::team) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    if form.value("act") == "find" {
        return Ok(Page(page(&app, &who, form).await?).respond_to(&req));
    }
    let Some(draft) = InviteDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let (key, author, config) = (form.value(once::FIELD).to_owned(), who.clone(), app.config.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                appointment::invite(tx, &config, &author, &draft).map(|()| "/staff/team?state=invited".to_owned())
            })
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("team.said.invited").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::team) async fn revoke(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<AppointmentId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write::<_, Never>(move |tx| Ok(appointment::revoke(tx, &who, id)?)).await?;
    Ok(see("/staff/team?state=invited").saying("team.said.revoked"))
}

/// The ids of the places that were ticked.
pub(super) fn ticked(form: &Form) -> HashSet<String> {
    form.values("place").iter().filter_map(|place| place.split_once(':')).map(|(_, id)| id.to_owned()).collect()
}
