//! The pack for recounting, given to residents of the house and to the secretary once voting is over.

use actix_web::{HttpResponse, web};

use crate::app::App;
use crate::voting::meeting::MeetingId;
use crate::voting::proof::{of_resident, pack::pack};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::web::actor::{Resident, Secretary, Staff};
use crate::web::{Error, Step, taken};

async fn packed(
    app: &App,
    find: impl FnOnce(&mut crate::db::Conn) -> diesel::QueryResult<Meeting> + Send + 'static,
) -> Result<HttpResponse, Error> {
    let read = app.db.read(move |conn| {
        let of = find(conn)?;
        if !of.state.over() {
            return Err(diesel::result::Error::NotFound);
        }
        let units = store::electorate::units(conn, of.company_id, of.id)?;
        let lines = store::counting::chain(conn, of.company_id, of.id)?;
        let ballots = store::proof::page(conn, &of, "", &Step::First, i64::MAX)?;
        Ok((of, units, lines, ballots))
    });
    let (of, units, lines, ballots) = read.await?;
    let name = format!("aula-votes-{}.zip", of.number);
    let bytes = web::block(move || pack(&of, &units, &lines, &ballots)).await?.map_err(|error| Error::Broken(error.into()))?;
    Ok(taken::file(bytes, "application/zip", &name))
}

pub(in crate::voting::proof) async fn for_resident(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (id, now) = (id.into_inner(), app.clock.now());
    packed(&app, move |conn| Ok(of_resident(conn, &who, id, now)?.0)).await
}

pub(in crate::voting::proof) async fn for_staff(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    packed(&app, move |conn| store::meetings::one(conn, &reach, id)).await
}
