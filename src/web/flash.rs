//! What the last act said, carried over the redirect in a sealed cookie of one minute: nothing is written to the
//! database to say it, and nothing to forget it.

use actix_web::HttpMessage;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::ServiceRequest;

use super::said::Said;
use super::secrets;
use crate::app::App;
use crate::text::Locale;

const NAME: &str = "aula-said";
const PURPOSE: &str = "flash";

/// A sentence shown once on the next page.
#[derive(Clone, Debug)]
pub struct Flash {
    /// Whether the act was done.
    pub good: bool,
    /// The sentence.
    pub text: String,
}

/// The sentence as it came with the request.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Kept {
    good: bool,
    said: Said,
}

impl Kept {
    pub(super) fn in_words(&self, locale: Locale) -> Flash {
        Flash { good: self.good, text: self.said.in_words(locale) }
    }
}

/// The cookie that will say it on the next page.
pub(super) fn saying(app: &App, good: bool, said: Said) -> Option<Cookie<'static>> {
    let text = serde_json::to_string(&Kept { good, said }).ok()?;
    let cookie = Cookie::build(NAME, secrets::sealed(&app.config.secret, PURPOSE, &text));
    Some(
        cookie
            .path("/")
            .http_only(true)
            .secure(app.config.https())
            .same_site(SameSite::Lax)
            .max_age(Duration::minutes(1))
            .finish(),
    )
}

/// The cookie that ends it.
pub(super) fn forgotten() -> Cookie<'static> {
    Cookie::build(NAME, "").path("/").max_age(Duration::ZERO).finish()
}

/// Takes the sentence off the request, if one of ours came with it.
pub(super) fn take(req: &ServiceRequest, app: &App) {
    let kept = req
        .cookie(NAME)
        .and_then(|cookie| secrets::unseal(&app.config.secret, PURPOSE, cookie.value()))
        .and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    if let Some(kept) = kept {
        req.extensions_mut().insert(kept);
    }
}
