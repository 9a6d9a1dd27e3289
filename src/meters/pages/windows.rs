//! From which to which day each house gives its readings.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::spoken::{days, houses_of};
use crate::app::App;
use crate::db::Failure;
use crate::meters::forms;
use crate::meters::registering::set_window;
use crate::meters::store;
use crate::meters::window::Window;
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "meters/windows.html")]
pub(crate) struct Windows {
    form: Form,
    houses: Vec<(String, String)>,
    /// Address, days, whether they are the house's own.
    rows: Vec<(String, String, bool)>,
}

impl Windows {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("opens", "meters.refused.window");
        let rows = vec![("Абай даңғылы, 12".into(), "20–25".into(), true), ("Абай даңғылы, 14".into(), "20–25".into(), false)];
        Self { form, houses: vec![("1".into(), "Абай даңғылы, 12".into())], rows }
    }
}

async fn page(app: &App, who: &Staff<Metering>, form: Form) -> Result<Windows, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let read =
        app.db.read(move |conn| Ok((store::meters::houses(conn, &reach)?, store::windows::all(conn, reach.company())?))).await?;
    let (houses, own) = read;
    let row = |(id, address): &(crate::homes::BuildingId, String)| {
        let window = own.get(id).copied().unwrap_or_default();
        (address.clone(), days(locale, window), window != Window::default())
    };
    Ok(Windows { rows: houses.iter().map(row).collect(), houses: houses_of(houses), form })
}

pub(in crate::meters) async fn show(app: web::Data<App>, who: Staff<Metering>) -> Result<impl Responder, Error> {
    let usual = Window::default();
    let form = Form::of(Typed::default().with("opens", usual.opens).with("closes", usual.closes));
    Ok(Page(page(&app, &who, form).await?))
}

pub(in crate::meters) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some((building, window)) = forms::window(&mut form) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let by = who.clone();
    match app.db.write(move |tx| set_window(tx, &by, building, window)).await {
        Ok(()) => Ok(see("/staff/meters/windows").saying("meters.said.window").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("building", refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
