//! A file on its way to a reader who may have it.

use actix_web::body::SizedStream;
use actix_web::http::header::{self, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::broken::Broken;
use super::shelf::FileRow;
use super::store::Store;

/// How much is read from the disk at once.
const PIECE: usize = 64 << 10;

/// Answers with the file. The caller has made sure that this reader may have it.
///
/// Nothing of it can act in our name: the type is ours and not guessed (`nosniff`), pages do not run (`sandbox`), and all
/// but pictures is handed over to be saved. Browsers keep it for this reader alone and ask again each time, so a right
/// that was taken away is taken away.
///
/// # Errors
/// [`Broken::Lost`] when the bytes are not there, [`Broken::Disk`] when they cannot be read.
pub async fn serve(store: &Store, file: &FileRow, request: &HttpRequest) -> Result<HttpResponse, Broken> {
    let tag = EntityTag::new_strong(file.digest.as_str().to_owned());
    let mut answer = if is_known(request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header(ETag(tag.clone()))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"));
    if is_known(request, &tag) {
        return Ok(answer.finish());
    }
    let opened = File::open(store.path(&file.digest)).await?;
    let length = opened.metadata().await?.len();
    answer.insert_header((header::CONTENT_DISPOSITION, disposition(file))).content_type(file.media_type.as_str());
    Ok(answer.body(SizedStream::new(length, pieces(opened))))
}

fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => request.headers().contains_key(header::IF_NONE_MATCH),
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

fn pieces(file: File) -> impl stream::Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = file.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), file)))
    })
}

/// `Content-Disposition` with the name twice (RFC 6266): in ASCII for old readers, in UTF-8 (RFC 8187) for all others.
fn disposition(file: &FileRow) -> String {
    let how = if file.is_picture() { "inline" } else { "attachment" };
    let plain: String = file.name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut whole = String::with_capacity(file.name.len() * 3);
    for byte in file.name.bytes() {
        // attr-char of RFC 8187
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn is_plain(c: char) -> bool {
    c == ' ' || (c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';'))
}
