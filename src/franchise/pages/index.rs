//! The operator's home.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::franchise::store::{self, Counts};
use crate::text::{Locale, number, tn};
use crate::web::actor::{Acting, Operator};
use crate::web::{Error, Page, filters};

/// Letters that wait longer than this many minutes mean that the mail does not go out.
const LATE: i64 = 10;

#[derive(Template)]
#[template(path = "franchise/index.html")]
pub(crate) struct Index {
    companies: String,
    people: String,
    waiting: String,
    dead: String,
    any_dead: bool,
    late: Option<String>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self::of(Locale::Kk, Counts { companies: 2, people: 1240, waiting: 3, dead: 1, late: Some(25) })
    }

    fn of(locale: Locale, counts: Counts) -> Self {
        let late = counts.late.filter(|minutes| *minutes >= LATE).and_then(|minutes| u64::try_from(minutes).ok());
        Self {
            companies: number(locale, counts.companies),
            people: number(locale, counts.people),
            waiting: number(locale, counts.waiting),
            dead: number(locale, counts.dead),
            any_dead: counts.dead > 0,
            late: late.map(|minutes| tn(locale, "franchise.index.late", minutes, &[])),
        }
    }
}

pub(in crate::franchise) async fn show(app: web::Data<App>, who: Operator) -> Result<impl Responder, Error> {
    let now = app.clock.now();
    let counts = app.db.read(move |conn| store::counts(conn, now)).await?;
    Ok(Page(Index::of(who.locale(), counts)))
}
