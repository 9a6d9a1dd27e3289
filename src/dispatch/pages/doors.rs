//! How one gets into the entrances of a building.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::dispatch::{forms, noting, store};
use crate::homes::BuildingId;
use crate::web::actor::{Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "dispatch/doors.html")]
pub(crate) struct Doors {
    form: Form,
    id: String,
    address: String,
    /// Ids and numbers of entrances.
    doors: Vec<(String, String)>,
}

impl Doors {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (id, doors) = ("0".repeat(26), vec![("1".into(), "1".into())]);
        Self { form: Form::default(), id, address: "Абай даңғылы, 12".into(), doors }
    }
}

async fn page(app: &App, who: &Staff<Dispatcher>, of: BuildingId, form: Option<Form>) -> Result<Doors, Error> {
    let reach = who.reach().clone();
    let (address, doors) = app.db.read(move |conn| store::doors::of_building(conn, &reach, of)).await?;
    let kept = || {
        doors.iter().fold(Form::default(), |form, (id, _, locked)| {
            let door = locked.as_ref().map(|locked| noting::open_door(&app.config, *id, locked)).unwrap_or_default();
            form.with(&format!("code-{id}"), door.code).with(&format!("words-{id}"), door.words)
        })
    };
    let form = form.unwrap_or_else(kept);
    let doors = doors.iter().map(|(id, number, _)| (id.to_string(), number.clone())).collect();
    Ok(Doors { form, id: of.to_string(), address, doors })
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<BuildingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, of.into_inner(), None).await?))
}

pub(in crate::dispatch) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<BuildingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (of, mut form, reach) = (of.into_inner(), Form::of(typed), who.reach().clone());
    let (_, doors) = app.db.read(move |conn| store::doors::of_building(conn, &reach, of)).await?;
    let mut locked = Vec::new();
    for (id, ..) in doors {
        let door = forms::door(&mut form, &id.to_string());
        locked.push((id, noting::lock_door(&app.config, id, &door)?));
    }
    if form.failed() {
        return Ok(Refused(page(&app, &who, of, Some(form)).await?).respond_to(&req));
    }
    let author = who.clone();
    match app.db.write(move |tx| noting::set_doors(tx, &author, of, &locked)).await {
        Ok(()) => Ok(see(format!("/staff/board/doors/{of}")).saying("dispatch.said.doors").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("", no.said());
            Ok(Refused(page(&app, &who, of, Some(form)).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
