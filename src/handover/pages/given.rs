//! The archive, given to those whom it concerns: asked for by a form, so that each time stands in the trail, and fetched by a sealed address.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use chrono::TimeDelta;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::audit::{self, Author};
use crate::clock::Moment;
use crate::db::{Conn, Never};
use crate::files;
use crate::handover::rows::{Handover, HandoverId};
use crate::handover::{SHELF, note, store};
use crate::web::actor::{Acting, Admin, Operator, Staff};
use crate::web::{Error, secrets, see};
use crate::who::PersonId;

/// How long the address of a file works.
const LIVES: TimeDelta = TimeDelta::minutes(30);
const PURPOSE: &str = "handover archive";

/// How somebody finds a hand-over that concerns them.
type Find = Box<dyn FnOnce(&mut Conn, HandoverId) -> QueryResult<Handover> + Send>;

/// Whoever may have the archive.
pub(in crate::handover) trait Gets: Acting + Author + Clone + Send + 'static {
    /// Where they see hand-overs.
    const PATH: &'static str;

    /// A hand-over that concerns them.
    fn find(&self) -> Find;
}

impl Gets for Operator {
    const PATH: &'static str = "/operator/handovers";

    fn find(&self) -> Find {
        Box::new(store::one)
    }
}

impl Gets for Staff<Admin> {
    const PATH: &'static str = "/staff/handovers";

    fn find(&self) -> Find {
        let company = self.company();
        Box::new(move |conn, id| store::of_either(conn, company, id))
    }
}

/// A download that was noted.
#[derive(Serialize, Deserialize)]
struct Ask {
    person: PersonId,
    handover: HandoverId,
    at: Moment,
}

pub(in crate::handover) async fn ask<G: Gets>(
    app: web::Data<App>,
    who: G,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let (id, now) = (id.into_inner(), app.clock.now());
    let (asks, find) = (Ask { person: who.person(), handover: id, at: now }, who.find());
    app.db
        .write::<_, Never>(move |tx| {
            let of = find(tx, id)?;
            let by = audit::by(&who);
            Ok(note(tx, &of, |company| by.clone().within(company).did("handover.downloaded", ("handover", id)))?)
        })
        .await?;
    let sealed = secrets::sealed(&app.config.secret, PURPOSE, &serde_json::to_string(&asks).unwrap_or_default());
    Ok(see(format!("{}/{id}/archive/{sealed}", G::PATH)))
}

pub(in crate::handover) async fn give<G: Gets>(
    req: HttpRequest,
    app: web::Data<App>,
    who: G,
    path: web::Path<(HandoverId, String)>,
) -> Result<HttpResponse, Error> {
    let ((id, sealed), now) = (path.into_inner(), app.clock.now());
    let asked: Option<Ask> =
        secrets::unseal(&app.config.secret, PURPOSE, &sealed).and_then(|text| serde_json::from_str(&text).ok());
    asked.filter(|ask| ask.person == who.person() && ask.handover == id && now - ask.at <= LIVES).ok_or(Error::NotFound)?;
    let find = who.find();
    let file = app
        .db
        .read(move |conn| {
            let (of, subject) = (find(conn, id)?, id.to_string());
            let mut shelf = files::on_shelf(conn, of.company_id, SHELF, std::slice::from_ref(&subject))?;
            Ok(shelf.remove(&subject).and_then(|mut all| all.pop()))
        })
        .await?
        .ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
