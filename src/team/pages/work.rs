//! What somebody is to do, and where.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::invite::ticked;
use super::member;
use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, PlaceName};
use crate::team::duties::hint_key;
use crate::team::forms::WorkDraft;
use crate::team::store::members::Member;
use crate::team::{Refused as No, Skill, duty_key, entrust, store};
use crate::text::{Locale, t, tv};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};
use crate::who::{Duty, MembershipId, Role};

/// How many buildings can be ticked without looking for them.
const TICKABLE: usize = 100;

/// What can be ticked and chosen: the same for somebody who works here and for somebody who is asked to.
pub(crate) struct Choices {
    pub(super) duties: Vec<(&'static str, String, String)>,
    pub(super) skills: Vec<(&'static str, String)>,
    pub(super) firms: Vec<(String, String)>,
    pub(super) places: Vec<(String, String)>,
    /// Whether there are more places than are shown: then one looks for them.
    pub(super) more: bool,
}

impl Choices {
    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        Self {
            duties: duties(Locale::Kk),
            skills: skills(Locale::Kk),
            firms: vec![("1".into(), "Лифт-Сервис".into())],
            places: vec![("complex:1".into(), "Алма-Тау".into()), ("building:1".into(), "Абай даңғылы, 12".into())],
            more: true,
        }
    }
}

#[derive(Template)]
#[template(path = "team/work_form.html")]
pub(crate) struct Edit {
    form: Form,
    id: String,
    name: String,
    technician: bool,
    all: Choices,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("reach", "zone").with("duty", "editor"));
        form.refuse("place", "team.refused.empty_zone");
        Self {
            form, id: "0".repeat(26), name: "Тілеуова Гүлнар Болатқызы".into(), technician: false, all: Choices::sample()
        }
    }
}

fn duties(locale: Locale) -> Vec<(&'static str, String, String)> {
    let choice = |duty: &Duty| (duty.word(), t(locale, duty_key(*duty)).into_owned(), t(locale, hint_key(*duty)).into_owned());
    Duty::ALL.iter().map(choice).collect()
}

fn skills(locale: Locale) -> Vec<(&'static str, String)> {
    Skill::ALL.iter().map(|skill| (skill.word(), t(locale, skill.key()).into_owned())).collect()
}

/// A place of a zone; entrances and premises are none.
fn place(locale: Locale, name: &PlaceName) -> Option<(String, String)> {
    match name {
        PlaceName::Complex(id, name) => Some((format!("complex:{id}"), tv(locale, "team.work.complex", &[("name", name)]))),
        PlaceName::Building(id, address) => Some((format!("building:{id}"), address.clone())),
        PlaceName::Entrance(..) | PlaceName::Premises(..) => None,
    }
}

/// What there is to choose from, for this form.
pub(super) async fn choices(app: &App, who: &Staff<Admin>, form: &Form) -> Result<Choices, Error> {
    let (reach, locale, find, chosen) = (who.reach().clone(), who.locale(), form.value("find").to_owned(), ticked(form));
    let (found, firms) = app
        .db
        .read(move |conn| {
            let firms = store::firms::all(conn, reach.company())?;
            Ok((homes::places(conn, &reach, &chosen, &find, TICKABLE)?, firms))
        })
        .await?;
    Ok(Choices {
        duties: duties(locale),
        skills: skills(locale),
        firms: firms.into_iter().map(|firm| (firm.id.to_string(), firm.name)).collect(),
        places: found.places.iter().filter_map(|name| place(locale, name)).collect(),
        more: found.more,
    })
}

async fn page(app: &App, who: &Staff<Admin>, form: Form, of: Member) -> Result<Edit, Error> {
    let all = choices(app, who, &form).await?;
    Ok(Edit { form, id: of.id.to_string(), name: of.name, technician: of.role == Role::Technician, all })
}

pub(in crate::team) async fn edit(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let of = member(&app, &who, id).await?;
    let typed = app
        .db
        .read(move |conn| {
            store::members::one(conn, company, id)?;
            let duties = store::members::duties(conn, &[id])?.remove(&id).unwrap_or_default();
            let skills = store::firms::skills(conn, &[id])?.remove(&id).unwrap_or_default();
            let firm = store::firms::of(conn, &[id])?.remove(&id).map(|(firm, _)| firm);
            let zone = store::zones::of(conn, &[id])?.remove(&id);
            Ok(WorkDraft::typed(&duties, zone.as_ref(), &skills, firm))
        })
        .await?;
    Ok(Page(page(&app, &who, Form::of(typed.with("find", query.value("find"))), of).await?))
}

/// Under which field a refusal is said.
pub(super) fn field(refused: No) -> &'static str {
    match refused {
        No::EmptyZone => "place",
        No::NotNarrowed => "reach",
        No::WorksHere => "email",
        _ => "duty",
    }
}

pub(in crate::team) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let of = member(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let draft = WorkDraft::read(&mut form);
    let only_looks = form.value("act") == "find";
    let (Some(draft), false) = (draft, only_looks) else {
        return if only_looks && !form.failed() {
            Ok(Page(page(&app, &who, form, of).await?).respond_to(&req))
        } else {
            Ok(Refused(page(&app, &who, form, of).await?).respond_to(&req))
        };
    };
    let author = who.clone();
    match app.db.write(move |tx| entrust(tx, &author, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/team/{id}")).saying("team.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(page(&app, &who, form, of).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
