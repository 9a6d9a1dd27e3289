//! The meters of one premises at the desk, and the link by which somebody without an account gives their readings.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::spoken::{place, title, values_of, window};
use crate::app::App;
use crate::db::Failure;
use crate::homes::PremisesId;
use crate::meters::rows::{Meter, Reading};
use crate::meters::window::Window;
use crate::meters::{day_at, linking, store};
use crate::text::Locale;
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::{Error, Page, Refusal, Said, filters, see};

#[derive(Template)]
#[template(path = "meters/premises.html")]
pub(crate) struct Show {
    id: String,
    title: String,
    window: Said,
    hanging: Vec<Item>,
    gone: Vec<Item>,
    /// The whole address of the link, and until when it opens.
    link: Option<(String, NaiveDate)>,
}

/// A meter in the list.
struct Item {
    id: String,
    title: String,
    place: String,
    last: String,
    given: bool,
    until: Option<NaiveDate>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |until| Item {
            id: "0".repeat(26),
            title: "Суық су № 07-123456".into(),
            place: "Ас үй".into(),
            last: "125\u{a0}м³".into(),
            given: true,
            until,
        };
        Self {
            id: "0".repeat(26),
            title: "Абай даңғылы, 12, 12-пәтер".into(),
            window: window(Locale::Kk, Window::default().round(NaiveDate::default())),
            hanging: vec![item(None)],
            gone: vec![item(Some(NaiveDate::default()))],
            link: Some(("https://aula.kz/meters/link/token".into(), NaiveDate::default())),
        }
    }
}

fn item(locale: Locale, of: &Meter, readings: &[Reading], month: NaiveDate) -> Item {
    let history = of.history(readings);
    let last = history.counted.values().next_back().copied().unwrap_or(of.first());
    Item {
        id: of.id.to_string(),
        title: title(locale, of.resource, &of.serial),
        place: of.place.clone(),
        last: values_of(locale, of, &last),
        given: history.at(month).is_some(),
        until: of.removed_on,
    }
}

pub(in crate::meters) async fn show(
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<PremisesId>,
) -> Result<impl Responder, Error> {
    let (id, reach, locale) = (id.into_inner(), who.reach().clone(), who.locale());
    let today = day_at(app.clock.now(), who.zone());
    let read = app.db.read(move |conn| {
        let company = reach.company();
        let spot = store::meters::spot(conn, &reach, id)?;
        let round = store::windows::of(conn, company, spot.0)?.round(today);
        let meters = store::meters::ever(conn, company, id)?;
        let ids: Vec<_> = meters.iter().map(|of| of.id).collect();
        let readings = store::readings::since(conn, company, &ids, None)?;
        Ok((spot, round, meters, readings, store::links::of(conn, company, id, round.month)?))
    });
    let ((_, _, address, kind, number), round, meters, readings, link) = read.await?;
    let (gone, hanging): (Vec<Item>, Vec<Item>) =
        meters.iter().map(|of| item(locale, of, &readings, round.month)).partition(|of| of.until.is_some());
    let whole = |link: store::links::Link| format!("{}{}", app.config.base_url, linking::path(&app.config, link.id));
    Ok(Page(Show {
        id: id.to_string(),
        title: place(locale, &address, None, Some(&(kind, number))),
        window: window(locale, round),
        hanging,
        gone,
        link: link.map(|link| (whole(link), round.until)),
    }))
}

pub(in crate::meters) async fn link(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<PremisesId>,
) -> Result<HttpResponse, Error> {
    let (id, today) = (id.into_inner(), day_at(app.clock.now(), who.zone()));
    let to = format!("/staff/meters/premises/{id}");
    match app.db.write(move |tx| linking::make(tx, &who, id, today)).await {
        Ok(()) => Ok(see(to).saying("meters.said.link_made").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(to).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::meters) async fn revoke(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<PremisesId>,
) -> Result<HttpResponse, Error> {
    let (id, today) = (id.into_inner(), day_at(app.clock.now(), who.zone()));
    let to = format!("/staff/meters/premises/{id}");
    match app.db.write(move |tx| linking::revoke(tx, &who, id, today)).await {
        Ok(()) => Ok(see(to).saying("meters.said.link_revoked").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(to).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
