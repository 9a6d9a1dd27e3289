//! What residents read of a protocol: owners of the house all of it, whoever only lives there an extract without names.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::files;
use crate::voting::meeting::MeetingId;
use crate::voting::proof::of_resident;
use crate::voting::protocol::{Reading, draw, newest, scans};
use crate::voting::store;
use crate::web::actor::Resident;
use crate::web::{Error, Query, taken};

pub(in crate::voting::protocol) async fn pdf(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (id, base_url, now) = (id.into_inner(), app.config.base_url.clone(), app.clock.now());
    let (file, facts) = app
        .db
        .read(move |conn| {
            let (of, owner) = of_resident(conn, &who, id, now)?;
            let Some((made, file)) = newest(conn, of.company_id, id)?.filter(|(made, _)| of.state.given_out() && !made.draft)
            else {
                return Err(diesel::result::Error::NotFound);
            };
            if owner {
                return Ok((Some(file), None));
            }
            Ok((None, Some(store::facts::facts(conn, of, made, &base_url)?)))
        })
        .await?;
    if let Some(file) = file {
        return Ok(files::serve(&app.store, &file, &req).await?);
    }
    let facts = facts.ok_or(Error::NotFound)?;
    let drawn = web::block(move || draw(&facts, Reading::Extract)).await?;
    let bytes = drawn.map_err(|error| Error::Broken(anyhow::anyhow!("extract: {error:?}")))?;
    Ok(taken::document(bytes, "hattama-uzindi.pdf"))
}

pub(in crate::voting::protocol) async fn scan(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (id, page, now) = (id.into_inner(), query.word::<usize>("page").unwrap_or(1), app.clock.now());
    let file = app.db.read(move |conn| {
        let (of, owner) = of_resident(conn, &who, id, now)?;
        if !owner || !of.state.given_out() {
            return Ok(None);
        }
        Ok(scans(conn, of.company_id, id)?.into_iter().nth(page.wrapping_sub(1)))
    });
    let file = file.await?.ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
