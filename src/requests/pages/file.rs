//! The pictures of requests, for those who may see them.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::db::Conn;
use crate::files::{self, FileId, FileRow, Shelf};
use crate::requests::kind::RequestId;
use crate::requests::{INTERNAL, SHELF, THREAD, store};
use crate::web::Error;
use crate::web::actor::{Acting, Dispatcher, Resident, Staff};
use crate::who::CompanyId;

fn on_one_of(
    conn: &mut Conn,
    company: CompanyId,
    shelves: &[Shelf],
    (id, file): (RequestId, FileId),
) -> diesel::QueryResult<Option<FileRow>> {
    for shelf in shelves {
        if let Some(found) = files::find(conn, company, *shelf, &id.to_string(), file)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

pub(in crate::requests) async fn resident(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(RequestId, FileId)>,
) -> Result<HttpResponse, Error> {
    let (id, file) = path.into_inner();
    let row = app
        .db
        .read(move |conn| {
            let of = store::house::one(conn, &who, id)?;
            let belongs = of.reporter_id == Some(who.person())
                || store::one::joiners(conn, id)?.iter().any(|(person, _)| *person == who.person());
            on_one_of(conn, who.company(), if belongs { &[SHELF, THREAD] } else { &[SHELF] }, (id, file))
        })
        .await?;
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, &req).await?)
}

pub(in crate::requests) async fn staff(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    path: web::Path<(RequestId, FileId)>,
) -> Result<HttpResponse, Error> {
    let (id, file) = path.into_inner();
    let row = app
        .db
        .read(move |conn| {
            store::one::within(conn, who.reach(), id)?;
            on_one_of(conn, who.company(), &[SHELF, THREAD, INTERNAL], (id, file))
        })
        .await?;
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, &req).await?)
}
