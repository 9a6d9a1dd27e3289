//! Forms with files. The fields come out as any form's; the files as bytes, each within its limit.

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::Semaphore;

use super::error::Error;
use super::form::{FORM_LIMIT, Typed};

/// The most that one form with files may weigh.
pub const UPLOAD_LIMIT: usize = 32 * 1024 * 1024;
/// The most files that one form may bring.
const MOST_FILES: usize = 12;

/// How many such forms are taken in at once: the bytes wait in memory.
static AT_ONCE: Semaphore = Semaphore::const_new(6);

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The field's name.
    pub field: String,
    /// What the sender calls it: for showing, never for a path.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A form with files.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The fields.
    pub typed: Typed,
    /// The files; an empty file field sends none.
    pub files: Vec<SentFile>,
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let announced = req.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let multipart = Multipart::from_request(req, payload);
        Box::pin(async move {
            if announced.is_some_and(|bytes| bytes > UPLOAD_LIMIT + FORM_LIMIT) {
                return Err(Error::TooLarge);
            }
            let multipart = multipart.await.map_err(|_| Error::Unreadable)?;
            let _turn = AT_ONCE.acquire().await.map_err(|e| Error::Broken(e.into()))?;
            read(multipart).await
        })
    }
}

async fn read(mut multipart: Multipart) -> Result<Upload, Error> {
    let mut upload = Upload::default();
    let (mut weight, mut text) = (0, 0);
    while let Some(mut part) = multipart.try_next().await.map_err(|_| Error::Unreadable)? {
        let about = part.content_disposition();
        let field = part.name().unwrap_or_default().to_owned();
        let name = about.and_then(|a| a.get_filename()).map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|_| Error::Unreadable)?;
            weight += chunk.len();
            text += if name.is_none() { chunk.len() } else { 0 };
            if weight > UPLOAD_LIMIT || text > FORM_LIMIT {
                return Err(Error::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        match name {
            None => upload.typed.push(&field, String::from_utf8_lossy(&bytes).into_owned()),
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => {
                if upload.files.len() == MOST_FILES {
                    return Err(Error::TooLarge);
                }
                upload.files.push(SentFile { field, name, bytes });
            }
        }
    }
    Ok(upload)
}
