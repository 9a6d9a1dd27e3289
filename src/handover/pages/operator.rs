//! The operator begins hand-overs, takes them back, and notes that an archive went to a company outside.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::seen::{Index, Seen, Show};
use crate::app::App;
use crate::db::Failure;
use crate::handover::forms::Draft;
use crate::handover::rows::HandoverId;
use crate::handover::{begin, cancel as cancel_it, deliver as deliver_it, store};
use crate::homes::BuildingId;
use crate::parcel::{Key, fingerprint};
use crate::web::actor::{Acting, Operator};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};
use crate::who::CompanyId;

/// Which company hands over: the first question.
#[derive(Template)]
#[template(path = "handover/from.html")]
pub(crate) struct From {
    companies: Vec<(String, String)>,
}

/// Everything else.
#[derive(Template)]
#[template(path = "handover/new.html")]
pub(crate) struct New {
    form: Form,
    from: String,
    from_name: String,
    companies: Vec<(String, String)>,
    houses: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "handover/cancellation.html")]
pub(crate) struct Ask {
    id: String,
    houses: String,
}

impl From {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { companies: vec![("0".repeat(26), "«Алатау Үй» ЖШС".into())] }
    }
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("buildings", "handover.refused.no_houses");
        Self {
            form,
            from: "0".repeat(26),
            from_name: "«Алатау Үй» ЖШС".into(),
            companies: vec![("1".repeat(26), "«Есіл Сервис» ЖШС".into())],
            houses: vec![("2".repeat(26), "Абай даңғылы, 12".into()), ("3".repeat(26), "Сәтбаев көшесі, 5".into())],
        }
    }
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), houses: "Абай даңғылы, 12".into() }
    }
}

/// What two people compare to be sure of the installation's key.
pub(in crate::handover) fn key(app: &App) -> String {
    Key::of(&app.config.secret).map(|key| fingerprint(&key.public())).unwrap_or_default()
}

pub(in crate::handover) async fn index(app: web::Data<App>, who: Operator) -> Result<impl Responder, Error> {
    let (locale, today) = (who.locale(), app.clock.today());
    Ok(Page(app.db.read(move |conn| Index::of(conn, None, locale, today)).await?))
}

/// What the form needs: the name of the old company, the others, its free houses.
type Needs = (String, Vec<(CompanyId, String)>, Vec<(BuildingId, String)>);

async fn needs(app: &App, who: &Operator, from: CompanyId) -> Result<Needs, Error> {
    let locale = who.locale();
    let (companies, houses) = app.db.read(move |conn| Ok((store::companies(conn)?, store::free(conn, from)?))).await?;
    let named: Vec<(CompanyId, String)> = companies.iter().map(|(id, names, _)| (*id, store::name_in(locale, names))).collect();
    let name = named.iter().find(|(id, _)| *id == from).map(|(_, name)| name.clone()).ok_or(Error::NotFound)?;
    Ok((name, named.into_iter().filter(|(id, _)| *id != from).collect(), houses))
}

fn page(from: CompanyId, form: Form, (from_name, others, houses): Needs) -> New {
    let text = |(id, name): (String, String)| (id, name);
    New {
        form,
        from: from.to_string(),
        from_name,
        companies: others.into_iter().map(|(id, name)| text((id.to_string(), name))).collect(),
        houses: houses.into_iter().map(|(id, name)| text((id.to_string(), name))).collect(),
    }
}

pub(in crate::handover) async fn new(
    req: HttpRequest,
    app: web::Data<App>,
    who: Operator,
    query: Query,
) -> Result<HttpResponse, Error> {
    let Some(from) = query.word::<CompanyId>("from") else {
        let locale = who.locale();
        let all = app.db.read(store::companies).await?;
        let companies = all.iter().map(|(id, names, _)| (id.to_string(), store::name_in(locale, names))).collect();
        return Ok(Page(From { companies }).respond_to(&req));
    };
    Ok(Page(page(from, Form::default(), needs(&app, &who, from).await?)).respond_to(&req))
}

pub(in crate::handover) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Operator,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let from: CompanyId = typed.value("from").parse().map_err(|_| Error::NotFound)?;
    let (needs, mut form) = (needs(&app, &who, from).await?, Form::of(typed));
    let free: Vec<BuildingId> = needs.2.iter().map(|(id, _)| *id).collect();
    let others: Vec<CompanyId> = needs.1.iter().map(|(id, _)| *id).collect();
    let Some(draft) = Draft::read(&mut form, from, &free, &others, app.clock.today()) else {
        return Ok(Refused(page(from, form, needs)).respond_to(&req));
    };
    let config = app.config.clone();
    match app.db.write(move |tx| begin(tx, &who, &config, &draft)).await {
        Ok(id) => Ok(see(format!("/operator/handovers/{id}")).saying("handover.said.begun").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("buildings", refused.said());
            Ok(Refused(page(from, form, needs)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn seen(app: &App, id: HandoverId) -> Result<Seen, Error> {
    let look = move |conn: &mut crate::db::Conn| {
        let of = store::one(conn, id)?;
        Seen::load(conn, of)
    };
    Ok(app.db.read(look).await?)
}

pub(in crate::handover) async fn show(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let seen = seen(&app, id.into_inner()).await?;
    Ok(Page(Show::of(seen, None, who.locale(), app.clock.today(), key(&app))))
}

pub(in crate::handover) async fn ask_cancelling(
    app: web::Data<App>,
    _: Operator,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    Ok(Page(Ask { id: id.to_string(), houses: seen(&app, id).await?.houses() }))
}

pub(in crate::handover) async fn cancel(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let (id, config) = (id.into_inner(), app.config.clone());
    let to = see(format!("/operator/handovers/{id}"));
    match app.db.write(move |tx| cancel_it(tx, &who, &config, id)).await {
        Ok(()) => Ok(to.saying("handover.said.cancelled")),
        Err(Failure::Refused(refused)) => Ok(to.regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::handover) async fn deliver(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let (id, config) = (id.into_inner(), app.config.clone());
    let to = see(format!("/operator/handovers/{id}"));
    match app.db.write(move |tx| deliver_it(tx, &who, &config, id)).await {
        Ok(()) => Ok(to.saying("handover.said.delivered")),
        Err(Failure::Refused(refused)) => Ok(to.regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
