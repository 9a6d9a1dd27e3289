//! Whether the portal is well, for machines: the database and the outbox are really looked at.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;
use prometheus::{Encoder, TextEncoder};
use serde_json::json;

use super::trace::Metrics;
use crate::app::App;
use crate::mail::lists;

/// A letter that has waited longer than this says that the postman is not coming.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// A mail server that was not reached for this long is no hiccup: the postman has tried several times.
const AWAY: TimeDelta = TimeDelta::minutes(5);

/// `/healthz`: 200 when the database answers and letters leave, else 503 with what is wrong. `mail` is `late` when letters have
/// waited too long, and `away`, from the first failure on, when the mail server cannot be reached; the portal itself serves on.
pub(super) async fn healthz(app: web::Data<App>) -> HttpResponse {
    let now = app.clock.now();
    let oldest = app.db.read(move |conn| lists::pending_age(conn, now)).await;
    let away = app.post.away_since();
    let (database, late) = match oldest {
        Ok(age) => ("ok", age.is_some_and(|age| age > PATIENCE)),
        Err(error) => {
            tracing::warn!("health: {error}");
            ("unreachable", false)
        }
    };
    let mail = match (away, database) {
        (Some(_), _) => "away",
        (None, "ok") if late => "late",
        (None, "ok") => "ok",
        (None, _) => "unknown",
    };
    let well = database == "ok" && !late && away.is_none_or(|since| now - since < AWAY);
    let mut response = if well { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.insert_header(("cache-control", "no-store")).json(json!({
        "database": database,
        "mail": mail,
        "mail_away_since": away.map(|since| since.and_utc()),
        "version": env!("CARGO_PKG_VERSION"),
    }))
}

/// `/metrics` for Prometheus.
pub(super) async fn metrics(app: web::Data<App>, metrics: web::Data<Metrics>) -> HttpResponse {
    let mut text = Vec::new();
    if let Err(error) = TextEncoder::new().encode(&metrics.registry.gather(), &mut text) {
        tracing::warn!("metrics cannot be written: {error}");
    }
    let (name, count) = ("aula_database_statements_total", app.db.statements());
    text.extend(format!("# HELP {name} Statements run on the database\n# TYPE {name} counter\n{name} {count}\n").bytes());
    let away = app.post.away_since().map_or(0, |since| (app.clock.now() - since).num_seconds());
    let name = "aula_mail_server_away_seconds";
    let help = "How long the mail server has not been reached; 0 when it was the last time";
    text.extend(format!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {away}\n").bytes());
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
