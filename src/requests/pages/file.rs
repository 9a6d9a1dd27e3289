//! The pictures of requests, for those who may see the request.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::files::{self, FileId};
use crate::requests::kind::RequestId;
use crate::requests::{SHELF, store};
use crate::web::Error;
use crate::web::actor::{Dispatcher, Resident, Staff};

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
            store::house::one(conn, &who, id)?;
            files::find(conn, who.company(), SHELF, &id.to_string(), file)
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
            files::find(conn, who.company(), SHELF, &id.to_string(), file)
        })
        .await?;
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, &req).await?)
}
