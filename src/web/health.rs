//! Whether the portal is well, for machines: the database and the outbox are really looked at. A broken chain of the trail is said
//! here too, but takes no portal out of service: people go on working while somebody finds out what happened.

use actix_web::{HttpResponse, web};
use chrono::TimeDelta;
use prometheus::{Encoder, TextEncoder};
use serde_json::json;

use super::trace::Metrics;
use crate::app::App;
use crate::audit::checks;
use crate::mail::lists;

/// A letter that has waited longer than this says that the postman is not coming.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// A mail server that was not reached for this long is no hiccup: the postman has tried several times.
const AWAY: TimeDelta = TimeDelta::minutes(5);

/// `/healthz`: 200 when the database answers and letters leave, else 503 with what is wrong. `mail` is `late` when letters have
/// waited too long, and `away`, from the first failure on, when the mail server cannot be reached; the portal itself serves on.
pub(super) async fn healthz(app: web::Data<App>) -> HttpResponse {
    let now = app.clock.now();
    let found = app.db.read(move |conn| Ok((lists::pending_age(conn, now)?, checks::broken(conn)?))).await;
    let away = app.post.away_since();
    let (database, late, trail) = match found {
        Ok((age, broken)) => ("ok", age.is_some_and(|age| age > PATIENCE), if broken.is_empty() { "ok" } else { "broken" }),
        Err(error) => {
            tracing::warn!("health: {error}");
            ("unreachable", false, "unknown")
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
        "trail": trail,
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
    // what cannot be asked is left out: a figure that is not there is noticed, a wrong one is believed
    if let Ok(broken) = app.db.read(checks::broken).await {
        let (name, count) = ("aula_trail_broken_chains", broken.len());
        text.extend(
            format!(
                "# HELP {name} Chains of the trail that their last check found broken\n# TYPE {name} gauge\n{name} {count}\n"
            )
            .bytes(),
        );
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
