//! A notice for the entrance door: one A4 page that people read standing, in both languages at equal size.

use super::block::Passage;
use super::document::Footer;
use super::error::Error;
use super::faces::Faces;
use super::letterhead::Letterhead;
use super::poster_page::Layout;
use super::press::Press;
use super::write::Meta;

/// Sizes of running text in points, the largest that fits is taken.
const SIZES: [f32; 14] = [22.0, 20.0, 18.5, 17.0, 16.0, 15.0, 14.0, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0];

/// The same for a letter, which is read in the hand.
const LETTER_SIZES: [f32; 6] = [13.0, 12.5, 12.0, 11.5, 11.0, 10.0];

/// What the notice says in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PosterText {
    /// The heading.
    pub title: String,
    /// When it happens, in words.
    pub when: Option<String>,
    /// The text.
    pub body: Vec<Passage>,
}

/// The way from the paper to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PosterLink {
    /// The page's address: in the QR code, and printed for those who type.
    pub address: String,
    /// What the code is for, in Kazakh.
    pub caption_kk: String,
    /// What the code is for, in Russian.
    pub caption_ru: String,
}

/// A notice, to be [rendered](Poster::render) on one A4 page, or on more if even the smallest letters do not fit.
#[derive(Debug)]
pub struct Poster {
    /// What the file says of itself.
    pub meta: Meta,
    /// Who writes; the contact lines stand at the foot.
    pub letterhead: Letterhead,
    /// The kind of notice in Kazakh, such as «announcement».
    pub kind_kk: String,
    /// The kind of notice in Russian.
    pub kind_ru: String,
    /// An emergency: a bold frame around the page and a dark band behind the kind.
    pub urgent: bool,
    /// The Kazakh text, first.
    pub kk: PosterText,
    /// The Russian text, second, in letters of the same size.
    pub ru: PosterText,
    /// The way to the page.
    pub link: Option<PosterLink>,
    /// When it was published, one line a language.
    pub published: Vec<String>,
    /// The foot of the pages if there are several.
    pub footer: Footer,
}

impl Poster {
    /// The PDF. Equal data gives equal bytes. Takes about 10 ms: not for an async thread.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn render(&self) -> Result<Vec<u8>, Error> {
        let layout = Layout::new(self, Faces::get()?)?;
        let (pages, logo) = layout.pages(&SIZES);
        let mut press = Press::default();
        press.logo(logo);
        for page in pages {
            press.page(page);
        }
        press.finish(&self.meta)
    }
}

/// Letters as one file, each on a page of its own (on more if even the smallest letters do not fit). What stands in their own `meta` is not
/// looked at. Equal data gives equal bytes. Takes about 10 ms a letter: not for an async thread.
///
/// # Errors
/// See [`Error`].
pub fn letters(meta: &Meta, all: impl Iterator<Item = Poster>) -> Result<Vec<u8>, Error> {
    let mut press = Press::default();
    for letter in all {
        let (pages, logo) = Layout::new(&letter, Faces::get()?)?.pages(&LETTER_SIZES);
        press.logo(logo);
        for page in pages {
            press.page(page);
        }
    }
    press.finish(meta)
}
