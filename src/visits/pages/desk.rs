//! What support did in the company, and who of it may write.

use actix_web::{Responder, web};
use askama::Template;

use super::told::{Told, besides};
use crate::app::App;
use crate::text::{Locale, date_time};
use crate::visits::store::visits::Visited;
use crate::visits::store::{grants, visits};
use crate::web::actor::{Acting, Auditor, Staff};
use crate::web::visit::VisitId;
use crate::web::{Error, Page, Place, Query, Slice, Step, filters};
use crate::who::Duty;

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "visits/desk.html")]
pub(crate) struct Desk {
    rows: Slice<Told>,
    /// Id, the operator's name, until when.
    grants: Vec<(String, String, String)>,
    /// Whether the reader may grant.
    grants_it: bool,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let told = |open| Told::sample(Locale::Kk, open);
        let next = Some("/staff/support?after=x".into());
        let grants = vec![("0".repeat(26), "Есенова Сәуле".into(), "20 қараша 2026, 18:00".into())];
        Self { rows: Slice { rows: vec![told(true), told(false)], previous: None, next }, grants, grants_it: true }
    }

    /// With nothing in it.
    pub(crate) fn empty_sample() -> Self {
        Self { rows: Slice::empty(), grants: Vec::new(), grants_it: false }
    }
}

pub(in crate::visits) async fn show(app: web::Data<App>, who: Staff<Auditor>, query: Query) -> Result<impl Responder, Error> {
    let (company, now) = (who.company(), app.clock.now());
    let before = match query.step() {
        Step::After(at) => at.id.parse::<VisitId>().ok(),
        Step::First | Step::Before(_) => None,
    };
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (all, besides, held) = app
        .db
        .read(move |conn| {
            let all = visits::of_company(conn, company, before, limit)?;
            let besides = besides(conn, &all.iter().collect::<Vec<&Visited>>())?;
            Ok((all, besides, grants::held(conn, company, now)?))
        })
        .await?;
    let rows = Slice::cut(all, SIZE, &query, |visit| Place { key: String::new(), id: visit.id.to_string() });
    let grants = held.into_iter().map(|(id, name, until)| (id.to_string(), name, date_time(who.locale(), until, who.zone())));
    Ok(Page(Desk {
        rows: rows.map(|visit| besides.tell(&who, &visit, besides.person(&visit), now)),
        grants: grants.collect(),
        grants_it: who.may(Duty::Admin),
    }))
}
