//! A complex: its name.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::place::ComplexId;
use crate::homes::{add_complex, rename_complex, store};
use crate::web::actor::{Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "homes/complex_form.html")]
pub(crate) struct Edit {
    form: Form,
    action: String,
    once: String,
    new: bool,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Алма-Тау"));
        form.refuse("name", "homes.refused.name_taken");
        Self { form, action: "/staff/homes/complexes".into(), once: "once".into(), new: true }
    }

    fn new(form: Form) -> Self {
        Self { form, action: "/staff/homes/complexes".into(), once: once::key(), new: true }
    }

    fn of(form: Form, id: ComplexId) -> Self {
        Self { form, action: format!("/staff/homes/complexes/{id}"), once: String::new(), new: false }
    }
}

pub(in crate::homes) async fn new(_: Staff<Register>) -> impl Responder {
    Page(Edit::new(Form::default()))
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let name = form.text("name", 120);
    if form.failed() {
        return Ok(Refused(Edit::new(form)).respond_to(&req));
    }
    let key = form.typed().value(once::FIELD).to_owned();
    let added = app
        .db
        .write(move |tx| {
            once(tx, crate::web::actor::Acting::person(&who), &key, |tx| {
                add_complex(tx, &who, &name).map(|_| "/staff/homes/buildings".to_owned())
            })
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("name", refused.said());
            Ok(Refused(Edit::new(form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::homes) async fn edit(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ComplexId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let complex = app.db.read(move |conn| store::places::complex(conn, company, id)).await?;
    Ok(Page(Edit::of(Form::of(Typed::default().with("name", complex.name)), id)))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ComplexId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let name = form.text("name", 120);
    let company = who.company();
    app.db.read(move |conn| store::places::complex(conn, company, id)).await?;
    if form.failed() {
        return Ok(Refused(Edit::of(form, id)).respond_to(&req));
    }
    match app.db.write(move |tx| rename_complex(tx, &who, id, &name)).await {
        Ok(()) => Ok(see("/staff/homes/buildings").saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("name", refused.said());
            Ok(Refused(Edit::of(form, id)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
