//! Making a job: out of a request, or on its own.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::{Conn, Failure};
use crate::dispatch::directing::{self, Making};
use crate::dispatch::forms::{self, LINE, TEXT};
use crate::homes::{self, BuildingId, EntranceId, Kind, PlaceName, PremisesId};
use crate::requests::{self, RequestId, Spot, Trade};
use crate::text::{Locale, phone, t};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// How many houses there are to choose from.
const HOUSES: usize = 500;

pub(in crate::dispatch) type Groups = Vec<(String, Vec<(&'static str, String)>)>;

#[derive(Template)]
#[template(path = "dispatch/new.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    request: Option<(String, String, String)>,
    buildings: Vec<(String, String)>,
    categories: Groups,
    lasts: Vec<(String, String)>,
}

/// All categories, by trade.
pub(in crate::dispatch) fn categories(locale: Locale) -> Groups {
    let mut groups: Vec<(Trade, Vec<(&'static str, String)>)> = Vec::new();
    for category in requests::categories() {
        let choice = (category.code, category.name(locale));
        match groups.iter_mut().find(|(trade, _)| *trade == category.trade) {
            Some((_, choices)) => choices.push(choice),
            None => groups.push((category.trade, vec![choice])),
        }
    }
    groups.into_iter().map(|(trade, choices)| (t(locale, trade.key()).into_owned(), choices)).collect()
}

/// How long a job may take.
pub(in crate::dispatch) fn lengths(locale: Locale) -> Vec<(String, String)> {
    let all = [30, 60, 90, 120, 180, 240, 360, 480];
    all.map(|minutes| (minutes.to_string(), super::round::lasting(locale, chrono::TimeDelta::minutes(minutes)))).to_vec()
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("text", "forms.refused.empty");
        Self {
            form,
            once: "k".into(),
            request: Some(("0".repeat(26), "2026-000123".into(), "Абай даңғылы, 12".into())),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            categories: categories(Locale::Kk),
            lasts: lengths(Locale::Kk),
        }
    }
}

/// The request that a job is made from; one elsewhere is not there.
async fn asked(app: &App, who: &Staff<Dispatcher>, id: &str) -> Result<Option<requests::Wanted>, Error> {
    if id.is_empty() {
        return Ok(None);
    }
    let (reach, id) = (who.reach().clone(), id.parse::<RequestId>().map_err(|_| Error::NotFound)?);
    Ok(Some(app.db.read(move |conn| requests::wanted(conn, &reach, id)).await?))
}

async fn page(app: &App, who: &Staff<Dispatcher>, form: Form, key: String, of: Option<&requests::Wanted>) -> Result<New, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let found = app.db.read(move |conn| homes::places(conn, &reach, &Default::default(), "", HOUSES)).await?;
    let building =
        |name: PlaceName| if let PlaceName::Building(id, address) = name { Some((id.to_string(), address)) } else { None };
    Ok(New {
        form,
        once: key,
        request: of.map(|of| (of.request.id.to_string(), of.request.number.clone(), of.address.clone())),
        buildings: found.places.into_iter().filter_map(building).collect(),
        categories: categories(locale),
        lasts: lengths(locale),
    })
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let of = asked(&app, &who, query.value("request")).await?;
    let mut form = Form::default().with("lasts", 60).with("asks", "yes");
    if let Some(of) = &of {
        form = form.with("category", &of.request.category).with("text", &of.request.text);
    }
    Ok(Page(page(&app, &who, form, once::key(), of.as_ref()).await?))
}

/// The place of a job on its own: building, entrance, flat.
fn place(
    conn: &mut Conn,
    company: crate::who::CompanyId,
    building: BuildingId,
    flat: &str,
) -> diesel::QueryResult<Option<(Option<EntranceId>, Option<PremisesId>)>> {
    if flat.is_empty() {
        return Ok(Some((None, None)));
    }
    let Some(id) = homes::numbered(conn, company, building, Kind::Flat, flat)? else { return Ok(None) };
    let (premises, _) = homes::premises(conn, &crate::who::Reach::whole(company), id)?;
    Ok(Some((premises.entrance_id, Some(id))))
}

/// A job on its own, as it was typed.
async fn alone(app: &App, who: &Staff<Dispatcher>, form: &mut Form, base: Making) -> Result<Option<Making>, Error> {
    let (company, flat) = (who.company(), form.optional("flat", 20));
    let Ok(building) = form.value("building").parse::<BuildingId>() else {
        form.refuse("building", "forms.refused.choice");
        return Ok(None);
    };
    if !who.reach().has(&building.to_string()) {
        form.refuse("building", "forms.refused.choice");
        return Ok(None);
    }
    let found = app.db.read(move |conn| place(conn, company, building, &flat)).await?;
    let Some((entrance, premises)) = found else {
        form.refuse("flat", "requests.refused.flat");
        return Ok(None);
    };
    let (name, typed) = (form.optional("name", LINE), form.optional("phone", 40));
    let phone = phone::normalise(&typed);
    if phone.is_none() && !typed.is_empty() {
        form.refuse("phone", "requests.refused.phone");
    }
    let spot = if premises.is_some() { Spot::Own } else { base.spot };
    Ok((!form.failed()).then(|| Making { building, entrance, premises, spot, name, phone: phone.unwrap_or_default(), ..base }))
}

/// The job that was typed, of a request or on its own.
async fn typed(
    app: &App,
    who: &Staff<Dispatcher>,
    form: &mut Form,
    of: Option<&requests::Wanted>,
) -> Result<Option<Making>, Error> {
    let category = requests::category_of(form.value("category"));
    if category.is_none() {
        form.refuse("category", "requests.refused.category");
    }
    let (text, lasts) = (form.text("text", TEXT), forms::lasts(form));
    let (Some(category), Some(lasts), false) = (category, lasts, form.failed()) else { return Ok(None) };
    let from = of.map(|of| &of.request);
    let base = Making {
        company: who.company(),
        request: from.map(|of| of.id),
        building: from.map_or_else(|| BuildingId::fresh(app.clock.now()), |of| of.building_id),
        entrance: from.and_then(|of| of.entrance_id),
        premises: from.and_then(|of| of.premises_id),
        category,
        spot: from.map_or(category.spot, |of| of.spot),
        floor: from.and_then(|of| of.floor),
        place: from.map(|of| of.place.clone()).unwrap_or_default(),
        text,
        person: from.and_then(|of| of.reporter_id),
        name: from.map(|of| of.name.clone()).unwrap_or_default(),
        phone: from.map(|of| of.phone.clone()).unwrap_or_default(),
        lasts,
        asks: form.has("asks", "yes"),
    };
    if of.is_some() { Ok(Some(base)) } else { alone(app, who, form, base).await }
}

pub(in crate::dispatch) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    sent: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(sent);
    let key = form.value(once::FIELD).to_owned();
    let of = asked(&app, &who, form.value("request")).await?;
    let Some(making) = typed(&app, &who, &mut form, of.as_ref()).await? else {
        return Ok(Refused(page(&app, &who, form, key, of.as_ref()).await?).respond_to(&req));
    };
    let (config, author, once_key) = (app.config.clone(), who.clone(), key.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &once_key, |tx| {
                directing::make(tx, &config, &author, &making).map(|new| format!("/staff/jobs/{}", new.id))
            })
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("dispatch.said.made").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("building", no.said());
            Ok(Refused(page(&app, &who, form, key, of.as_ref()).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
