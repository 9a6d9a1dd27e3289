//! The act of a hand-over, to be printed and signed.

use actix_web::{HttpResponse, web};

use super::given::Gets;
use super::operator::key;
use super::seen::Seen;
use crate::app::App;
use crate::handover::act;
use crate::handover::rows::HandoverId;
use crate::parcel;
use crate::web::{Error, taken};

pub(in crate::handover) async fn print<G: Gets>(
    app: web::Data<App>,
    who: G,
    id: web::Path<HandoverId>,
) -> Result<HttpResponse, Error> {
    let (id, find) = (id.into_inner(), who.find());
    let seen = app
        .db
        .read(move |conn| {
            let of = find(conn, id)?;
            Seen::load(conn, of)
        })
        .await?;
    // before the archive there is nothing to sign for, and after a refusal nothing to sign
    let (facts, digest) = seen.facts(key(&app)).ok_or(Error::NotFound)?;
    let keeping = app.store.clone();
    let drawn = web::block(move || {
        let bytes = keeping.read(&digest)?;
        Ok::<_, crate::files::Broken>(act::draw(&facts, parcel::open(&bytes).ok().as_ref()))
    })
    .await??;
    let bytes = drawn.map_err(|no| Error::Broken(anyhow::anyhow!("the act: {no}")))?;
    Ok(taken::document(bytes, "akt.pdf"))
}
