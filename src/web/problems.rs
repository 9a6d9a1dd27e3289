//! Turns what went wrong into a page in the reader's language: what happened, and what to do.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::error::Error;
use super::filters;
use super::page::render;
use super::said::Said;
use super::trace::RequestId;
use crate::app::App;

/// Where the password is asked for once more.
const AGAIN: &str = "/profile/again";

#[derive(Template)]
#[template(path = "errors/not_found.html")]
struct NotFound;

#[derive(Template)]
#[template(path = "errors/forbidden.html")]
struct Forbidden;

#[derive(Template)]
#[template(path = "errors/suspended.html")]
struct Suspended {
    reason: String,
}

#[derive(Template)]
#[template(path = "errors/too_many.html")]
struct TooMany {
    seconds: u64,
}

#[derive(Template)]
#[template(path = "errors/misdirected.html")]
struct Misdirected {
    /// Where the portal is.
    home: String,
}

#[derive(Template)]
#[template(path = "errors/unavailable.html")]
struct Unavailable;

#[derive(Template)]
#[template(path = "errors/problem.html")]
struct Problem {
    number: String,
}

#[derive(Template)]
#[template(path = "errors/refused.html")]
struct RefusedPage {
    said: Said,
}

/// Gives every bare refusal its page; what already has one passes.
pub(super) async fn pages(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let res = next.call(req).await?.map_into_boxed_body();
    let status = res.status();
    let known = res.response().error().and_then(|e| e.as_error::<Error>());
    let led = matches!(known, Some(Error::SignIn | Error::Prove | Error::SecondFactor));
    let has_page = res.headers().contains_key(header::CONTENT_TYPE) && res.response().error().is_none();
    if !led && (has_page || !(status.is_client_error() || status.is_server_error())) {
        return Ok(res);
    }
    let (request, response) = res.into_parts();
    let page = match response.error().and_then(|e| e.as_error::<Error>()) {
        Some(error) => page_of(&request, error),
        None => page_of_status(&request, &response),
    };
    Ok(ServiceResponse::new(request, page))
}

/// A refusal by a middleware, on its way out to [`pages`].
pub(super) fn refused<B>(req: ServiceRequest, error: Error) -> ServiceResponse<actix_web::body::EitherBody<B>> {
    // `ServiceRequest::into_response` forgets the error, and with it what the page has to say
    let (request, _) = req.into_parts();
    ServiceResponse::new(request, HttpResponse::from_error(error)).map_into_right_body()
}

fn page_of(req: &HttpRequest, error: &Error) -> HttpResponse {
    use actix_web::ResponseError;
    let status = error.status_code();
    match error {
        Error::NotFound => render(req, &NotFound, status),
        Error::Forbidden => render(req, &Forbidden, status),
        Error::Suspended { reason } => render(req, &Suspended { reason: reason.clone() }, status),
        Error::SignIn => leads(req, "/sign-in", asked(req)),
        Error::Prove => leads(req, AGAIN, Some(form_of(req))),
        Error::SecondFactor => leads(req, "/profile/second-factor", asked(req)),
        Error::Refused(said) | Error::Closed(said) => render(req, &RefusedPage { said: said.clone() }, status),
        Error::Misdirected => render(req, &Misdirected { home: base_url(req) }, status),
        Error::Unreadable => render(req, &RefusedPage { said: "errors.unreadable".into() }, status),
        Error::TooLarge => render(req, &RefusedPage { said: "errors.too_large".into() }, status),
        Error::Forged => render(req, &RefusedPage { said: "errors.forged".into() }, status),
        Error::TooMany { wait } => retry_after(render(req, &TooMany { seconds: *wait }, status), *wait),
        Error::Unavailable(broken) => {
            tracing::warn!(request = %RequestId::of(req), "{broken}");
            retry_after(render(req, &Unavailable, status), 5)
        }
        Error::Storage(broken) => {
            tracing::error!(request = %RequestId::of(req), "{broken}");
            retry_after(render(req, &RefusedPage { said: broken.key().into() }, status), 60)
        }
        Error::Broken(cause) => problem(req, &format!("{cause:#}")),
    }
}

/// What actix itself answers: an unknown path, a wrong method, an unreadable body.
fn page_of_status(req: &HttpRequest, response: &HttpResponse<impl MessageBody>) -> HttpResponse {
    match response.status() {
        StatusCode::NOT_FOUND => render(req, &NotFound, StatusCode::NOT_FOUND),
        StatusCode::METHOD_NOT_ALLOWED => render(req, &NotFound, StatusCode::METHOD_NOT_ALLOWED),
        StatusCode::PAYLOAD_TOO_LARGE => page_of(req, &Error::TooLarge),
        status if status.is_client_error() => render(req, &RefusedPage { said: "errors.unreadable".into() }, status),
        _ => problem(req, &response.error().map_or_else(|| "an empty answer".to_owned(), ToString::to_string)),
    }
}

/// The portal's own address: it stands in the settings, never in the request.
fn base_url(req: &HttpRequest) -> String {
    req.app_data::<web::Data<App>>().map(|app| app.config.base_url.clone()).unwrap_or_default()
}

fn problem(req: &HttpRequest, cause: &str) -> HttpResponse {
    let number = RequestId::of(req).to_string();
    tracing::error!(request = %number, path = req.path(), "{cause}");
    render(req, &Problem { number }, StatusCode::INTERNAL_SERVER_ERROR)
}

fn retry_after(mut response: HttpResponse, seconds: u64) -> HttpResponse {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// To a page that asks for something first, with the way back.
fn leads(req: &HttpRequest, to: &str, back: Option<String>) -> HttpResponse {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(back) = &back {
        query.append_pair("next", back);
    }
    if req.method() != Method::GET && to == AGAIN {
        query.append_pair("sent", "yes");
    }
    let query = query.finish();
    let to = if query.is_empty() { to.to_owned() } else { format!("{to}?{query}") };
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).insert_header((header::CACHE_CONTROL, "no-store")).finish()
}

/// The page that was asked for; an act is not asked for a second time by going back to it.
fn asked(req: &HttpRequest) -> Option<String> {
    let path = req.uri().path_and_query().map_or("/", |p| p.as_str());
    (req.method() == Method::GET && path != "/").then(|| path.to_owned())
}

/// The page to go back to: the one that was asked for, or the page of the form that was sent. Browsers name it; where one
/// does not, the form is shown at the address it is sent to.
fn form_of(req: &HttpRequest) -> String {
    let own = || req.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    if req.method() == Method::GET {
        return own();
    }
    let named = req.headers().get(header::REFERER).and_then(|h| h.to_str().ok());
    let host = req.headers().get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let path = named.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.strip_prefix(host));
    path.filter(|path| path.starts_with('/')).map_or_else(own, str::to_owned)
}

/// The page for a path that nobody answers.
pub(super) async fn nowhere() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
