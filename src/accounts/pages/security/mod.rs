//! What a company wants of its staff's second factors, and who has one.

pub(in crate::accounts) mod requirement;
pub(in crate::accounts) mod reset;

use actix_web::{Responder, web};
use askama::Template;

use crate::accounts::store::second::{self, Colleague};
use crate::app::App;
use crate::clock::Moment;
use crate::text::alphabetical;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Page, filters};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "accounts/security.html")]
pub(crate) struct Show {
    from: Option<Moment>,
    in_force: bool,
    without: usize,
    staff: Vec<Row>,
}

/// One of the staff.
struct Row {
    id: String,
    name: String,
    since: Option<Moment>,
    mine: bool,
    may_be_reset: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let at: Option<Moment> = "2026-11-20T07:00:00".parse().ok();
        let row = |name: &str, since, mine| Row { id: "a".into(), name: name.into(), since, mine, may_be_reset: !mine };
        let staff = vec![row("Әбілова Гүлнәр", at, false), row("Нұрланова Айгерім Болатқызы", None, true)];
        Self { from: at, in_force: false, without: 1, staff }
    }
}

/// The staff of a company in the order of the alphabet.
async fn staff(app: &App, company: CompanyId) -> Result<(Option<Moment>, String, Vec<Colleague>), Error> {
    let ((from, zone), mut all) =
        app.db.read(move |conn| Ok((second::required(conn, company)?, second::staff(conn, company)?))).await?;
    all.sort_by_cached_key(|one| alphabetical::key(&one.name));
    Ok((from, zone, all))
}

pub(in crate::accounts) async fn show(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    let (from, _, all) = staff(&app, who.company()).await?;
    let row = |one: Colleague| Row {
        id: one.person.to_string(),
        since: one.since,
        mine: one.person == who.person(),
        may_be_reset: one.may_be_reset(who.person()),
        name: one.name,
    };
    Ok(Page(Show {
        from,
        in_force: from.is_some_and(|from| from <= app.clock.now()),
        without: all.iter().filter(|one| one.since.is_none()).count(),
        staff: all.into_iter().map(row).collect(),
    }))
}
