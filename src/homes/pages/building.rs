//! One building, and its form.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::forms::BuildingDraft;
use crate::homes::place::BuildingId;
use crate::homes::{Refused as No, add_building, change_building, may_change, store};
use crate::web::actor::{Acting, Anyone, Entrusted, People, Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "homes/building.html")]
pub(crate) struct Show {
    id: String,
    address: String,
    floors: String,
    complex: String,
    entrances: Vec<(String, i64)>,
    without: i64,
    /// Whether it is another company's now.
    handed_over: bool,
    may_change: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            address: "Абай даңғылы, 12".into(),
            floors: "9".into(),
            complex: "Алма-Тау".into(),
            entrances: vec![("1".into(), 36), ("2".into(), 36)],
            without: 12,
            handed_over: true,
            may_change: true,
        }
    }
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<BuildingId>,
) -> Result<impl Responder, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    let company = reach.company();
    let (building, complex, entrances, sizes, handed_over) = app
        .db
        .read(move |conn| {
            let building = store::places::building(conn, &reach, id)?;
            let complex = building.complex_id.map(|complex| store::places::complex(conn, company, complex)).transpose()?;
            Ok((
                building,
                complex,
                store::places::entrances(conn, company, id)?,
                store::places::entrance_sizes(conn, company, id)?,
                store::handing::is_handed_over(conn, company, id)?,
            ))
        })
        .await?;
    Ok(Page(Show {
        id: building.id.to_string(),
        address: building.address,
        floors: building.floors.map(|n| n.to_string()).unwrap_or_default(),
        complex: complex.map(|c| c.name).unwrap_or_default(),
        entrances: entrances.into_iter().map(|e| (e.number, sizes.get(&Some(e.id)).copied().unwrap_or_default())).collect(),
        without: sizes.get(&None).copied().unwrap_or_default(),
        may_change: may_change(&who) && !handed_over,
        handed_over,
    }))
}

#[derive(Template)]
#[template(path = "homes/building_form.html")]
pub(crate) struct Edit {
    form: Form,
    action: String,
    back: String,
    once: String,
    new: bool,
    complexes: Vec<(String, String)>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("floors", "9"));
        form.refuse("address", "homes.refused.address_taken");
        Self {
            form,
            action: "/staff/homes/buildings".into(),
            back: "/staff/homes/buildings".into(),
            once: "once".into(),
            new: true,
            complexes: vec![("1".into(), "Алма-Тау".into())],
        }
    }
}

async fn form_page<D: Entrusted>(app: &App, who: &Staff<D>, form: Form, id: Option<BuildingId>) -> Result<Edit, Error> {
    let reach = who.reach().clone();
    let complexes = app.db.read(move |conn| store::buildings::complexes(conn, &reach)).await?;
    let back = id.map_or_else(|| "/staff/homes/buildings".to_owned(), |id| format!("/staff/homes/buildings/{id}"));
    Ok(Edit {
        form,
        action: back.clone(),
        back,
        once: if id.is_none() { once::key() } else { String::new() },
        new: id.is_none(),
        complexes: complexes.into_iter().map(|c| (c.id.to_string(), c.name)).collect(),
    })
}

pub(in crate::homes) async fn new(app: web::Data<App>, who: Staff<Register>) -> Result<impl Responder, Error> {
    Ok(Page(form_page(&app, &who, Form::default(), None).await?))
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(draft) = BuildingDraft::read(&mut form) else {
        return Ok(Refused(form_page(&app, &who, form, None).await?).respond_to(&req));
    };
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let added = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                add_building(tx, &author, &draft).map(|id| format!("/staff/homes/buildings/{id}"))
            })
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("homes.said.saved").respond_to(&req)),
        Err(failure) => again(&req, &app, &who, form, None, failure).await,
    }
}

async fn again<D: Entrusted>(
    req: &HttpRequest,
    app: &App,
    who: &Staff<D>,
    mut form: Form,
    id: Option<BuildingId>,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(refused) = failure else { return Err(failure.into()) };
    form.refuse("address", refused.said());
    Ok(Refused(form_page(app, who, form, id).await?).respond_to(req))
}

pub(in crate::homes) async fn edit(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<BuildingId>,
) -> Result<impl Responder, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    let company = reach.company();
    let (building, entrances) = app
        .db
        .read(move |conn| Ok((store::places::building(conn, &reach, id)?, store::places::entrances(conn, company, id)?)))
        .await?;
    let form = Form::of(BuildingDraft::typed(&building, entrances.len()));
    Ok(Page(form_page(&app, &who, form, Some(id)).await?))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<BuildingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    app.db.read(move |conn| store::places::building(conn, &reach, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = BuildingDraft::read(&mut form) else {
        return Ok(Refused(form_page(&app, &who, form, Some(id)).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| change_building(tx, &author, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/homes/buildings/{id}")).saying("homes.said.saved").respond_to(&req)),
        Err(failure) => again(&req, &app, &who, form, Some(id), failure).await,
    }
}
