//! A power of attorney for an owner's holding: entered, and taken back before its day.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::clock;
use crate::db::Failure;
use crate::homes::holding::HoldingId;
use crate::homes::people::representing::{self, PowerDraft, RepresentativeId, represent, usual_end};
use crate::homes::place::PremisesId;
use crate::homes::{Refused as No, store};
use crate::text::tv;
use crate::web::actor::{Acting, People, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "homes/power_form.html")]
pub(crate) struct New {
    form: Form,
    about: About,
    once: String,
}

#[derive(Template)]
#[template(path = "homes/power_ending.html")]
pub(crate) struct Ending {
    about: About,
    id: String,
    name: String,
    number: String,
}

/// The holding a power is for.
struct About {
    of: String,
    holding: String,
    label: String,
    owner: String,
}

impl About {
    fn sample() -> Self {
        let (of, holding) = ("0".repeat(26), "0".repeat(26));
        Self {
            of, holding, label: "Абай даңғылы, 12, 12-пәтер".into(), owner: "Жұмабаев Ерлан".into()
        }
    }
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Қасымов Дәурен").with("until", "2026-01-01"));
        form.refuse("until", "homes.refused.run_out");
        Self { form, about: About::sample(), once: "once".into() }
    }
}

impl Ending {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { about: About::sample(), id: "0".repeat(26), name: "Қасымов Дәурен".into(), number: "1-234".into() }
    }
}

async fn about(app: &App, who: &Staff<People>, (of, id): (PremisesId, HoldingId)) -> Result<(About, NaiveDate), Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let ((premises, building, _), (_, owner), today) = app
        .db
        .read(move |conn| {
            let place = store::places::one(conn, &reach, of)?;
            Ok((place, store::people::holding(conn, &reach, of, id)?, clock::today(now)))
        })
        .await?;
    let label = format!("{}, {}", building.address, tv(who.locale(), premises.kind.label_key(), &[("number", &premises.number)]));
    Ok((About { of: of.to_string(), holding: id.to_string(), label, owner: owner.name }, today))
}

pub(in crate::homes) async fn new(
    app: web::Data<App>,
    who: Staff<People>,
    path: web::Path<(PremisesId, HoldingId)>,
) -> Result<impl Responder, Error> {
    let (about, today) = about(&app, &who, path.into_inner()).await?;
    let form = Form::of(Typed::default().with("until", usual_end(today)));
    Ok(Page(New { form, about, once: once::key() }))
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    path: web::Path<(PremisesId, HoldingId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (of, id) = path.into_inner();
    let (about, today) = about(&app, &who, (of, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = PowerDraft::read(&mut form, today) else {
        return Ok(Refused(New { form, about, once: once::key() }).respond_to(&req));
    };
    let key = form.typed().value(once::FIELD).to_owned();
    let done = app.db.write(move |tx| {
        once(tx, who.person(), &key, |tx| represent(tx, &who, of, id, &draft).map(|()| format!("/staff/homes/premises/{of}")))
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            let field = match refused {
                No::PowerKnown => "number",
                No::IdentTaken => "ident",
                _ => "name",
            };
            form.refuse(field, refused.said());
            Ok(Refused(New { form, about, once: once::key() }).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// Premises, holding and power, as addresses name them.
type Path = web::Path<(PremisesId, HoldingId, RepresentativeId)>;

pub(in crate::homes) async fn ask_ending(app: web::Data<App>, who: Staff<People>, path: Path) -> Result<impl Responder, Error> {
    let (of, holding, id) = path.into_inner();
    let (about, _) = about(&app, &who, (of, holding)).await?;
    let company = who.company();
    let powers = app.db.read(move |conn| store::held::acting_for(conn, company, &[holding])).await?;
    let found = powers.into_values().flatten().find(|(power, _)| power.id == id);
    let (power, contact) = found.ok_or(Error::NotFound)?;
    Ok(Page(Ending { about, id: id.to_string(), name: contact.name, number: power.number }))
}

pub(in crate::homes) async fn end(app: web::Data<App>, who: Staff<People>, path: Path) -> Result<impl Responder, Error> {
    let (of, holding, id) = path.into_inner();
    let config = app.config.clone();
    match app.db.write(move |tx| representing::revoke(tx, &who, &config, of, (holding, id))).await {
        Ok(()) => Ok(see(format!("/staff/homes/premises/{of}")).saying("homes.said.ended")),
        Err(Failure::Refused(refused)) => Ok(see(format!("/staff/homes/premises/{of}")).regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
