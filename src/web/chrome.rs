//! What stands around every page: language, navigation, who is reading, what was just said.
//! Pages carry only their own matter; this is taken from the request at the moment of rendering.

use std::borrow::Cow;

use actix_web::cookie::Cookie;
use actix_web::http::Uri;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono_tz::Tz;

use super::hosts::AtHost;
use super::identify::{Identity, Reader};
use super::look::{ChromeLogo, Look};
use super::visiting::ChromeVisit;
use super::{assets, flash, forgery};
use crate::app::App;
use crate::clock::Moment;
use crate::text::Locale;
use crate::who::{Duty, Role};

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The reader's language.
    pub locale: Locale,
    /// The reader's time zone.
    pub zone: Tz,
    /// Whose portal this is: the company's name, or the product's.
    pub brand: String,
    /// Who is signed in.
    pub person: Option<ChromePerson>,
    /// As what this page is read.
    pub role: Option<Role>,
    /// What else the person is.
    pub seats: Vec<ChromeSeat>,
    /// Where one can go from here.
    pub nav: Vec<NavItem>,
    /// From when on the company will not let them work without a second factor, which they do not have.
    pub second_factor_from: Option<Moment>,
    /// The visit of support in which this page is read.
    pub visit: Option<ChromeVisit>,
    /// Notices not read yet.
    pub unread: u32,
    /// What the last act said.
    pub flash: Option<flash::Flash>,
    /// The proof that a form is ours, masked anew for each page.
    pub token: String,
    /// The three languages.
    pub languages: Vec<ChromeLanguage>,
    /// The stylesheet's address.
    pub css: Cow<'static, str>,
    /// Its logo, in place of our mark.
    pub logo: Option<ChromeLogo>,
    /// The script's address.
    pub js: &'static str,
    /// The icon's address.
    pub icon: Cow<'static, str>,
    /// The path of this page.
    pub path: String,
    /// Whether this is the demo.
    pub demo: bool,
}

/// Who is signed in, as the header shows it.
#[derive(Clone, Debug)]
pub struct ChromePerson {
    /// The full name.
    pub name: String,
    /// One or two letters.
    pub initials: String,
}

/// One of the things a person is.
#[derive(Clone, Debug)]
pub struct ChromeSeat {
    /// What the switch sends.
    pub id: String,
    /// The company's name in the reader's language.
    pub company: String,
    /// The key of the role's name.
    pub role_key: &'static str,
    /// Whether this page is read as that.
    pub chosen: bool,
}

/// A language one may switch to.
#[derive(Clone, Debug)]
pub struct ChromeLanguage {
    /// `kk`, `ru` or `en`.
    pub code: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    /// This page in it.
    pub href: String,
    /// Whether the page is in it now.
    pub current: bool,
}

/// A way to go.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where to.
    pub href: &'static str,
    /// The key of its name.
    pub key: &'static str,
    /// Its picture in `ui/icon.html`.
    pub icon: &'static str,
    /// Whether we are there.
    pub current: bool,
    /// How much waits there.
    pub count: u32,
}

/// A line of the navigation, as `capabilities.rs` lists them.
#[derive(Clone, Copy, Debug)]
pub struct NavLink {
    /// For whom.
    pub role: Role,
    /// Only for those with this duty; a place that several duties open has a line for each, one after another.
    pub duty: Option<Duty>,
    /// Where to.
    pub href: &'static str,
    /// The key of its name.
    pub key: &'static str,
    /// Its picture.
    pub icon: &'static str,
    /// Other places that belong to it and have no line of their own.
    pub also: &'static [&'static str],
}

