//! A move, as staff see it, and its act.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::files;
use crate::homes::holding::holds_key;
use crate::homes::moves::kind::MoveId;
use crate::homes::moves::{Move, Side, act as paper, undoable};
use crate::homes::rows::Contact;
use crate::homes::{may_change, store};
use crate::text::{self, Locale, tv};
use crate::web::actor::{Acting, Anyone, People, Staff};
use crate::web::{Error, Page, filters};

#[derive(Template)]
#[template(path = "homes/move.html")]
pub(crate) struct Show {
    id: String,
    of: String,
    label: String,
    number: String,
    kind_key: &'static str,
    day: String,
    leaves: Vec<Person>,
    comes: Vec<Person>,
    undone: bool,
    has_act: bool,
    act_waits: bool,
    may_undo: bool,
}

/// Somebody who left or came.
pub(in crate::homes) struct Person {
    contact: String,
    name: String,
    holds_key: &'static str,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let person = |name: &str| Person { contact: "0".repeat(26), name: name.into(), holds_key: "homes.holds.owner" };
        Self {
            id: "0".repeat(26),
            of: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            number: "2026-000001".into(),
            kind_key: "homes.moves.kind.sale",
            day: "20.11.2026".into(),
            leaves: vec![person("Жұмабаев Ерлан")],
            comes: vec![person("Иванова Мария")],
            undone: false,
            has_act: true,
            act_waits: false,
            may_undo: true,
        }
    }
}

/// One side of a move.
fn persons(sides: &[(Side, Contact)], comes: bool) -> Vec<Person> {
    let of = sides.iter().filter(|(side, _)| side.comes == comes);
    of.map(|(side, contact)| Person {
        contact: contact.id.to_string(),
        name: contact.name.clone(),
        holds_key: holds_key(side.holds),
    })
    .collect()
}

/// A move within reach, with the premises as people say them.
pub(super) fn within(
    conn: &mut crate::db::Conn,
    reach: &crate::who::Reach,
    id: MoveId,
    locale: Locale,
) -> diesel::QueryResult<(Move, String)> {
    let of = store::moves::one(conn, reach.company(), id)?;
    let (premises, building, _) = store::places::one(conn, reach, of.premises_id)?;
    let label = format!("{}, {}", building.address, tv(locale, premises.kind.label_key(), &[("number", &premises.number)]));
    Ok((of, label))
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<MoveId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale, now) = (who.reach().clone(), id.into_inner(), who.locale(), app.clock.now());
    let ((of, label), sides, act, next) = app
        .db
        .read(move |conn| {
            let company = reach.company();
            let found = within(conn, &reach, id, locale)?;
            let next = store::moves::next_place(conn, company, found.0.premises_id)?;
            Ok((found, store::moves::sides(conn, company, id)?, paper::kept(conn, company, id)?, next))
        })
        .await?;
    Ok(Page(Show {
        id: of.id.to_string(),
        of: of.premises_id.to_string(),
        label,
        kind_key: of.kind.key(),
        day: text::date(locale, of.day),
        leaves: persons(&sides, false),
        comes: persons(&sides, true),
        undone: of.undone_at.is_some(),
        act_waits: act.is_none(),
        has_act: act.is_some() && may_change(&who),
        may_undo: may_change(&who) && undoable(&of, next, now).is_ok(),
        number: of.number,
    }))
}

pub(in crate::homes) async fn act(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<MoveId>,
) -> Result<HttpResponse, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let file = app
        .db
        .read(move |conn| {
            within(conn, &reach, id, locale)?;
            paper::kept(conn, reach.company(), id)
        })
        .await?
        .ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
