//! Around every request: a number to find it in the log by, a line about it, a count of it, and the headers that every answer carries.

use std::sync::LazyLock;
use std::time::Instant;

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use prometheus::{HistogramOpts, HistogramVec, Registry};

use crate::app::App;
use crate::db::types::{Uuid, to_text};

/// The number of a request: in its answer, in the log, on the page of a failure.
#[derive(Clone, Debug)]
pub struct RequestId(String);

impl RequestId {
    /// The number of a request.
    pub fn of(req: &HttpRequest) -> Self {
        req.extensions().get::<Self>().cloned().unwrap_or_else(|| Self(String::from("-")))
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What `/metrics` shows of requests: how many and how long, by route and status.
pub struct Metrics {
    /// The registry that is printed.
    pub registry: Registry,
    requests: Option<HistogramVec>,
}

static BUCKETS: LazyLock<Vec<f64>> = LazyLock::new(|| vec![0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0]);

impl Default for Metrics {
    fn default() -> Self {
        let registry = Registry::new();
        let options = HistogramOpts::new("aula_request_seconds", "Time to answer, by route and status").buckets(BUCKETS.clone());
        let requests = HistogramVec::new(options, &["method", "route", "status"]).ok();
        if let Some(requests) = &requests
            && let Err(error) = registry.register(Box::new(requests.clone()))
        {
            tracing::warn!("requests are not counted: {error}");
        }
        Self { registry, requests }
    }
}

/// `img-src data:` is for QR codes drawn by the server; nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const EVERYWHERE: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

/// Numbers, times, counts and dresses a request.
pub(super) async fn trace(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let began = Instant::now();
    let id = to_text(Uuid::now_v7().as_u128());
    req.extensions_mut().insert(RequestId(id.clone()));
    let mut res = next.call(req).await?;
    let https = res.request().app_data::<web::Data<App>>().is_some_and(|app| app.config.https());
    let headers = res.headers_mut();
    for (name, value) in EVERYWHERE {
        let name = HeaderName::from_static(name);
        // a file may ask for a stricter policy of its own
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    note(&res, &id, began);
    Ok(res)
}

fn note<B: MessageBody>(res: &ServiceResponse<B>, id: &str, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    let req = res.request();
    let route = req.match_pattern().unwrap_or_else(|| String::from("-"));
    let bytes = match res.response().body().size() {
        BodySize::Sized(bytes) => bytes,
        BodySize::None | BodySize::Stream => 0,
    };
    let status = res.status().as_u16();
    // the path may carry a token; the route does not
    tracing::info!(target: "aula::request", request = id, method = %req.method(), route, status, bytes, ms = seconds * 1000.0);
    let requests = req.app_data::<web::Data<Metrics>>().and_then(|m| m.requests.as_ref());
    if let Some(requests) = requests {
        requests.with_label_values(&[req.method().as_str(), route.as_str(), res.status().as_str()]).observe(seconds);
    }
}
