//! What a person takes along as a file of its own: sheets, documents, archives. Made anew each time and kept by no cache on the way.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::Error;
use crate::sheet::{Book, Table, csv_excel};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of a table as text.
pub const TEXT_TABLE: &str = "text/csv; charset=utf-8";

fn answer(bytes: Vec<u8>, media_type: &'static str, disposition: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// A file to be kept under a name, which is Latin letters, digits, dots and dashes.
pub fn file(bytes: Vec<u8>, media_type: &'static str, name: &str) -> HttpResponse {
    answer(bytes, media_type, format!("attachment; filename=\"{name}\""))
}

/// A PDF to be looked at in the browser, and kept under this name by whoever likes.
pub fn document(pdf: Vec<u8>, name: &str) -> HttpResponse {
    answer(pdf, "application/pdf", format!("inline; filename=\"{name}\""))
}

/// A workbook to be kept.
///
/// # Errors
/// When a sheet has more rows than the format bears.
pub async fn workbook(book: Book, name: &str) -> Result<HttpResponse, Error> {
    let made = web::block(move || book.xlsx()).await?;
    Ok(file(made.map_err(|no| Error::Broken(no.into()))?, WORKBOOK, name))
}

/// A table as the text that a Kazakh or Russian Excel opens by itself.
///
/// # Errors
/// When the pool of threads is gone: the server is ending.
pub async fn text_table(table: Table, name: &str) -> Result<HttpResponse, Error> {
    Ok(file(web::block(move || csv_excel(&table)).await?, TEXT_TABLE, name))
}
