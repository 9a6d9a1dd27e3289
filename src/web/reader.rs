//! In which language and time zone a page is read, by whoever it is.

use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::{HttpMessage, HttpRequest};
use chrono_tz::Tz;

use super::identify::ZONE;
use crate::text::Locale;

/// The cookie of a language that was asked for.
pub(super) const LANGUAGE: &str = "aula-lang";

/// How the page is to be read, by whoever it is.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Their language.
    pub locale: Locale,
    /// Their time zone.
    pub zone: Tz,
}

impl Reader {
    /// The reader of a request; before anything is known of them, what their browser says.
    pub fn of(req: &HttpRequest) -> Self {
        // looked up first: reading cookies needs the extensions too
        let known = req.extensions().get::<Self>().copied();
        known.unwrap_or_else(|| Self { locale: locale_of(req, None), zone: ZONE })
    }
}

pub(super) fn asked_language(req: &HttpRequest) -> Option<Locale> {
    let query = req.query_string();
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, code)| Locale::from_code(&code))
}

/// Asked for now, else the account's, else the cookie's, else the browser's, else Kazakh.
pub(super) fn locale_of(req: &HttpRequest, account: Option<Locale>) -> Locale {
    asked_language(req)
        .or(account)
        .or_else(|| req.cookie(LANGUAGE).and_then(|c| Locale::from_code(c.value())))
        .or_else(|| req.headers().get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).and_then(Locale::from_accept_language))
        .unwrap_or_default()
}
