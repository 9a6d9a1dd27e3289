//! Writing a request down for somebody who called and has no account.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Groups, grouped, matters, spots};
use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, Kind};
use crate::requests::coming::Coming;
use crate::requests::{acting, category, forms, store};
use crate::text::Locale;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// How many houses there are to choose from.
const HOUSES: i64 = 500;

#[derive(Template)]
#[template(path = "requests/enter.html")]
pub(crate) struct Enter {
    form: Form,
    once: String,
    buildings: Vec<(String, String)>,
    categories: Groups,
    spots: Vec<(&'static str, String)>,
    matters: Vec<(&'static str, String)>,
}

impl Enter {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("name", "forms.refused.empty");
        Self {
            form,
            once: "k".into(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            categories: grouped(Locale::Kk, category::search("")),
            spots: spots(Locale::Kk),
            matters: matters(Locale::Kk),
        }
    }
}

async fn page(app: &App, who: &Staff<Dispatcher>, form: Form, key: String) -> Result<Enter, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let houses = app.db.read(move |conn| store::desk::houses(conn, &reach, HOUSES)).await?;
    Ok(Enter {
        form,
        once: key,
        buildings: houses.into_iter().map(|(id, address)| (id.to_string(), address)).collect(),
        categories: grouped(locale, category::search("")),
        spots: spots(locale),
        matters: matters(locale),
    })
}

/// The empty form; what another page knows already stands in it.
pub(in crate::requests) async fn new(app: web::Data<App>, who: Staff<Dispatcher>, query: Query) -> Result<impl Responder, Error> {
    let known = ["building", "category", "text"].into_iter().filter(|name| !query.value(name).is_empty());
    let form = known.fold(Form::default(), |form, name| form.with(name, query.value(name)));
    Ok(Page(page(&app, &who, form, once::key()).await?))
}

/// The flat of that number, and that the house lies in the zone.
async fn placed(app: &App, who: &Staff<Dispatcher>, form: &mut Form, coming: Coming) -> Result<Option<Coming>, Error> {
    let (building, number) = (coming.building, form.value("flat").to_owned());
    if !who.reach().has(&building.to_string()) {
        form.refuse("building", "forms.refused.choice");
        return Ok(None);
    }
    if number.is_empty() {
        return Ok(Some(coming));
    }
    let company = who.company();
    let found = app
        .db
        .read(move |conn| match homes::numbered(conn, company, building, Kind::Flat, &number)? {
            Some(id) => store::house::place_of(conn, company, id).map(|(_, entrance)| Some((id, entrance))),
            None => Ok(None),
        })
        .await?;
    if found.is_none() {
        form.refuse("flat", "requests.refused.flat");
    }
    Ok(found.map(|(premises, entrance)| Coming { premises: Some(premises), entrance, ..coming }))
}

pub(in crate::requests) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let key = form.value(once::FIELD).to_owned();
    let coming = match forms::called(&mut form, who.company()) {
        Some(coming) => placed(&app, &who, &mut form, coming).await?,
        None => None,
    };
    let Some(coming) = coming else {
        return Ok(Refused(page(&app, &who, form, key).await?).respond_to(&req));
    };
    let (config, author, sent) = (app.config.clone(), who.clone(), key.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &sent, |tx| {
                acting::enter(tx, &config, &author, &coming).map(|new| format!("/staff/requests/{}", new.id))
            })
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("requests.said.entered").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("building", no.said());
            Ok(Refused(page(&app, &who, form, key).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
