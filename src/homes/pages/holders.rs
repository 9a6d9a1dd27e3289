//! Those who hold premises: a new one, their card, the end of a holding.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::forms::{ContactDraft, HolderDraft, day};
use crate::homes::holders::change_contact;
use crate::homes::holding::HoldingId;
use crate::homes::place::PremisesId;
use crate::homes::rows::{Contact, Holding};
use crate::homes::{Refused as No, add_holder, end_holding, holds_key, store};
use crate::text::{Locale, t, tv};
use crate::web::actor::{Acting, People, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::Holds;

/// The premises and one holding of them, as addresses name them.
type Path = web::Path<(PremisesId, HoldingId)>;

#[derive(Template)]
#[template(path = "homes/holder_form.html")]
pub(crate) struct New {
    form: Form,
    of: String,
    label: String,
    once: String,
    ways: Vec<(&'static str, String)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан").with("holds", "owner"));
        form.refuse("share", "homes.refused.share");
        Self { form, of: "0".repeat(26), label: "12-пәтер".into(), once: "once".into(), ways: ways(Locale::Kk) }
    }
}

#[derive(Template)]
#[template(path = "homes/contact_form.html")]
pub(crate) struct Edit {
    form: Form,
    of: String,
    holding: String,
    label: String,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан"));
        form.refuse("ident", "homes.refused.ident_taken");
        Self { form, of: "0".repeat(26), holding: "0".repeat(26), label: "12-пәтер".into() }
    }
}

#[derive(Template)]
#[template(path = "homes/holding_ending.html")]
pub(crate) struct Ending {
    form: Form,
    of: String,
    holding: String,
    label: String,
    name: String,
    holds_key: &'static str,
}

impl Ending {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            form: Form::of(Typed::default().with("until", "2026-11-20")),
            of: "0".repeat(26),
            holding: "0".repeat(26),
            label: "12-пәтер".into(),
            name: "Жұмабаев Ерлан".into(),
            holds_key: "homes.holds.owner",
        }
    }
}

fn ways(locale: Locale) -> Vec<(&'static str, String)> {
    Holds::ALL.iter().map(|holds| (holds.word(), t(locale, holds_key(*holds)).into_owned())).collect()
}

async fn label(app: &App, who: &Staff<People>, id: PremisesId) -> Result<String, Error> {
    let reach = who.reach().clone();
    let (premises, building, _) = app.db.read(move |conn| store::places::one(conn, &reach, id)).await?;
    Ok(format!("{}, {}", building.address, tv(who.locale(), premises.kind.label_key(), &[("number", &premises.number)])))
}

async fn holding(app: &App, who: &Staff<People>, (of, id): (PremisesId, HoldingId)) -> Result<(Holding, Contact), Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| store::people::holding(conn, &reach, of, id)).await?)
}

async fn new_page(app: &App, who: &Staff<People>, form: Form, of: PremisesId) -> Result<New, Error> {
    Ok(New { form, of: of.to_string(), label: label(app, who, of).await?, once: once::key(), ways: ways(who.locale()) })
}

pub(in crate::homes) async fn new(
    app: web::Data<App>,
    who: Staff<People>,
    of: web::Path<PremisesId>,
) -> Result<impl Responder, Error> {
    Ok(Page(new_page(&app, &who, Form::of(Typed::default().with("holds", Holds::Owner)), of.into_inner()).await?))
}

/// Under which field a refusal is said.
fn refuse(form: &mut Form, refused: No) {
    form.refuse(if matches!(refused, No::IdentTaken | No::Minor) { "ident" } else { "name" }, refused.said());
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    of: web::Path<PremisesId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let of = of.into_inner();
    let mut form = Form::of(typed);
    let Some(draft) = HolderDraft::read(&mut form) else {
        return Ok(Refused(new_page(&app, &who, form, of).await?).respond_to(&req));
    };
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let added = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                add_holder(tx, &author, of, &draft).map(|()| format!("/staff/homes/premises/{of}"))
            })
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            refuse(&mut form, refused);
            Ok(Refused(new_page(&app, &who, form, of).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn edit_page(app: &App, who: &Staff<People>, form: Form, (of, id): (PremisesId, HoldingId)) -> Result<Edit, Error> {
    Ok(Edit { form, of: of.to_string(), holding: id.to_string(), label: label(app, who, of).await? })
}

pub(in crate::homes) async fn edit(app: web::Data<App>, who: Staff<People>, path: Path) -> Result<impl Responder, Error> {
    let path = path.into_inner();
    let (_, contact) = holding(&app, &who, path).await?;
    Ok(Page(edit_page(&app, &who, Form::of(ContactDraft::typed(&contact)), path).await?))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    path: Path,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let path = path.into_inner();
    let (_, contact) = holding(&app, &who, path).await?;
    let mut form = Form::of(typed);
    let Some(draft) = ContactDraft::read(&mut form) else {
        return Ok(Refused(edit_page(&app, &who, form, path).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| change_contact(tx, &author, contact.id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/homes/premises/{}", path.0)).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            refuse(&mut form, refused);
            Ok(Refused(edit_page(&app, &who, form, path).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn ending_page(app: &App, who: &Staff<People>, form: Form, path: (PremisesId, HoldingId)) -> Result<Ending, Error> {
    let (holding, contact) = holding(app, who, path).await?;
    Ok(Ending {
        form,
        of: path.0.to_string(),
        holding: path.1.to_string(),
        label: label(app, who, path.0).await?,
        name: contact.name,
        holds_key: holds_key(holding.holds),
    })
}

pub(in crate::homes) async fn ask_ending(app: web::Data<App>, who: Staff<People>, path: Path) -> Result<impl Responder, Error> {
    let today = app.clock.today();
    let form = Form::of(Typed::default().with("until", today.format("%Y-%m-%d")));
    Ok(Page(ending_page(&app, &who, form, path.into_inner()).await?))
}

pub(in crate::homes) async fn end(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    path: Path,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let path = path.into_inner();
    holding(&app, &who, path).await?;
    let mut form = Form::of(typed);
    let until = day(&mut form, "until");
    if until.is_none() {
        form.refuse("until", "forms.refused.empty");
    }
    let (Some(until), false) = (until, form.failed()) else {
        return Ok(Refused(ending_page(&app, &who, form, path).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| end_holding(tx, &author, path.0, path.1, until)).await {
        Ok(()) => Ok(see(format!("/staff/homes/premises/{}", path.0)).saying("homes.said.ended").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("until", refused.said());
            Ok(Refused(ending_page(&app, &who, form, path).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
