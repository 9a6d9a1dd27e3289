//! Pages are packed in one go at the quickest level: a page is one buffer, and its length is known.

use std::io::Write;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this there is nothing to gain.
const WORTH: usize = 1024;

/// Whether the client takes gzip.
pub(super) fn accepted(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).is_some_and(|all| {
        all.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim().eq_ignore_ascii_case("gzip") && !weight.replace(' ', "").starts_with("q=0,") && weight.trim() != "q=0"
        })
    })
}

fn gzip(bytes: &[u8], level: Compression) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    packed.write_all(bytes)?;
    packed.finish()
}

/// As small as it gets: for what is packed once.
pub(super) fn gzip_best(bytes: &[u8]) -> Vec<u8> {
    // writing to memory does not fail; were it to, the asset would come out empty and the first look would show it
    gzip(bytes, Compression::best()).unwrap_or_default()
}

fn packable(headers: &HeaderMap) -> bool {
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|h| h.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/") || kind.starts_with("application/json"));
    text && !headers.contains_key(header::CONTENT_ENCODING)
}

/// Packs what is worth it.
pub(super) async fn pack(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let wanted = accepted(req.headers());
    let res = next.call(req).await?;
    if !wanted || !packable(res.headers()) {
        return Ok(res.map_into_boxed_body());
    }
    let mut packed = false;
    let mut res = res.map_body(|_, body| match body.try_into_bytes() {
        Ok(bytes) if bytes.len() >= WORTH => match gzip(&bytes, Compression::fast()) {
            Ok(small) => {
                packed = true;
                BoxBody::new(small)
            }
            Err(_) => BoxBody::new(bytes),
        },
        Ok(bytes) => BoxBody::new(bytes),
        Err(body) => BoxBody::new(body),
    });
    let headers = res.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
    if packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(res)
}
