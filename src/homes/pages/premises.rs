//! Premises: one, and the form of one.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::{self, Moment};
use crate::db::Failure;
use crate::homes::forms::{PremisesDraft, share_of};
use crate::homes::pages::facts::facts;
use crate::homes::people::pages::card::{Power, power};
use crate::homes::place::{BuildingId, Kind, PremisesId};
use crate::homes::rows::{Building, Contact, Holding, Premises};
use crate::homes::{HoldingId, Refused as No, add_premises, change_premises, holds_key, may_change, shares, store};
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Acting, Anyone, People, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "homes/premises.html")]
pub(crate) struct Show {
    id: String,
    building: String,
    address: String,
    label: String,
    facts: Vec<(&'static str, String)>,
    holders: Vec<Holder>,
    former: Vec<Holder>,
    shares: Option<Said>,
    moves: Vec<(String, String, &'static str, String)>,
    /// Whether the house is another company's now.
    handed_over: bool,
    may_change: bool,
}

/// Somebody who holds or held the premises.
struct Holder {
    id: String,
    contact: String,
    name: String,
    owns: bool,
    powers: Vec<Power>,
    holds_key: &'static str,
    share: String,
    phone: String,
    email: String,
    since: String,
    until: String,
    comes_in: bool,
    died: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let holder = |until: &str| Holder {
            id: "0".repeat(26),
            contact: "0".repeat(26),
            owns: true,
            powers: vec![Power::sample()],
            name: "Жұмабаев Ерлан Серікұлы".into(),
            holds_key: "homes.holds.owner",
            share: "1/2".into(),
            phone: "+7 701 000 00 01".into(),
            email: "owner@demo.example".into(),
            since: "01.02.2020".into(),
            until: until.into(),
            comes_in: true,
            died: false,
        };
        Self {
            id: "0".repeat(26),
            building: "0".repeat(26),
            address: "Абай даңғылы, 12".into(),
            label: "12-пәтер".into(),
            facts: vec![("homes.sheet.area", "61,4 м²".into()), ("homes.sheet.account", "10-000123".into())],
            holders: vec![holder("")],
            former: vec![holder("31.12.2025")],
            shares: Some(Said::new("homes.shares.sum").with("sum", "5/6")),
            moves: vec![("0".repeat(26), "2026-000001".into(), "homes.moves.kind.sale", "20.11.2026".into())],
            handed_over: true,
            may_change: true,
        }
    }
}

fn holder(locale: Locale, (holding, contact): &(Holding, Contact)) -> Holder {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| text::short_date(locale, day)).unwrap_or_default();
    Holder {
        id: holding.id.to_string(),
        contact: contact.id.to_string(),
        name: contact.name.clone(),
        owns: holding.holds == Holds::Owner,
        powers: Vec::new(),
        holds_key: holds_key(holding.holds),
        share: share_of(holding).map(|share| share.to_string()).unwrap_or_default(),
        phone: contact.phone_now().map(text::phone::print).unwrap_or_default(),
        email: contact.email_now().unwrap_or_default().to_owned(),
        since: day(holding.since),
        until: day(holding.until),
        comes_in: contact.person_id.is_some(),
        died: contact.died_on.is_some(),
    }
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<PremisesId>,
) -> Result<impl Responder, Error> {
    let (reach, id, now): (_, _, Moment) = (who.reach().clone(), id.into_inner(), app.clock.now());
    let ((premises, building, entrance), history, mut powers, (today, moves, handed_over)) = app
        .db
        .read(move |conn| {
            let (place, company) = (store::places::one(conn, &reach, id)?, reach.company());
            let history = store::people::history(conn, company, id)?;
            let ids: Vec<HoldingId> = history.iter().map(|(holding, _)| holding.id).collect();
            let handed_over = store::handing::are_handed_over(conn, company, id)?;
            let dated = (clock::today(now), store::moves::of_premises(conn, company, id)?, handed_over);
            Ok((place, history, store::held::acting_for(conn, company, &ids)?, dated))
        })
        .await?;
    let locale = who.locale();
    let is_present = |(holding, _): &&(Holding, Contact)| holding.until.is_none_or(|until| until >= today);
    let (mut present, past): (Vec<_>, Vec<_>) = history.iter().partition(is_present);
    present.sort_by_key(|(holding, _)| holding.holds);
    let owned =
        present.iter().filter(|(holding, _)| holding.holds == Holds::Owner && holding.since.is_none_or(|day| day <= today));
    let shares = shares::doubt(&owned.map(|(holding, _)| share_of(holding)).collect::<Vec<_>>());
    let mut shown = |held: &(Holding, Contact)| Holder {
        powers: powers.remove(&held.0.id).unwrap_or_default().iter().map(|of| power(locale, today, of)).collect(),
        ..holder(locale, held)
    };
    Ok(Page(Show {
        id: id.to_string(),
        building: building.id.to_string(),
        address: building.address,
        label: tv(locale, premises.kind.label_key(), &[("number", &premises.number)]),
        facts: facts(locale, &premises, entrance),
        holders: present.into_iter().map(&mut shown).collect(),
        former: past.into_iter().map(shown).collect(),
        shares,
        moves: moves
            .into_iter()
            .map(|of| (of.id.to_string(), of.number, of.kind.key(), text::short_date(locale, of.day)))
            .collect(),
        may_change: may_change(&who) && !handed_over,
        handed_over,
    }))
}

