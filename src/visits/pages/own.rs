//! Who of support looked as me.

use actix_web::{Responder, web};
use askama::Template;

use super::told::{Told, besides};
use crate::app::App;
use crate::text::Locale;
use crate::visits::store::visits::Visited;
use crate::visits::store::{in_language, visits};
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Page, filters};

/// How many of the newest are shown.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "visits/own.html")]
pub(crate) struct Own {
    rows: Vec<Told>,
}

impl Own {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { rows: vec![Told::sample(Locale::Kk, true), Told::sample(Locale::Kk, false)] }
    }

    /// With nothing in it.
    pub(crate) fn empty_sample() -> Self {
        Self { rows: Vec::new() }
    }
}

pub(in crate::visits) async fn show(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    let (person, now) = (who.person(), app.clock.now());
    let (all, besides) = app
        .db
        .read(move |conn| {
            let all = visits::at_person(conn, person, SHOWN)?;
            let besides = besides(conn, &all.iter().map(|(visit, _)| visit).collect::<Vec<&Visited>>())?;
            Ok((all, besides))
        })
        .await?;
    let rows = all.into_iter().map(|(visit, company)| besides.tell(&who, &visit, in_language(company, who.locale()), now));
    Ok(Page(Own { rows: rows.collect() }))
}
