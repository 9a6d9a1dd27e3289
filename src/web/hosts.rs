//! By which name the portal was asked for. A company may have a host name of its own, which the operator gives it: there the company
//! is fixed, whoever comes. Any other name that is not the portal's own gets no page (421, RFC 9110 §15.5.20), and no answer, letter
//! or link ever repeats the name that a request came with: names come from the base URL or from a company's entry.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HOST;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use diesel::prelude::*;

use super::error::Error;
use super::look::{Look, LookRow};
use super::problems::refused;
use crate::app::App;
use crate::config::Config;
use crate::db::Conn;
use crate::db::schema::{brands, companies};
use crate::text::Locale;
use crate::who::CompanyId;

/// The longest name of a host (RFC 1035 §2.3.4).
const LONGEST: usize = 253;

/// The company whose name the portal was asked by.
#[derive(Clone, Debug)]
pub struct AtHost {
    company: CompanyId,
    names: [String; 3],
    look: Option<Look>,
}

impl AtHost {
    /// That of a request; `None` at the portal's own address.
    pub fn of(req: &HttpRequest) -> Option<Arc<Self>> {
        req.extensions().get::<Arc<Self>>().cloned()
    }

    /// The company.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// Its name in a language.
    pub(super) fn name(&self, locale: Locale) -> String {
        let [kk, ru, en] = &self.names;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
        .clone()
    }

    /// How its pages look.
    pub(super) fn look(&self) -> Option<&Look> {
        self.look.as_ref()
    }
}

/// The name and port that a request asked for.
pub(super) fn asked(req: &HttpRequest) -> Option<String> {
    let header = req.headers().get(HOST).map(|host| host.to_str().map(str::to_owned).unwrap_or_default());
    header.or_else(|| req.uri().authority().map(ToString::to_string))
}

/// The name alone, in lower case: `[::1]:8080` is `::1`.
fn name(asked: &str) -> String {
    let bare = match asked.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => asked.split(':').next().unwrap_or_default(),
    };
    bare.trim_end_matches('.').to_ascii_lowercase()
}

fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A name that only a network of one's own knows: a number, a machine without a domain.
fn is_local(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok() || (is_name(name) && (!name.contains('.') || name.ends_with(".local")))
}

/// Whether a name is the portal's own: that of the base URL, or loopback. An installation that has no name itself, as when it
/// is tried out, answers to whatever its own network calls it.
fn is_own(base: &str, asked: &str) -> bool {
    let asked = name(asked);
    asked == base || is_loopback(&asked) || (is_local(base) && is_local(&asked))
}

/// Whether a text can be a host's name at all: only such a one is looked for.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-')
}

/// Whether a request came to the portal's own address.
pub(super) fn at_own(config: &Config, req: &HttpRequest) -> bool {
    asked(req).is_none_or(|asked| is_own(&name(config.authority()), &asked))
}

/// Where a company's people are sent: its own name, or the portal's address.
///
/// # Errors
/// When the database fails.
pub fn origin(conn: &mut Conn, config: &Config, company: CompanyId) -> QueryResult<String> {
    let host: Option<Option<String>> = companies::table.find(company).select(companies::host).first(conn).optional()?;
    Ok(host.flatten().map_or_else(|| config.base_url.clone(), |host| config.origin(&host)))
}

fn find(conn: &mut Conn, host: &str) -> QueryResult<Option<AtHost>> {
    type Row = (CompanyId, (String, String, String), LookRow);
    let row: Option<Row> = companies::table
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(companies::host.eq(host))
        .select((
            companies::id,
            (companies::name_kk, companies::name_ru, companies::name_en),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(company, (kk, ru, en), look)| AtHost { company, names: [kk, ru, en], look: Look::of(company, look) }))
}

/// Lets requests pass that ask for a name of ours, and notes whose it is.
pub(super) async fn known(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(app) = req.app_data::<web::Data<App>>().cloned() else {
        return next.call(req).await.map(ServiceResponse::map_into_left_body);
    };
    if !at_own(&app.config, req.request()) {
        let host = name(&asked(req.request()).unwrap_or_default());
        if !is_name(&host) {
            return Ok(refused(req, Error::Misdirected));
        }
        match app.db.read(move |conn| find(conn, &host)).await {
            Ok(Some(at)) => _ = req.extensions_mut().insert(Arc::new(at)),
            Ok(None) => return Ok(refused(req, Error::Misdirected)),
            Err(broken) => return Ok(refused(req, broken.into())),
        }
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portals_own_name_and_loopback_are_ours_and_nothing_else_is() {
        for ours in ["aula.kz", "AULA.kz", "aula.kz.", "aula.kz:443", "localhost:8080", "127.0.0.1", "[::1]:8080"] {
            assert!(is_own("aula.kz", ours), "{ours}");
        }
        for strange in
            ["evil.example", "aula.kz.evil.example", "xaula.kz", "192.168.1.5", "mybox", "", "aula.kz@evil.example", "[::2]"]
        {
            assert!(!is_own("aula.kz", strange), "{strange}");
        }
    }

    #[test]
    fn an_installation_without_a_name_answers_to_its_own_network() {
        for ours in ["192.168.1.5:8080", "mybox:8080", "mybox.local", "127.0.0.1:8080"] {
            assert!(is_own("127.0.0.1", ours), "{ours}");
        }
        for strange in ["evil.example", "a b", "<script>", ""] {
            assert!(!is_own("127.0.0.1", strange), "{strange}");
        }
    }

    #[test]
    fn only_names_are_looked_for() {
        assert!(is_name("xn--80aae.kz"));
        for strange in ["", "a b", "a\0b", "a/b", "А.kz", &"a".repeat(254)] {
            assert!(!is_name(strange), "{strange}");
        }
    }
}
