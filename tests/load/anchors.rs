//! The two servers that stand beside the portal in every measurement.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Context;
use diesel::SqliteConnection;
use diesel::r2d2::{ConnectionManager, Pool};

use crate::floor;

/// As many bytes as the ceiling of `measure.md` has.
const BYTES: usize = 20_000;
const WORKERS: usize = 2;

/// 20 kB out of memory.
pub(crate) fn still(addr: &str) -> anyhow::Result<()> {
    let text = web::Bytes::from("Aula ".repeat(BYTES / 5));
    let server = HttpServer::new(move || {
        let text = text.clone();
        App::new().default_service(web::to(move || {
            let text = text.clone();
            async move { HttpResponse::Ok().insert_header((header::CONTENT_TYPE, HeaderValue::from_static("text/html"))).body(text) }
        }))
    });
    run(server.workers(WORKERS).bind(addr).context("listening")?.run())
}

type Readers = Pool<ConnectionManager<SqliteConnection>>;

/// The rows of a list, read by diesel and written by askama.
pub(crate) fn bare(addr: &str, database: &str) -> anyhow::Result<()> {
    let pool: Readers =
        Pool::builder().max_size(8).connection_customizer(Box::new(floor::Tuned)).build(ConnectionManager::new(database))?;
    let mut conn = pool.get()?;
    let company = floor::company(&mut conn)?;
    drop(conn);
    let server = HttpServer::new(move || {
        App::new().app_data(web::Data::new((pool.clone(), company.clone()))).default_service(web::to(list))
    });
    run(server.workers(WORKERS).bind(addr).context("listening")?.run())
}

async fn list(req: HttpRequest, shared: web::Data<(Readers, String)>) -> HttpResponse {
    let session = req.headers().get("x-session").and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let html = web::block(move || {
        let (pool, company) = shared.as_ref();
        pool.get().map_err(anyhow::Error::from).and_then(|mut conn| floor::page(&mut conn, company, &session))
    });
    match html.await {
        Ok(Ok(html)) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")))
            .body(html),
        Ok(Err(error)) => HttpResponse::InternalServerError().body(error.to_string()),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

fn run(server: actix_web::dev::Server) -> anyhow::Result<()> {
    Ok(actix_web::rt::System::new().block_on(server)?)
}
