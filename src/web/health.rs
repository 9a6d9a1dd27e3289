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

/// `/healthz`: 200 when the database answers and letters leave, else 503 with what is wrong.
pub(super) async fn healthz(app: web::Data<App>) -> HttpResponse {
    let now = app.clock.now();
    let found = app.db.read(move |conn| Ok((lists::pending_age(conn, now)?, checks::broken(conn)?))).await;
    let (database, mail, trail) = match found {
        Ok((age, broken)) => {
            let late = age.is_some_and(|age| age > PATIENCE);
            ("ok", if late { "late" } else { "ok" }, if broken.is_empty() { "ok" } else { "broken" })
        }
        Err(error) => {
            tracing::warn!("health: {error}");
            ("unreachable", "unknown", "unknown")
        }
    };
    let well = database == "ok" && mail == "ok";
    let mut response = if well { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response
        .insert_header(("cache-control", "no-store"))
        .json(json!({ "database": database, "mail": mail, "trail": trail, "version": env!("CARGO_PKG_VERSION") }))
}

/// `/metrics` for Prometheus.
pub(super) async fn metrics(app: web::Data<App>, metrics: web::Data<Metrics>) -> HttpResponse {
    let mut text = Vec::new();
    if let Err(error) = TextEncoder::new().encode(&metrics.registry.gather(), &mut text) {
        tracing::warn!("metrics cannot be written: {error}");
    }
    let (name, count) = ("aula_database_statements_total", app.db.statements());
    text.extend(format!("# HELP {name} Statements run on the database\n# TYPE {name} counter\n{name} {count}\n").bytes());
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