impl NavLink {
    /// The same line for these places, too.
    #[must_use]
    pub const fn with(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// How long the address is by which a path belongs here.
    fn holds(&self, path: &str) -> Option<usize> {
        std::iter::once(&self.href).chain(self.also).filter(|at| within(path, at)).map(|at| at.len()).max()
    }
}

/// The whole navigation, handed to the kernel by `capabilities.rs`.
#[derive(Clone, Copy, Debug)]
pub struct Navigation(pub &'static [NavLink]);

/// As what the page of this request is read; noted by the actor's extractor.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadAs(pub(super) Role);

impl Chrome {
    /// Whether this page is read by somebody at a desk: navigation at the side, dense tables.
    pub fn at_desk(&self) -> bool {
        matches!(self.role, Some(Role::Staff | Role::Operator))
    }

    /// The frame for the page that answers `req`, and the cookies that must go with it.
    pub(super) fn of(req: &HttpRequest) -> (Self, Vec<Cookie<'static>>) {
        let reader = Reader::of(req);
        let identity = Identity::of(req);
        let said = req.extensions().get::<flash::Kept>().cloned();
        let (token, visitor) = forgery::token_for(req);
        let mut cookies: Vec<Cookie<'static>> = visitor.into_iter().collect();
        if said.is_some() {
            cookies.push(flash::forgotten());
        }
        let role = req.extensions().get::<ReadAs>().map(|r| r.0).or_else(|| identity.as_ref().and_then(|i| i.role()));
        let at = AtHost::of(req);
        let look = identity.as_ref().and_then(|identity| identity.look(role)).or_else(|| at.as_ref()?.look());
        let chrome = Self {
            locale: reader.locale,
            zone: reader.zone,
            brand: identity
                .as_ref()
                .and_then(|i| i.brand(reader.locale, role))
                .or_else(|| at.as_ref().map(|at| at.name(reader.locale)))
                .unwrap_or_else(|| crate::text::t(reader.locale, "product.name").into_owned()),
            person: identity.as_ref().map(|i| ChromePerson { name: i.name.clone(), initials: crate::text::initials(&i.name) }),
            role,
            seats: identity.as_ref().map(|i| seats(i, reader.locale, role)).unwrap_or_default(),
            nav: identity.as_ref().map(|i| nav(req, i, role)).unwrap_or_default(),
            second_factor_from: identity.as_ref().and_then(|i| second_factor_from(i, role)),
            visit: identity.as_ref().and_then(|i| ChromeVisit::of(i)),
            unread: identity.as_ref().map_or(0, |i| i.unread),
            flash: said.map(|kept| kept.in_words(reader.locale)),
            token,
            languages: languages(req.uri(), reader.locale),
            css: look.map_or(Cow::Borrowed(assets::css()), |look| look.css().into()),
            logo: look.and_then(Look::logo),
            js: assets::js(),
            icon: look.and_then(Look::icon).map_or(Cow::Borrowed(assets::favicon()), Cow::Owned),
            path: req.path().to_owned(),
            demo: req.app_data::<web::Data<App>>().is_some_and(|app| app.config.demo),
        };
        (chrome, cookies)
    }
}

fn second_factor_from(identity: &Identity, role: Option<Role>) -> Option<Moment> {
    let seat = identity.seat_as(role).filter(|seat| seat.role == Role::Staff && !identity.second_factor)?;
    seat.second_factor_from
}

/// The switch in the header; a visitor of support chooses nothing that stays.
fn seats(identity: &Identity, locale: Locale, role: Option<Role>) -> Vec<ChromeSeat> {
    if identity.visit.is_some() {
        return Vec::new();
    }
    let chosen = identity.seat_as(role).map(super::identify::Seat::id);
    identity
        .seats
        .iter()
        .map(|seat| ChromeSeat {
            id: seat.id(),
            company: seat.company_name(locale).to_owned(),
            role_key: role_key(seat.role),
            chosen: chosen.as_ref() == Some(&seat.id()),
        })
        .collect()
}

/// The key of a role's name.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Resident => "layout.role.resident",
        Role::Staff => "layout.role.staff",
        Role::Technician => "layout.role.technician",
        Role::Vendor => "layout.role.vendor",
        Role::Operator => "layout.role.operator",
    }
}

fn nav(req: &HttpRequest, identity: &Identity, role: Option<Role>) -> Vec<NavItem> {
    let Some(links) = req.app_data::<web::Data<Navigation>>() else { return Vec::new() };
    let seat = identity.seat_as(role);
    let mut shown: Vec<&NavLink> = links
        .0
        .iter()
        .filter(|link| Some(link.role) == role)
        .filter(|link| link.duty.is_none_or(|duty| seat.is_some_and(|s| s.duties.contains(&duty))))
        .collect();
    // what several duties open stands there once for each of them
    shown.dedup_by_key(|link| link.href);
    // of several that fit, the longest is where we are: /staff is not the place while /staff/homes is
    let fits = shown.iter().filter_map(|link| link.holds(req.path()).map(|length| (length, link.href)));
    let here = fits.max_by_key(|(length, _)| *length).map(|(_, href)| href);
    shown
        .iter()
        .map(|link| NavItem { href: link.href, key: link.key, icon: link.icon, current: here == Some(link.href), count: 0 })
        .collect()
}

fn within(path: &str, href: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// This page in each language: the same address with `lang` in its query.
fn languages(uri: &Uri, now: Locale) -> Vec<ChromeLanguage> {
    let kept: Vec<(String, String)> = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .filter(|(name, _)| name != "lang")
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    Locale::ALL
        .iter()
        .map(|locale| {
            let query =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(&kept).append_pair("lang", locale.code()).finish();
            ChromeLanguage {
                code: locale.code(),
                name: locale.own_name(),
                href: format!("{}?{query}", uri.path()),
                current: *locale == now,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switching_language_keeps_the_rest_of_the_address() {
        let uri: Uri = "/staff/homes?lang=kk&q=%D0%B0&page=2".parse().unwrap();
        let all = languages(&uri, Locale::Ru);
        let hrefs: Vec<&str> = all.iter().map(|l| l.href.as_str()).collect();
        assert_eq!(hrefs.first(), Some(&"/staff/homes?q=%D0%B0&page=2&lang=kk"));
        assert_eq!(all.iter().filter(|l| l.current).map(|l| l.code).collect::<Vec<_>>(), ["ru"]);
    }

    #[test]
    fn a_place_is_a_whole_step_of_the_path() {
        assert!(within("/staff/homes/1", "/staff/homes"));
        assert!(!within("/staff/homesick", "/staff/homes"));
    }
}
