//! Ending the access of one's own family or tenants: a page that says what happens, and the act.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::homes::{HoldingId, PremisesId, holds_key};
use crate::joining::{Refused as No, family, store};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Refusal, filters, see};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "joining/removal.html")]
pub(crate) struct Ask {
    premises: String,
    holding: String,
    place: String,
    name: String,
    holds_key: &'static str,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            premises: "0".repeat(26),
            holding: "0".repeat(26),
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            name: "Ковалёва Ирина".into(),
            holds_key: holds_key(Holds::Tenant),
        }
    }
}

pub(in crate::joining) async fn ask(
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(PremisesId, HoldingId)>,
) -> Result<impl Responder, Error> {
    let ((of, id), now, reader) = (path.into_inner(), app.clock.now(), who.clone());
    let (mate, place) = app
        .db
        .read(move |conn| {
            let mate = family::housemate(conn, &reader, of, id, now)?.ok_or(diesel::result::Error::NotFound)?;
            Ok((mate, store::houses::place(conn, reader.company(), of)?))
        })
        .await?;
    if !mate.removable {
        return Err(Error::Refused(No::NotYours.said()));
    }
    Ok(Page(Ask {
        premises: of.to_string(),
        holding: id.to_string(),
        place: place.label(who.locale()),
        name: mate.contact.name,
        holds_key: holds_key(mate.holding.holds),
    }))
}

pub(in crate::joining) async fn remove(
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(PremisesId, HoldingId)>,
) -> Result<impl Responder, Error> {
    let ((of, id), config) = (path.into_inner(), app.config.clone());
    app.db.write(move |tx| family::remove(tx, &config, &who, of, id)).await?;
    Ok(see("/profile/homes").saying("joining.said.removed"))
}
