//! Service firms: all of them, and the form of one.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::team::forms::FirmDraft;
use crate::team::{FirmId, add_firm, change_firm, store};
use crate::text;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "team/firms.html")]
pub(crate) struct Index {
    rows: Vec<Row>,
}

struct Row {
    id: String,
    name: String,
    bin: String,
    phone: String,
    email: String,
    people: i64,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            name: "Лифт-Сервис".into(),
            bin: "220840012344".into(),
            phone: "+7 701 234 56 78".into(),
            email: "lift@demo.example".into(),
            people: 3,
        };
        Self { rows: vec![row] }
    }
}

#[derive(Template)]
#[template(path = "team/firm_form.html")]
pub(crate) struct Edit {
    form: Form,
    action: String,
    once: String,
    new: bool,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Лифт-Сервис"));
        form.refuse("name", "team.refused.name_taken");
        Self { form, action: "/staff/team/firms".into(), once: "once".into(), new: true }
    }

    fn new(form: Form) -> Self {
        Self { form, action: "/staff/team/firms".into(), once: once::key(), new: true }
    }

    fn of(form: Form, id: FirmId) -> Self {
        Self { form, action: format!("/staff/team/firms/{id}"), once: String::new(), new: false }
    }
}

pub(in crate::team) async fn index(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    let company = who.company();
    let (firms, sizes) =
        app.db.read(move |conn| Ok((store::firms::all(conn, company)?, store::firms::sizes(conn, company)?))).await?;
    let rows = firms.into_iter().map(|firm| Row {
        id: firm.id.to_string(),
        name: firm.name,
        bin: firm.bin.unwrap_or_default(),
        phone: text::phone::print(&firm.phone),
        email: firm.email.unwrap_or_default(),
        people: sizes.get(&firm.id).copied().unwrap_or_default(),
    });
    Ok(Page(Index { rows: rows.collect() }))
}

pub(in crate::team) async fn new(_: Staff<Admin>) -> impl Responder {
    Page(Edit::new(Form::default()))
}

pub(in crate::team) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(draft) = FirmDraft::read(&mut form) else { return Ok(Refused(Edit::new(form)).respond_to(&req)) };
    let key = form.value(once::FIELD).to_owned();
    let added = app
        .db
        .write(move |tx| once(tx, who.person(), &key, |tx| add_firm(tx, &who, &draft).map(|_| "/staff/team/firms".to_owned())))
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("team.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("name", refused.said());
            Ok(Refused(Edit::new(form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::team) async fn edit(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<FirmId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let firm = app.db.read(move |conn| store::firms::one(conn, company, id)).await?;
    Ok(Page(Edit::of(Form::of(FirmDraft::typed(&firm)), id)))
}

pub(in crate::team) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<FirmId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    app.db.read(move |conn| store::firms::one(conn, company, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = FirmDraft::read(&mut form) else { return Ok(Refused(Edit::of(form, id)).respond_to(&req)) };
    match app.db.write(move |tx| change_firm(tx, &who, id, &draft)).await {
        Ok(()) => Ok(see("/staff/team/firms").saying("team.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("name", refused.said());
            Ok(Refused(Edit::of(form, id)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
