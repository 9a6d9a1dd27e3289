//! Where providers call. The gate against forged forms lets these addresses through, and may: nobody's session or cookie is looked at here, so
//! whoever forges a call borrows nothing of anybody; what is said counts only when it is signed with the secret of the contract that
//! the address names, and is then compared with our own order.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::payments::hearing::hear;
use crate::payments::order::ChannelId;
use crate::payments::provider::{self, Call, PROOF, Unread};
use crate::payments::{Refused, jobs, store};
use crate::web::limits::address;
use crate::web::{Error, secrets};

/// The longest call that is kept.
const LONGEST: usize = 32 * 1024;

pub(in crate::payments) async fn receive(
    req: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(ChannelId, String)>,
    body: web::Bytes,
) -> Result<HttpResponse, Error> {
    let (id, event) = path.into_inner();
    if body.len() > LONGEST {
        return Err(Error::TooLarge);
    }
    let contract = app.db.read(move |conn| store::channels::called(conn, id)).await?;
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (media_type, proof, from) = (header(CONTENT_TYPE.as_str()), header(PROOF), address(&req).to_string());
    let provider = provider::open(&app, &contract);
    let call = Call { event: &event, body: &body, media_type: &media_type, proof: &proof };
    let told = match provider.read(&call) {
        Ok(told) => told,
        Err(unread) => {
            tracing::warn!(channel = %id, event, from, ?unread, "a call-back is not believed");
            return Err(if unread == Unread::Forged { Error::Forbidden } else { Error::Unreadable });
        }
    };
    let (today, said, name) = (jobs::today(&app), String::from_utf8_lossy(&body).replace('\0', ""), event.clone());
    let heard = app.db.write::<_, Refused>(move |tx| {
        let verdict = hear(tx, &contract, &told, today)?;
        store::channels::heard(tx, &contract, (&name, &said, &from), verdict)?;
        Ok(verdict)
    });
    let answer = provider.answer(&call, heard.await?, &secrets::random_text());
    Ok(HttpResponse::Ok().content_type(answer.media_type).body(answer.body))
}
