//! From marks to bytes. printpdf writes a random document id and claims PDF/X; both are put right here,
//! so that equal data gives equal bytes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use lopdf::ObjectId;
use printpdf::{DictItem, Mm, OffsetDateTime, Op, PdfDocument, PdfPage, PdfSaveOptions, XObject, XObjectId, to_lopdf_doc};
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

/// How many pages are operations at once. printpdf wants all of a document's at the same time: 154 MB for a protocol of ten thousand names.
/// So it writes the document with empty pages first, then the contents of some at a time, and these are put into their places.
pub(super) const PORTION: usize = 32;

/// The file.
///
/// # Errors
/// [`Error::Font`] or [`Error::Write`].
pub(super) fn bytes(meta: &Meta, pages: Vec<Vec<Mark>>, logo: Option<Logo>) -> Result<Vec<u8>, Error> {
    let faces = Faces::get()?;
    let mut document = PdfDocument::new(&meta.title);
    describe(&mut document, meta)?;
    let used = subset::used(&pages);
    for (cut, letters) in &used {
        document.resources.fonts.map.insert(ops::font_id(*cut), subset::font(faces, *cut, letters)?);
    }
    let pixels = logo.as_ref().map(|logo| (logo.width, logo.height));
    if let Some(logo) = logo {
        let picture = XObject::Image(Arc::unwrap_or_clone(logo.raw));
        document.resources.xobjects.map.insert(XObjectId(String::from(ops::LOGO)), picture);
    }
    document.pages = pages.iter().map(|_| page(Vec::new())).collect();
    if let Some(first) = document.pages.first_mut() {
        // fonts come into a file with the letters that its pages show
        first.ops = ops::all_letters(&used);
    }
    let mut file = lopdf_of(&document);
    let places: Vec<ObjectId> = file.page_iter().collect();
    let mut marks = pages.into_iter();
    for places in places.chunks(PORTION) {
        document.pages = marks.by_ref().take(PORTION).map(|marks| page(ops::page(faces, &marks, pixels))).collect();
        move_in(&mut file, places, &lopdf_of(&document)).map_err(|why| Error::Write(why.to_string()))?;
    }
    drop(document);
    save(file, meta)
}

fn page(ops: Vec<Op>) -> PdfPage {
    PdfPage::new(Mm(210.0), Mm(297.0), ops)
}

fn lopdf_of(document: &PdfDocument) -> lopdf::Document {
    to_lopdf_doc(document, &PdfSaveOptions::default(), &mut Vec::new())
}

/// Puts what the pages of `from` show, and their links, on the pages at these places.
fn move_in(file: &mut lopdf::Document, places: &[ObjectId], from: &lopdf::Document) -> lopdf::Result<()> {
    for (to, of) in places.iter().zip(from.page_iter()) {
        file.change_page_content(*to, from.get_page_content(of))?;
        let links = from.get_dictionary(of)?.get(b"Annots")?.clone();
        file.get_dictionary_mut(*to)?.set("Annots", links);
    }
    Ok(())
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

fn save(mut file: lopdf::Document, meta: &Meta) -> Result<Vec<u8>, Error> {
    let broken = |why: &dyn std::fmt::Display| Error::Write(why.to_string());
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
