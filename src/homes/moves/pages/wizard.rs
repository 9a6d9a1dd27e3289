//! The move of some premises, in two steps: what happens, and what follows from it. Nothing is written before the second is confirmed:
//! the first step carries everything that was typed into the second.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::clock;
use crate::db::Failure;
use crate::homes::holding::holds_key;
use crate::homes::moves::do_move;
use crate::homes::moves::draft::{Comes, MoveDraft};
use crate::homes::moves::kind::MoveKind;
use crate::homes::people::finding::Find;
use crate::homes::people::{self, Wanted};
use crate::homes::place::PremisesId;
use crate::homes::rows::{Contact, Holding};
use crate::homes::{Refused as No, store};
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Acting, People, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Said, Step, Typed, filters, see};

/// How many people a search offers.
const OFFERED: i64 = 8;
/// What is carried from the first step to the second.
const FIELDS: [&str; 12] =
    ["kind", "day", "leaves", "family_follows", "contact", "name", "ident", "phone", "email", "share", "family", "place"];

#[derive(Template)]
#[template(path = "homes/move_form.html")]
pub(crate) struct New {
    form: Form,
    of: String,
    label: String,
    find: String,
    found: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    present: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "homes/move_review.html")]
pub(crate) struct Review {
    of: String,
    label: String,
    kind_key: &'static str,
    leaves: Vec<String>,
    comes: Vec<String>,
    follows: Vec<Said>,
    fields: Vec<(String, String)>,
    once: String,
}

fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    MoveKind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("kind", "sale").with("family_follows", "yes"));
        form.refuse("day", "forms.refused.empty");
        Self {
            form,
            of: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            find: "Иванова".into(),
            found: vec![("1".into(), "Иванова Мария Петровна, +7 701 000 00 02".into())],
            kinds: kinds(Locale::Kk),
            present: vec![("2".into(), "Жұмабаев Ерлан, меншік иесі".into())],
        }
    }
}

impl Review {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            of: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            kind_key: MoveKind::Sale.key(),
            leaves: vec!["Жұмабаев Ерлан, меншік иесі".into()],
            comes: vec!["Иванова Мария, меншік иесі".into()],
            follows: vec![Said::new("homes.moves.follows.kept")],
            fields: vec![("kind".into(), "sale".into())],
            once: "once".into(),
        }
    }
}

/// Some premises on the way from one to another.
struct Scene {
    id: PremisesId,
    label: String,
    present: Vec<(Holding, Contact)>,
    found: Vec<Contact>,
    place: i32,
    today: NaiveDate,
}

async fn scene(app: &App, who: &Staff<People>, id: PremisesId, find: &str) -> Result<Scene, Error> {
    let (reach, now, find) = (who.reach().clone(), app.clock.now(), Find::read(find));
    let (place, present, found, next, today) = app
        .db
        .read(move |conn| {
            let company = reach.company();
            let place = store::places::one(conn, &reach, id)?;
            let present = store::people::holders(conn, company, &[id], now)?.remove(&id).unwrap_or_default();
            let today = clock::today(now);
            let wanted = Wanted { find, today, ..Wanted::default() };
            let found = if wanted.find.is_empty() {
                Vec::new()
            } else {
                store::contacts::page(conn, &reach, &wanted, &Step::First, OFFERED)?
            };
            Ok((place, present, found, store::moves::next_place(conn, company, id)?, today))
        })
        .await?;
    let (premises, building, _) = place;
    let label = format!("{}, {}", building.address, tv(who.locale(), premises.kind.label_key(), &[("number", &premises.number)]));
    // whoever leaves on a day already is on the way out
    let present = present.into_iter().filter(|(holding, _)| holding.until.is_none()).collect();
    Ok(Scene { id, label, present, found, place: next, today })
}

fn named(locale: Locale, (holding, contact): &(Holding, Contact)) -> String {
    format!("{}, {}", contact.name, t(locale, holds_key(holding.holds)))
}

fn page(who: &Staff<People>, scene: Scene, form: Form, find: String) -> New {
    let locale = who.locale();
    let found = scene.found.iter().map(|one| {
        let phone = one.phone.as_deref().map(|phone| format!(", {}", text::phone::print(phone))).unwrap_or_default();
        (one.id.to_string(), format!("{}{phone}", one.name))
    });
    New {
        of: scene.id.to_string(),
        found: found.collect(),
        label: scene.label,
        find,
        kinds: kinds(locale),
        present: scene.present.iter().map(|held| (held.0.id.to_string(), named(locale, held))).collect(),
        form,
    }
}