#[derive(Template)]
#[template(path = "homes/premises_form.html")]
pub(crate) struct Edit {
    form: Form,
    address: String,
    action: String,
    back: String,
    once: String,
    new: bool,
    kinds: Vec<(&'static str, String)>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("number", "12").with("kind", "flat"));
        form.refuse("number", "homes.refused.number_taken");
        Self {
            form,
            address: "Абай даңғылы, 12".into(),
            action: "/staff/homes".into(),
            back: "/staff/homes".into(),
            once: "once".into(),
            new: true,
            kinds: kinds(Locale::Kk),
        }
    }
}

fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

fn new_page(who: &Staff<People>, form: Form, building: &Building) -> Edit {
    let back = format!("/staff/homes/buildings/{}", building.id);
    Edit {
        form,
        address: building.address.clone(),
        action: format!("{back}/premises"),
        back,
        once: once::key(),
        new: true,
        kinds: kinds(who.locale()),
    }
}

fn edit_page(who: &Staff<People>, form: Form, building: &Building, id: PremisesId) -> Edit {
    let back = format!("/staff/homes/premises/{id}");
    Edit {
        form,
        address: building.address.clone(),
        action: back.clone(),
        back,
        once: String::new(),
        new: false,
        kinds: kinds(who.locale()),
    }
}

async fn building(app: &App, who: &Staff<People>, id: BuildingId) -> Result<Building, Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| store::places::building(conn, &reach, id)).await?)
}

pub(in crate::homes) async fn new(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<BuildingId>,
) -> Result<impl Responder, Error> {
    let building = building(&app, &who, id.into_inner()).await?;
    Ok(Page(new_page(&who, Form::of(Typed::default().with("kind", Kind::Flat)), &building)))
}

fn refuse(form: &mut Form, refused: No) {
    form.refuse("number", refused.said());
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<BuildingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let building = building(&app, &who, id.into_inner()).await?;
    let mut form = Form::of(typed);
    let Some(draft) = PremisesDraft::read(&mut form) else {
        return Ok(Refused(new_page(&who, form, &building)).respond_to(&req));
    };
    let (key, author, of) = (form.typed().value(once::FIELD).to_owned(), who.clone(), building.id);
    let added = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                add_premises(tx, &author, of, &draft).map(|id| format!("/staff/homes/premises/{id}"))
            })
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            refuse(&mut form, refused);
            Ok(Refused(new_page(&who, form, &building)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn present(app: &App, who: &Staff<People>, id: PremisesId) -> Result<(Premises, Building, Option<String>), Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| store::places::one(conn, &reach, id)).await?)
}

pub(in crate::homes) async fn edit(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<PremisesId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let (premises, building, entrance) = present(&app, &who, id).await?;
    Ok(Page(edit_page(&who, Form::of(PremisesDraft::typed(&premises, entrance.as_deref())), &building, id)))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<PremisesId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let (_, building, _) = present(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let Some(draft) = PremisesDraft::read(&mut form) else {
        return Ok(Refused(edit_page(&who, form, &building, id)).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| change_premises(tx, &author, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/homes/premises/{id}")).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            refuse(&mut form, refused);
            Ok(Refused(edit_page(&who, form, &building, id)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
