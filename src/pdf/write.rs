//! From marks to bytes. printpdf writes a random document id and claims PDF/X; both are put right here,
//! so that equal data gives equal bytes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use printpdf::{DictItem, Mm, OffsetDateTime, PdfDocument, PdfPage, PdfSaveOptions, XObject, XObjectId, to_lopdf_doc};
use sha2::{Digest, Sha256};

use super::error::Error;
use super::faces::Faces;
use super::logo::Logo;
use super::marks::Mark;
use super::ops;
use super::subset;

/// Who made it, for the properties of the file.
const MAKER: &str = "Aula";

/// What the file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The title shown by the reader's window.
    pub title: String,
    /// The first language of the text: `kk`, `ru` or `en`.
    pub language: String,
    /// When it was made, by the caller's clock.
    pub created: DateTime<Utc>,
}

/// The file.
///
/// # Errors
/// [`Error::Font`] or [`Error::Write`].
pub(super) fn bytes(meta: &Meta, pages: Vec<Vec<Mark>>, logo: Option<Logo>) -> Result<Vec<u8>, Error> {
    let faces = Faces::get()?;
    let mut document = PdfDocument::new(&meta.title);
    describe(&mut document, meta)?;
    for (cut, letters) in subset::used(&pages) {
        document.resources.fonts.map.insert(ops::font_id(cut), subset::font(faces, cut, &letters)?);
    }
    let pixels = logo.as_ref().map(|logo| (logo.width, logo.height));
    if let Some(logo) = logo {
        document
            .resources
            .xobjects
            .map
            .insert(XObjectId(String::from(ops::LOGO)), XObject::Image(Arc::unwrap_or_clone(logo.raw)));
    }
    // each page's marks go as soon as it is drawn
    let page = |marks: Vec<Mark>| PdfPage::new(Mm(210.0), Mm(297.0), ops::page(faces, &marks, pixels));
    document.pages = pages.into_iter().map(page).collect();
    save(document, meta)
}

fn describe(document: &mut PdfDocument, meta: &Meta) -> Result<(), Error> {
    let info = &mut document.metadata.info;
    let made = OffsetDateTime::from_unix_timestamp(meta.created.timestamp()).map_err(|why| Error::Write(why.into()))?;
    info.creation_date = made;
    info.modification_date = made;
    info.metadata_date = made;
    info.author = String::from(MAKER);
    info.creator = String::from(MAKER);
    info.producer = String::from(MAKER);
    Ok(())
}

fn save(document: PdfDocument, meta: &Meta) -> Result<Vec<u8>, Error> {
    let broken = |why: &dyn std::fmt::Display| Error::Write(why.to_string());
    let mut file = to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut Vec::new());
    drop(document);
    file.version = String::from("1.7");
    let mut digest = Sha256::new();
    digest.update(meta.title.as_bytes());
    digest.update(meta.created.timestamp().to_be_bytes());
    for object in file.objects.values_mut() {
        if let Ok(stream) = object.as_stream() {
            digest.update(&stream.content);
        } else if let Ok(info) = object.as_dict_mut()
            && info.remove(b"GTS_PDFXVersion").is_some()
        {
            info.remove(b"Identifier");
            info.remove(b"Keywords");
            info.remove(b"Subject");
        }
    }
    let id = DictItem::Bytes(digest.finalize().iter().take(16).copied().collect());
    file.trailer.set("ID", DictItem::Array(vec![id.clone(), id]).to_lopdf());
    let catalog = file.catalog_mut().map_err(|why| broken(&why))?;
    catalog.set("Lang", DictItem::String { data: meta.language.clone().into_bytes(), literal: true }.to_lopdf());
    let shown = [(String::from("DisplayDocTitle"), DictItem::Bool(true))];
    catalog.set("ViewerPreferences", DictItem::Dict { map: shown.into() }.to_lopdf());
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|why| broken(&why))?;
    Ok(bytes)
}
