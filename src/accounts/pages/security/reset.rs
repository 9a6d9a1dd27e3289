//! Helping a colleague whose phone is lost and whose recovery codes are gone.

use actix_web::{Responder, web};
use askama::Template;

use crate::accounts::second;
use crate::accounts::store::second::colleague;
use crate::app::App;
use crate::db::Failure;
use crate::web::actor::{Acting, Admin, Recent, Staff};
use crate::web::{Error, Page, filters, see};
use crate::who::PersonId;

#[derive(Template)]
#[template(path = "accounts/second_reset.html")]
pub(crate) struct Ask {
    person: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { person: "a".into(), name: "Әбілова Гүлнәр".into() }
    }
}

pub(in crate::accounts) async fn ask(
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    person: web::Path<PersonId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), person.into_inner());
    let found = app.db.read(move |conn| colleague(conn, company, id)).await?;
    let one = found.filter(|one| one.may_be_reset(who.person())).ok_or(Error::NotFound)?;
    Ok(Page(Ask { person: id.to_string(), name: one.name }))
}

pub(in crate::accounts) async fn reset(
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    person: web::Path<PersonId>,
) -> Result<impl Responder, Error> {
    let (config, id) = (app.config.clone(), person.into_inner());
    match app.db.write(move |tx| second::reset(tx, &config, &who, id)).await {
        Err(Failure::Refused(_)) => Err(Error::NotFound),
        done => Ok(done.map(|()| see("/staff/settings/security").saying("accounts.said.second_reset"))?),
    }
}
