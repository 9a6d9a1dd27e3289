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

/// `/healthz`: 200 when the database answers and letters leave, else 503 with what is wrong.
pub(super) async fn healthz(app: web::Data<App>) -> HttpResponse {
    let now = app.clock.now();
    let oldest = app.db.read(move |conn| lists::pending_age(conn, now)).await;
    let (database, mail) = match oldest {
        Ok(age) => ("ok", if age.is_some_and(|age| age > PATIENCE) { "late" } else { "ok" }),
        Err(error) => {
            tracing::warn!("health: {error}");
            ("unreachable", "unknown")
        }
    };
    let well = database == "ok" && mail == "ok";
    let mut response = if well { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response
        .insert_header(("cache-control", "no-store"))
        .json(json!({ "database": database, "mail": mail, "version": env!("CARGO_PKG_VERSION") }))
}

/// `/metrics` for Prometheus.
pub(super) async fn metrics(app: web::Data<App>, metrics: web::Data<Metrics>) -> HttpResponse {
    let mut text = Vec::new();
    if let Err(error) = TextEncoder::new().encode(&metrics.registry.gather(), &mut text) {
        tracing::warn!("metrics cannot be written: {error}");
    }
    let (name, count) = ("aula_database_statements_total", app.db.statements());
    text.extend(format!("# HELP {name} Statements run on the database\n# TYPE {name} counter\n{name} {count}\n").bytes());
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
