//! Days away: a new absence, and its end.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::member;
use crate::app::App;
use crate::db::Failure;
use crate::db::Never;
use crate::team::forms::AbsenceDraft;
use crate::team::store::members::Member;
use crate::team::{AbsenceId, Refused as No, call_back, send_away, store};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::MembershipId;

#[derive(Template)]
#[template(path = "team/absence_form.html")]
pub(crate) struct New {
    form: Form,
    id: String,
    name: String,
    once: String,
    colleagues: Vec<(String, String)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("since", "2026-11-20"));
        form.refuse("until", "team.refused.days");
        Self {
            form,
            id: "0".repeat(26),
            name: "Тілеуова Гүлнар Болатқызы".into(),
            once: "once".into(),
            colleagues: vec![("1".into(), "Ким Светлана Викторовна".into())],
        }
    }
}

async fn page(app: &App, who: &Staff<Admin>, form: Form, of: Member) -> Result<New, Error> {
    let company = who.company();
    let all = app.db.read(move |conn| store::members::all(conn, company, false)).await?;
    Ok(New {
        form,
        id: of.id.to_string(),
        once: once::key(),
        colleagues: all
            .into_iter()
            .filter(|other| other.id != of.id && other.role == of.role)
            .map(|other| (other.id.to_string(), other.name))
            .collect(),
        name: of.name,
    })
}

pub(in crate::team) async fn new(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
) -> Result<impl Responder, Error> {
    let of = member(&app, &who, id.into_inner()).await?;
    let form = Form::of(Typed::default().with("since", app.clock.today().format("%Y-%m-%d")));
    Ok(Page(page(&app, &who, form, of).await?))
}

fn field(refused: No) -> &'static str {
    match refused {
        No::Oneself | No::SubstituteAway | No::Left => "substitute",
        _ => "since",
    }
}

pub(in crate::team) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let of = member(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let Some(draft) = AbsenceDraft::read(&mut form, app.clock.today()) else {
        return Ok(Refused(page(&app, &who, form, of).await?).respond_to(&req));
    };
    let (key, author) = (form.value(once::FIELD).to_owned(), who.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| send_away(tx, &author, id, &draft).map(|()| format!("/staff/team/{id}")))
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("team.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(page(&app, &who, form, of).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::team) async fn end(
    app: web::Data<App>,
    who: Staff<Admin>,
    path: web::Path<(MembershipId, AbsenceId)>,
) -> Result<impl Responder, Error> {
    let ((id, absence), today) = (path.into_inner(), app.clock.today());
    app.db.write::<_, Never>(move |tx| Ok(call_back(tx, &who, id, absence, today)?)).await?;
    Ok(see(format!("/staff/team/{id}")).saying("team.said.called_back"))
}
