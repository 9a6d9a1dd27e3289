//! A meter that is put into the register: of premises, or common to a house or an entrance.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::spoken::{houses_of, resources};
use crate::app::App;
use crate::db::Failure;
use crate::homes::BuildingId;
use crate::meters::meter::ZONES;
use crate::meters::registering::{self, Spot};
use crate::meters::{day_at, forms, store};
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "meters/form.html")]
pub(crate) struct New {
    form: Form,
    houses: Vec<(String, String)>,
    resources: Vec<(String, String)>,
    /// The fields of what it showed when it came.
    firsts: Vec<String>,
    once: String,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("serial", "forms.refused.empty");
        let houses = vec![("1".into(), "Абай даңғылы, 12".into())];
        Self { form, houses, resources: resources(crate::text::Locale::Kk), firsts: firsts(), once: "once".into() }
    }
}

/// The fields of first values.
pub(super) fn firsts() -> Vec<String> {
    (0..ZONES).map(|zone| format!("first-{zone}")).collect()
}

async fn page(app: &App, who: &Staff<Metering>, form: Form) -> Result<New, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let houses = app.db.read(move |conn| store::meters::houses(conn, &reach)).await?;
    Ok(New { form, houses: houses_of(houses), resources: resources(locale), firsts: firsts(), once: once::key() })
}

pub(in crate::meters) async fn show(app: web::Data<App>, who: Staff<Metering>, query: Query) -> Result<impl Responder, Error> {
    let today = day_at(app.clock.now(), who.zone());
    let mut typed = Typed::default().with("digits", 5).with("zones", 1).with("installed_on", today).with("first-0", 0);
    typed = typed.with("building", query.value("building"));
    if let Some(id) = query.word("premises") {
        let reach = who.reach().clone();
        let (building, _, _, _, number) = app.db.read(move |conn| store::meters::spot(conn, &reach, id)).await?;
        typed = Typed::default()
            .with("digits", 5)
            .with("zones", 1)
            .with("installed_on", today)
            .with("first-0", 0)
            .with("building", building)
            .with("premises", number);
    }
    Ok(Page(page(&app, &who, Form::of(typed)).await?))
}

/// The place that was typed: the premises' number, or the entrance's, or the house alone.
async fn spot(app: &App, who: &Staff<Metering>, form: &mut Form) -> Result<Option<Spot>, Error> {
    let Some(building) = form.word::<BuildingId>("building") else { return Ok(None) };
    let (company, number, door) = (who.company(), form.value("premises").to_owned(), form.value("entrance").to_owned());
    let (premises, entrance) = (number.clone(), door.clone());
    let read = app.db.read(move |conn| {
        let premises = match number.as_str() {
            "" => None,
            number => store::meters::numbered(conn, company, building, number)?,
        };
        let entrance = match door.as_str() {
            "" => None,
            door => store::meters::entrance(conn, company, building, door)?,
        };
        Ok((premises, entrance))
    });
    let found = read.await?;
    if !premises.is_empty() && found.0.is_none() {
        form.refuse("premises", "meters.refused.no_premises");
    }
    if !entrance.is_empty() && found.1.is_none() {
        form.refuse("entrance", "meters.refused.no_entrance");
    }
    Ok(Some(Spot { building, entrance: found.1, premises: found.0 }))
}

pub(in crate::meters) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let at = spot(&app, &who, &mut form).await?;
    let draft = forms::new_meter(&mut form, None, "installed_on");
    let (Some(at), Some(draft), false) = (at, draft, form.failed()) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let today = day_at(app.clock.now(), who.zone());
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| registering::add(tx, &by, at, &draft, today).map(|id| format!("/staff/meters/{id}")))
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("meters.said.added").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            let field = if refused.field() == "day" { "installed_on" } else { refused.field() };
            form.refuse(if field.is_empty() { "building" } else { field }, refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
