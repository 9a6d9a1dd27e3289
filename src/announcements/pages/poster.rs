//! The notice for the entrance door, to be printed.

use actix_web::{HttpResponse, web};

use crate::announcements::kind::AnnouncementId;
use crate::announcements::{poster as draw, store};
use crate::app::App;
use crate::files;
use crate::pdf::Logo;
use crate::web::actor::{Anyone, Staff};
use crate::web::{Error, taken};

pub(in crate::announcements) async fn print(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<AnnouncementId>,
) -> Result<HttpResponse, Error> {
    let (company, id, now) = (who.company(), id.into_inner(), app.clock.now());
    let ((of, version), sender, logo) = app
        .db
        .read(move |conn| {
            let of = store::desk::one(conn, company, id)?;
            Ok((of, store::desk::sender(conn, company)?, files::logo_of(conn, company)?))
        })
        .await?;
    let (config, shelves, name) = (app.config.clone(), app.store.clone(), format!("{}.pdf", of.number));
    let drawn = web::block(move || {
        // a logo that cannot be read is no reason to leave the entrance without its notice
        let logo = logo.and_then(|file| Logo::read(&shelves.read(&file.digest).ok()?).ok());
        draw::draw(&config, &of, &version, &sender, logo, now)
    })
    .await?;
    let bytes = drawn.map_err(|e| Error::Broken(anyhow::anyhow!("poster: {e}")))?;
    Ok(taken::document(bytes, &name))
}