pub(in crate::homes) async fn new(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<PremisesId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let find = query.value("find").to_owned();
    let scene = scene(&app, &who, id.into_inner(), &find).await?;
    let typed = Typed::default().with("kind", MoveKind::Sale).with("day", scene.today).with("family_follows", "yes");
    Ok(Page(page(&who, scene, Form::of(typed), find)))
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<PremisesId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let find = typed.value("find").to_owned();
    let scene = scene(&app, &who, id, &find).await?;
    let mut form = Form::of(if typed.value("place").is_empty() { typed.with("place", scene.place) } else { typed });
    let Some(draft) = MoveDraft::read(&mut form, &scene.present, scene.today) else {
        return Ok(Refused(page(&who, scene, form, find)).respond_to(&req));
    };
    if form.has("step", "back") {
        return Ok(Page(page(&who, scene, form, find)).respond_to(&req));
    }
    if !form.has("step", "confirmed") {
        return Ok(Page(review(&app, &who, scene, &form, &draft).await?).respond_to(&req));
    }
    let (key, config) = (form.value(once::FIELD).to_owned(), app.config.clone());
    let author = who.clone();
    let done = app.db.write(move |tx| {
        once(tx, author.person(), &key, |tx| {
            do_move(tx, &author, &config, id, &draft).map(|id| format!("/staff/homes/moves/{id}"))
        })
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("homes.moves.said.done").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(page(&who, scene, form, find)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

fn field(refused: No) -> &'static str {
    match refused {
        No::EndsBeforeBeginning => "day",
        No::IdentTaken => "ident",
        No::HeldAlready => "name",
        _ => "leaves",
    }
}

async fn review(app: &App, who: &Staff<People>, scene: Scene, form: &Form, draft: &MoveDraft) -> Result<Review, Error> {
    let locale = who.locale();
    let leaving: Vec<&(Holding, Contact)> = scene.present.iter().filter(|(of, _)| draft.leaves.contains(&of.id)).collect();
    let newcomer = match &draft.comes {
        Some(Comes::Known(id)) => {
            let (reach, id) = (who.reach().clone(), *id);
            Some(app.db.read(move |conn| people::one(conn, &reach, id)).await?.name)
        }
        Some(Comes::New(card)) => Some(card.name.clone()),
        None => None,
    };
    let share = draft.share.map(|share| format!(" ({share})")).unwrap_or_default();
    let as_what = |key| t(locale, key).into_owned();
    let holds = draft.kind.brings().map(|holds| as_what(holds_key(holds))).unwrap_or_default();
    let mut comes: Vec<String> = newcomer.iter().map(|name| format!("{name}, {holds}{share}")).collect();
    comes.extend(draft.family.iter().map(|name| format!("{name}, {}", as_what("homes.holds.family"))));
    Ok(Review {
        of: scene.id.to_string(),
        kind_key: draft.kind.key(),
        leaves: leaving.iter().map(|held| named(locale, held)).collect(),
        follows: follows(locale, draft, &leaving, newcomer),
        comes,
        label: scene.label,
        fields: FIELDS
            .iter()
            .flat_map(|name| form.values(name).into_iter().map(|value| ((*name).to_owned(), value.to_owned())))
            .collect(),
        once: once::key(),
    })
}

/// What follows from a move, in sentences.
fn follows(locale: Locale, draft: &MoveDraft, leaving: &[&(Holding, Contact)], newcomer: Option<String>) -> Vec<Said> {
    let day = text::date(locale, draft.day);
    let mut all: Vec<Said> = Vec::new();
    for (_, contact) in leaving {
        let key = if contact.person_id.is_some() { "homes.moves.follows.loses" } else { "homes.moves.follows.ends" };
        all.push(Said::new(key).with("name", &contact.name).with("day", &day));
    }
    all.extend(newcomer.map(|name| Said::new("homes.moves.follows.comes").with("name", name).with("day", &day)));
    all.push(Said::new("homes.moves.follows.kept"));
    all.push(Said::new(if draft.kind == MoveKind::Death { "homes.moves.follows.heirs" } else { "homes.moves.follows.act" }));
    all.push(Said::new("homes.moves.follows.undo"));
    all
}
