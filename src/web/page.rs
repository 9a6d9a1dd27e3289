//! Answers that people look at: a page, a redirect that says what was done, a refused form shown again.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::chrome::Chrome;
use super::error::Error;
use super::flash;
use super::said::{Refusal, Said};
use crate::app::App;
use crate::db::Failure;
use crate::text::Locale;

/// What templates may ask for besides their own matter.
pub struct Surroundings {
    chrome: Option<Chrome>,
    locale: Locale,
}

impl Surroundings {
    /// A page's: everything.
    pub fn page(chrome: Chrome) -> Self {
        Self { locale: chrome.locale, chrome: Some(chrome) }
    }

    /// A letter's: only the language.
    pub fn letter(locale: Locale) -> Self {
        Self { chrome: None, locale }
    }
}

impl askama::Values for Surroundings {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn std::any::Any> {
        match key {
            "chrome" => self.chrome.as_ref().map(|chrome| chrome as &dyn std::any::Any),
            "locale" => Some(&self.locale),
            _ => None,
        }
    }
}

/// A page of whatever kind: what the tests look at.
pub trait Shown {
    /// The page's HTML.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    fn show(&self, surroundings: &Surroundings) -> askama::Result<String>;
}

impl<T: Template> Shown for T {
    fn show(&self, surroundings: &Surroundings) -> askama::Result<String> {
        self.render_with_values(surroundings)
    }
}

/// A page, rendered in the reader's language with the frame of the request.
pub struct Page<T>(pub T);

/// The same page with something wrong on it: what was typed is still there.
pub struct Refused<T>(pub T);

impl<T: Template> Responder for Page<T> {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        render(req, &self.0, StatusCode::OK)
    }
}

impl<T: Template> Responder for Refused<T> {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        render(req, &self.0, StatusCode::UNPROCESSABLE_ENTITY)
    }
}

/// Renders any page with any status.
pub fn render(req: &HttpRequest, page: &impl Template, status: StatusCode) -> HttpResponse {
    let (chrome, cookies) = Chrome::of(req);
    let language = chrome.locale.code();
    let mut html = String::with_capacity(32 * 1024);
    if let Err(error) = page.render_into_with_values(&mut html, &Surroundings::page(chrome)) {
        return HttpResponse::from_error(Error::from(error));
    }
    let mut response = HttpResponse::build(status);
    for cookie in cookies {
        response.cookie(cookie);
    }
    response
        .insert_header((header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")))
        .insert_header((header::CONTENT_LANGUAGE, HeaderValue::from_static(language)))
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .body(html)
}

/// A redirect after something was done (303): a reload does not do it again.
pub struct See {
    to: String,
    good: bool,
    said: Option<Said>,
}

/// Goes on to a page of ours.
pub fn see(to: impl Into<String>) -> See {
    See { to: to.into(), good: true, said: None }
}

impl See {
    /// Says there what was done.
    #[must_use]
    pub fn saying(mut self, said: impl Into<Said>) -> Self {
        self.said = Some(said.into());
        self
    }

    /// Says there what was done, or why it was not.
    ///
    /// # Errors
    /// When something is broken.
    pub fn after<T, R: Refusal>(self, done: Result<T, Failure<R>>, said: impl Into<Said>) -> Result<Self, Error> {
        match done {
            Ok(_) => Ok(self.saying(said)),
            Err(Failure::Refused(refusal)) => Ok(self.regretting(refusal.said())),
            Err(Failure::Broken(broken)) => Err(broken.into()),
        }
    }

    /// Says there what was not done.
    #[must_use]
    pub fn regretting(mut self, said: impl Into<Said>) -> Self {
        self.good = false;
        self.said = Some(said.into());
        self
    }
}

impl Responder for See {
    type Body = BoxBody;
    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        let said = self.said.zip(req.app_data::<web::Data<App>>());
        if let Some(cookie) = said.and_then(|(said, app)| flash::saying(app, self.good, said)) {
            response.cookie(cookie);
        }
        response.insert_header((header::LOCATION, self.to)).insert_header((header::CACHE_CONTROL, "no-store")).finish()
    }
}

/// A path on this site, or `/` for anything that would lead elsewhere.
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && !path.chars().any(char::is_control);
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn the_way_back_never_leads_off_the_site() {
        assert_eq!(own_path("/bills?month=2026-11"), "/bills?month=2026-11");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/\t/evil",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
