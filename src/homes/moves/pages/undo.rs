//! A move is undone: the page that says what follows, and the act itself.

use actix_web::{Responder, web};
use askama::Template;

use super::show::within;
use crate::app::App;
use crate::db::Failure;
use crate::homes::moves::kind::MoveId;
use crate::homes::moves::undo_move;
use crate::web::actor::{Acting, People, Staff};
use crate::web::{Error, Page, Refusal, filters, see};

#[derive(Template)]
#[template(path = "homes/move_undo.html")]
pub(crate) struct Ask {
    id: String,
    number: String,
    label: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), number: "2026-000001".into(), label: "Абай даңғылы, 12, 12-пәтер".into() }
    }
}

pub(in crate::homes) async fn ask(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<MoveId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let (of, label) = app.db.read(move |conn| within(conn, &reach, id, locale)).await?;
    Ok(Page(Ask { id: of.id.to_string(), number: of.number, label }))
}

pub(in crate::homes) async fn undo(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<MoveId>,
) -> Result<impl Responder, Error> {
    let (id, config) = (id.into_inner(), app.config.clone());
    match app.db.write(move |tx| undo_move(tx, &who, &config, id)).await {
        Ok(of) => Ok(see(format!("/staff/homes/premises/{of}")).saying("homes.moves.said.undone")),
        Err(Failure::Refused(refused)) => Ok(see(format!("/staff/homes/moves/{id}")).regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
