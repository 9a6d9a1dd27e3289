//! One gate for every unsafe request: it must come from a page of ours.
//!
//! A browser says where a form came from (`Sec-Fetch-Site`, else `Origin`). A plain client says nothing and carries the form's token,
//! a seal over its visitor's cookie and its account, masked anew on every page so that compression betrays nothing of it.

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::StreamExt;

use super::error::Error;
use super::form::{FORM_LIMIT, Typed};
use super::hosts;
use super::identify::{Identity, signed_in};
use super::problems::refused;
use super::secrets;
use super::visit::Visit;
use crate::app::App;

/// The field that carries the token: always the first of a form.
pub const FIELD: &str = "token";
const PURPOSE: &str = "form";
/// In a form with files the token must come within this many bytes.
const HEAD: usize = 8 * 1024;

/// Paths that machines call: they prove themselves by signatures of their own. No session and no cookie is looked at there, so a page that
/// sends its reader's browser to such an address borrows nothing of the reader: it could as well send the request itself.
const MACHINES: [&str; 2] = ["/api/", "/unsubscribe/"];

/// Lets safe methods and our own forms pass.
pub(super) async fn gate(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let machine = MACHINES.iter().any(|path| req.path().starts_with(path));
    if !req.method().is_safe() && !machine {
        match ours(&mut req).await {
            Ok(true) => {}
            Ok(false) => return Ok(refused(req, Error::Forged)),
            Err(error) => return Ok(refused(req, error)),
        }
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}

async fn ours(req: &mut ServiceRequest) -> Result<bool, Error> {
    let header = |name: &HeaderName| req.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    if let Some(site) = header(&HeaderName::from_static("sec-fetch-site")) {
        return Ok(matches!(site.as_str(), "same-origin" | "none"));
    }
    if let Some(origin) = header(&ORIGIN) {
        return Ok(same_origin(req, &origin));
    }
    let sent = sent_token(req).await?;
    Ok(sent.is_some_and(|token| fits(req.request(), &token)))
}

/// Our own origin is the host that was asked, which is one of ours or there would be no answer ([`hosts`]); at the portal's own
/// address also the configured one. A company's host and the portal's are strangers to each other.
fn same_origin(req: &ServiceRequest, origin: &str) -> bool {
    let Some(app) = req.app_data::<web::Data<App>>() else { return false };
    let host = hosts::asked(req.request()).unwrap_or_default();
    let asked = origin.split_once("://").is_some_and(|(scheme, rest)| rest == host && (scheme == "https" || !app.config.https()));
    asked || (origin == app.config.base_url && hosts::at_own(&app.config, req.request()))
}

/// Finds the token in the body and puts the body back.
async fn sent_token(req: &mut ServiceRequest) -> Result<Option<String>, Error> {
    let multipart = req.content_type().eq_ignore_ascii_case("multipart/form-data");
    let mut payload = req.take_payload();
    let most = if multipart { HEAD } else { FORM_LIMIT };
    let mut read = web::BytesMut::new();
    let mut ended = false;
    while read.len() < most {
        match payload.next().await {
            Some(Ok(chunk)) => read.extend_from_slice(&chunk),
            Some(Err(_)) => return Err(Error::Unreadable),
            None => {
                ended = true;
                break;
            }
        }
    }
    if !ended && !multipart {
        return Err(Error::TooLarge);
    }
    let token = if multipart { token_in_parts(&read) } else { Some(Typed::parse(&read).value(FIELD).to_owned()) };
    let first = futures_util::stream::once(std::future::ready(Ok(read.freeze())));
    if ended {
        req.set_payload(Payload::Stream { payload: Box::pin(first) });
    } else {
        req.set_payload(Payload::Stream { payload: Box::pin(first.chain(payload)) });
    }
    Ok(token)
}

/// The token's part at the head of a multipart body.
fn token_in_parts(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let (_, after) = text.split_once(&format!("name=\"{FIELD}\""))?;
    let (_, value) = after.split_once("\r\n\r\n")?;
    value.split("\r\n").next().map(str::to_owned)
}

fn visitor_cookie(https: bool) -> &'static str {
    if https { "__Host-aula-visitor" } else { "aula-visitor" }
}

/// What the seal is over: this visitor, signed in as this person.
fn bound(req: &HttpRequest, visitor: &str) -> String {
    // an error page is made when the session is closed already; who asked is then known from the beginning of the request
    let began = || Identity::of(req).map(|who| who.visit.as_ref().map_or(who.person, Visit::operator));
    let person = signed_in(req).or_else(began).map(|p| p.to_string()).unwrap_or_default();
    format!("{visitor}|{person}")
}

fn fits(req: &HttpRequest, token: &str) -> bool {
    let Some(app) = req.app_data::<web::Data<App>>() else { return false };
    let Some(visitor) = req.cookie(visitor_cookie(app.config.https())) else { return false };
    let Ok(masked) = BASE64_URL_SAFE_NO_PAD.decode(token) else { return false };
    let Some((mask, rest)) = masked.split_at_checked(32) else { return false };
    let proof: Vec<u8> = mask.iter().zip(rest).map(|(m, r)| m ^ r).collect();
    rest.len() == 32 && secrets::same(&proof, &secrets::seal(&app.config.secret, PURPOSE, &bound(req, visitor.value())))
}

/// A token for the forms of the page that answers `req`, and the visitor's cookie if this is the first page.
pub(super) fn token_for(req: &HttpRequest) -> (String, Option<Cookie<'static>>) {
    let Some(app) = req.app_data::<web::Data<App>>() else { return (String::new(), None) };
    let https = app.config.https();
    let name = visitor_cookie(https);
    let (visitor, cookie) = match req.cookie(name) {
        Some(cookie) => (cookie.value().to_owned(), None),
        None => {
            let visitor = secrets::random_text();
            let cookie =
                Cookie::build(name, visitor.clone()).path("/").http_only(true).secure(https).same_site(SameSite::Lax).finish();
            (visitor, Some(cookie))
        }
    };
    let proof = secrets::seal(&app.config.secret, PURPOSE, &bound(req, &visitor));
    let mask = secrets::random::<32>();
    let masked: Vec<u8> = mask.iter().copied().chain(mask.iter().zip(proof).map(|(m, p)| m ^ p)).collect();
    (BASE64_URL_SAFE_NO_PAD.encode(masked), cookie)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_at_the_head_of_a_form_with_files() {
        let head = b"--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc-_\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\xff\xfe";
        assert_eq!(token_in_parts(head).as_deref(), Some("abc-_"));
        assert_eq!(token_in_parts(b"--x\r\n"), None);
    }
}
