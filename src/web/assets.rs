//! Stylesheet, script, icon: embedded in the binary, one file each, under an address that changes with their content.

use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::compression::gzip_best;

#[derive(RustEmbed)]
#[folder = "static/"]
#[include = "css/*.css"]
#[include = "js/*.js"]
#[include = "worker/*.js"]
#[include = "favicon.svg"]
struct Static;

/// The order of the cascade.
const LAYERS: [&str; 6] = ["reset", "tokens", "base", "layout", "components", "pages"];

struct Asset {
    path: String,
    version: String,
    media_type: &'static str,
    plain: web::Bytes,
    packed: web::Bytes,
}

impl Asset {
    fn new(name: &str, extension: &str, media_type: &'static str, content: Vec<u8>) -> Self {
        let digest = Sha256::digest(&content);
        let hash: String = BASE64_URL_SAFE_NO_PAD.encode(digest).chars().take(12).collect();
        let packed = gzip_best(&content);
        Self {
            path: format!("/s/{name}.{hash}.{extension}"),
            version: hash,
            media_type,
            plain: content.into(),
            packed: packed.into(),
        }
    }
}

fn read(name: &str) -> Vec<u8> {
    Static::get(name).map(|file| file.data.into_owned()).unwrap_or_default()
}

static CSS: LazyLock<Asset> = LazyLock::new(|| {
    let all = LAYERS.iter().flat_map(|layer| read(&format!("css/{layer}.css"))).collect();
    Asset::new("aula", "css", "text/css; charset=utf-8", all)
});

/// The scripts are small and know nothing of one another: each runs in a function of its own.
static JS: LazyLock<Asset> = LazyLock::new(|| {
    let mut names: Vec<_> = Static::iter().filter(|name| name.starts_with("js/")).collect();
    names.sort();
    let all = names.iter().flat_map(|name| [b"(()=>{".to_vec(), read(name), b"\n})();\n".to_vec()].concat()).collect();
    Asset::new("aula", "js", "text/javascript; charset=utf-8", all)
});

/// What keeps a technician's day on their device: a script that the browser runs beside the pages.
static WORKER: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("jobs", "js", "text/javascript; charset=utf-8", read("worker/jobs.js")));

static FAVICON: LazyLock<Asset> = LazyLock::new(|| Asset::new("aula", "svg", "image/svg+xml", read("favicon.svg")));

/// The stylesheet's address.
pub fn css() -> &'static str {
    &CSS.path
}

/// What tells this stylesheet from those of other versions of the program.
pub fn css_version() -> &'static str {
    &CSS.version
}

/// This stylesheet with something after it: a company's colours.
pub fn css_with(more: &str) -> Vec<u8> {
    [&CSS.plain, more.as_bytes()].concat()
}

/// The script's address.
pub fn js() -> &'static str {
    &JS.path
}

/// The address of the script that keeps a technician's day on their device.
pub fn worker() -> &'static str {
    &WORKER.path
}

/// The icon's address.
pub fn favicon() -> &'static str {
    &FAVICON.path
}

/// Answers for `/s/…`. What is there never changes; what is not there any more is gone.
pub(super) async fn serve(req: HttpRequest) -> HttpResponse {
    let Some(asset) = [&*CSS, &*JS, &*WORKER, &*FAVICON].into_iter().find(|asset| asset.path == req.path()) else {
        return HttpResponse::NotFound().finish();
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)))
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")))
        .insert_header((header::VARY, HeaderValue::from_static("Accept-Encoding")));
    if asset.path == WORKER.path {
        // a worker stands before the pages of its own folder alone unless it may do more: these, and no others
        response.insert_header(("service-worker-allowed", "/jobs"));
    }
    if super::compression::accepted(req.headers()) {
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))).body(asset.packed.clone())
    } else {
        response.body(asset.plain.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_stays_small() {
        let (css, most) = (css_with(""), 30_000);
        assert!(css.len() <= most, "{} bytes, {most} is the most: merge rules before you add one", css.len());
    }
}
