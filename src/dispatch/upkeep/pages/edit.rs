//! A plan is made, and changed.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::dispatch::forms;
use crate::dispatch::kind::PlanId;
use crate::dispatch::pages::{Groups, categories, lengths};
use crate::dispatch::refused::Refused as No;
use crate::dispatch::store::planned::Plan;
use crate::dispatch::store::plans::{self as store, Placed};
use crate::dispatch::upkeep::forms::{AHEAD, wish};
use crate::dispatch::upkeep::planning::{self, Wish};
use crate::dispatch::upkeep::rule::Every;
use crate::homes::{self, BuildingId, PlaceName};
use crate::team;
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

type Answer = Result<HttpResponse, Error>;
/// How many houses there are to choose from.
const HOUSES: usize = 500;

#[derive(Template)]
#[template(path = "dispatch/plan_edit.html")]
pub(crate) struct Edit {
    form: Form,
    once: String,
    /// The plan that is changed, and its version; none while a new one is made.
    plan: Option<(String, i32)>,
    buildings: Vec<(String, String)>,
    hands: Vec<(String, String)>,
    categories: Groups,
    every: Vec<(&'static str, String)>,
    lasts: Vec<(String, String)>,
}

fn every(locale: Locale) -> Vec<(&'static str, String)> {
    Every::ALL.iter().map(|every| (every.word(), t(locale, every.key()).into_owned())).collect()
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("rule", "dispatch.refused.rule");
        Self {
            form,
            once: "k".into(),
            plan: Some(("0".repeat(26), 1)),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            hands: vec![("1".into(), "Ибраев Марат".into())],
            categories: categories(Locale::Kk),
            every: every(Locale::Kk),
            lasts: lengths(Locale::Kk),
        }
    }
}

async fn page(app: &App, who: &Staff<Dispatcher>, form: Form, key: String, plan: Option<&Plan>) -> Result<Edit, Error> {
    let (reach, locale, today) = (who.reach().clone(), who.locale(), app.clock.today());
    let (found, crew) = app
        .db
        .read(move |conn| {
            let places = homes::places(conn, &reach, &Default::default(), "", HOUSES)?;
            Ok((places, team::crew(conn, reach.company(), today)?))
        })
        .await?;
    let building =
        |name: PlaceName| if let PlaceName::Building(id, address) = name { Some((id.to_string(), address)) } else { None };
    Ok(Edit {
        form,
        once: key,
        plan: plan.map(|of| (of.id.to_string(), of.version)),
        buildings: found.places.into_iter().filter_map(building).collect(),
        hands: crew.into_iter().map(|one| (one.person.to_string(), one.name)).collect(),
        categories: categories(locale),
        every: every(locale),
        lasts: lengths(locale),
    })
}

pub(in crate::dispatch) async fn new(app: web::Data<App>, who: Staff<Dispatcher>) -> Result<impl Responder, Error> {
    let form = Form::default().with("lasts", 60).with("every", Every::Month).with("ahead", AHEAD);
    let form = form.with("starts_on", app.clock.today());
    Ok(Page(page(&app, &who, form, once::key(), None).await?))
}

/// What is planned now, in the fields.
fn preset((of, _, entrance): &Placed) -> Form {
    let every = Every::of(&of.rule, of.starts_on);
    let lines: Vec<String> = of.checklist().iter().map(super::super::check::Line::print).collect();
    Form::default()
        .with("title", &of.title)
        .with("building", of.building_id)
        .with("entrance", entrance.as_deref().unwrap_or_default())
        .with("device", &of.device)
        .with("category", &of.category)
        .with("text", &of.text)
        .with("every", every)
        .with("rule", if every == Every::Own { of.rule.as_str() } else { "" })
        .with("starts_on", of.starts_on)
        .with("lasts", of.lasts)
        .with("ahead", of.ahead)
        .with("assignee", of.assignee_id.map(|person| person.to_string()).unwrap_or_default())
        .with("lines", lines.join("\n"))
}

/// The plan that was typed, at a place within reach.
async fn typed(app: &App, who: &Staff<Dispatcher>, form: &mut Form) -> Result<Option<Wish>, Error> {
    let building = form.value("building").parse::<BuildingId>().ok().filter(|id| who.reach().has(&id.to_string()));
    let Some(building) = building else {
        form.refuse("building", "forms.refused.choice");
        return Ok(None);
    };
    let (company, number) = (who.company(), form.optional("entrance", 20));
    let entrance = match number.as_str() {
        "" => None,
        _ => {
            let found = app.db.read(move |conn| store::entrance(conn, company, building, &number)).await?;
            if found.is_none() {
                form.refuse("entrance", "dispatch.refused.entrance");
            }
            found
        }
    };
    Ok(wish(form, (building, entrance)))
}

fn refused(mut form: Form, no: No) -> Form {
    form.refuse(if no == No::HandedOver { "building" } else { "" }, no.said());
    form
}

pub(in crate::dispatch) async fn create(req: HttpRequest, app: web::Data<App>, who: Staff<Dispatcher>, sent: Typed) -> Answer {
    let mut form = Form::of(sent);
    let key = form.value(once::FIELD).to_owned();
    let Some(wish) = typed(&app, &who, &mut form).await? else {
        return Ok(Refused(page(&app, &who, form, key, None).await?).respond_to(&req));
    };
    let (author, once_key) = (who.clone(), key.clone());
    let done = app.db.write(move |tx| {
        once(tx, author.person(), &once_key, |tx| {
            planning::make(tx, &author, &wish).map(|new| format!("/staff/plans/{}", new.id))
        })
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("dispatch.said.plan_made").respond_to(&req)),
        Err(Failure::Refused(no)) => Ok(Refused(page(&app, &who, refused(form, no), key, None).await?).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

async fn of(app: &App, who: &Staff<Dispatcher>, id: PlanId) -> Result<Placed, Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| store::one(conn, &reach, id)).await?)
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<PlanId>,
) -> Result<impl Responder, Error> {
    let placed = of(&app, &who, id.into_inner()).await?;
    Ok(Page(page(&app, &who, preset(&placed), String::new(), Some(&placed.0)).await?))
}

pub(in crate::dispatch) async fn change(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<PlanId>,
    sent: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(sent));
    let placed = of(&app, &who, id).await?;
    let version = forms::version(&form);
    let Some(wish) = typed(&app, &who, &mut form).await? else {
        return Ok(Refused(page(&app, &who, form, String::new(), Some(&placed.0)).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| planning::change(tx, &author, (id, version), &wish).map(drop)).await {
        Ok(()) => Ok(see(format!("/staff/plans/{id}")).saying("dispatch.said.plan_changed").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            let form = refused(form, no).without("version");
            Ok(Refused(page(&app, &who, form, String::new(), Some(&placed.0)).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
