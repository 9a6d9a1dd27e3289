//! Ending a survey before its day: a page of its own that says what will happen.

use actix_web::{Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::opening::close as end;
use crate::surveys::{Refused as No, store, zone};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::{Error, Page, Refusal, filters, see};

#[derive(Template)]
#[template(path = "surveys/closing.html")]
pub(crate) struct Ask {
    id: String,
    title: String,
    took_part: i64,
    too_few: bool,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), title: "Балалар алаңы".into(), took_part: 4, too_few: true }
    }
}

pub(in crate::surveys) async fn ask(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reach) = (id.into_inner(), who.reach().clone());
    let (of, took_part) = app
        .db
        .read(move |conn| {
            let of = zone::one(conn, &reach, id)?;
            let took_part = store::desk::took_part(conn, of.company_id, id)?;
            Ok((of, took_part))
        })
        .await?;
    if of.state != State::Open {
        return Err(Error::Refused(No::NotOpen.said()));
    }
    let few = u64::try_from(took_part).is_ok_and(|many| many < crate::surveys::hidden::FEWEST);
    Ok(Page(Ask { id: id.to_string(), title: said::title(who.locale(), &of), took_part, too_few: of.anonymous && few }))
}

pub(in crate::surveys) async fn close(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| end(tx, &who, id)).await?;
    Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.closed"))
}
