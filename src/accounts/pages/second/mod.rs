//! One's own second factor: whether it is on, and the ways to change that.

pub(in crate::accounts) mod codes;
pub(in crate::accounts) mod ending;
pub(in crate::accounts) mod setting_up;

use actix_web::{Responder, web};
use askama::Template;

use super::with_next;
use crate::accounts::store;
use crate::app::App;
use crate::clock::Moment;
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Page, Query, filters};

#[derive(Template)]
#[template(path = "accounts/second.html")]
pub(crate) struct Show {
    since: Option<Moment>,
    left: i64,
    /// From when on a company they work for wants it.
    wanted_from: Option<Moment>,
    overdue: bool,
    new: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let at = "2026-11-20T07:00:00".parse().ok();
        Self { since: at, left: 1, wanted_from: at, overdue: false, new: "/profile/second-factor/new".into() }
    }
}

pub(in crate::accounts) async fn show(app: web::Data<App>, who: Member, query: Query) -> Result<impl Responder, Error> {
    let person = who.person();
    let (kept, left) =
        app.db.read(move |conn| Ok((store::second::kept(conn, person)?, store::second::codes_left(conn, person)?))).await?;
    let wanted_from = who.identity().seats.iter().filter_map(|seat| seat.second_factor_from).min();
    Ok(Page(Show {
        since: kept.map(|kept| kept.created_at),
        left,
        overdue: wanted_from.is_some_and(|from| from <= app.clock.now()),
        wanted_from,
        new: with_next("/profile/second-factor/new", query.value("next")),
    }))
}
