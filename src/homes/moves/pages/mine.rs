//! A move, as the two sides see it: also for those who hold nothing any more.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Conn;
use crate::files::{self, FileRow};
use crate::homes::moves::kind::MoveId;
use crate::homes::moves::{Move, Side, act as paper};
use crate::homes::store;
use crate::text::{self, Locale, tv};
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Page, filters};
use crate::who::{PersonId, Reach};

#[derive(Template)]
#[template(path = "homes/my_moves.html")]
pub(crate) struct Index {
    rows: Vec<(String, String, &'static str, String)>,
}

#[derive(Template)]
#[template(path = "homes/my_move.html")]
pub(crate) struct Show {
    id: String,
    label: String,
    number: String,
    kind_key: &'static str,
    day: String,
    comes: bool,
    undone: bool,
    has_act: bool,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let day = "20 қараша 2026".to_owned();
        Self { rows: vec![("0".repeat(26), "2026-000001".into(), "homes.moves.kind.sale", day)] }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            number: "2026-000001".into(),
            kind_key: "homes.moves.kind.sale",
            day: "20 қараша 2026".into(),
            comes: false,
            undone: false,
            has_act: true,
        }
    }
}

/// The moves in which somebody is one of the sides, and may know of it.
fn concerning(conn: &mut Conn, person: PersonId, only: Option<MoveId>) -> diesel::QueryResult<Vec<(Move, Side)>> {
    let all = store::moves::of_person(conn, person, only)?;
    Ok(all.into_iter().filter(|(of, side)| side.comes || of.kind.tells_leavers()).collect())
}

pub(in crate::homes) async fn index(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    let (person, locale) = (who.person(), who.locale());
    let mut rows = app.db.read(move |conn| concerning(conn, person, None)).await?;
    rows.dedup_by_key(|(of, _)| of.id);
    let row = |(of, _): (Move, Side)| (of.id.to_string(), of.number, of.kind.key(), text::date(locale, of.day));
    Ok(Page(Index { rows: rows.into_iter().map(row).collect() }))
}

/// The move, whether the person comes by it, the premises as people say them, and the act.
type Found = (Move, bool, String, Option<FileRow>);

async fn found(app: &App, who: &Member, id: MoveId) -> Result<Found, Error> {
    let (person, locale): (PersonId, Locale) = (who.person(), who.locale());
    let found = app
        .db
        .read(move |conn| {
            let sides = concerning(conn, person, Some(id))?;
            let comes = sides.iter().any(|(_, side)| side.comes);
            let Some((of, _)) = sides.into_iter().next() else { return Ok(None) };
            let (premises, building, _) = store::places::one(conn, &Reach::whole(of.company_id), of.premises_id)?;
            let label =
                format!("{}, {}", building.address, tv(locale, premises.kind.label_key(), &[("number", &premises.number)]));
            let act = paper::kept(conn, of.company_id, id)?.filter(|_| of.undone_at.is_none());
            Ok(Some((of, comes, label, act)))
        })
        .await?;
    found.ok_or(Error::NotFound)
}

pub(in crate::homes) async fn show(app: web::Data<App>, who: Member, id: web::Path<MoveId>) -> Result<impl Responder, Error> {
    let (of, comes, label, act) = found(&app, &who, id.into_inner()).await?;
    Ok(Page(Show {
        id: of.id.to_string(),
        label,
        kind_key: of.kind.key(),
        day: text::date(who.locale(), of.day),
        comes,
        undone: of.undone_at.is_some(),
        has_act: act.is_some(),
        number: of.number,
    }))
}

pub(in crate::homes) async fn act(
    req: HttpRequest,
    app: web::Data<App>,
    who: Member,
    id: web::Path<MoveId>,
) -> Result<HttpResponse, Error> {
    let (_, _, _, act) = found(&app, &who, id.into_inner()).await?;
    Ok(files::serve(&app.store, &act.ok_or(Error::NotFound)?, &req).await?)
}
