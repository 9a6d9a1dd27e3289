//! From marks to bytes, a page at a time: a page is written and compressed as soon as it is full, and only its feet wait until it is known
//! how many pages there are. No clock and no chance in here: equal data gives equal bytes.

use chrono::{DateTime, Utc};

use super::alphabet::Alphabet;
use super::error::Error;
use super::faces::Faces;
use super::file::{File, Id, plain, words};
use super::logo::Logo;
use super::marks::Mark;
use super::pen::{self, LOGO, PAGE_HEIGHT, PAGE_WIDTH};

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

/// A page that was written: its parts, and the places on it that lead elsewhere.
struct Page {
    parts: Vec<Id>,
    links: String,
}

/// A file into which pages are written.
pub(super) struct Press {
    faces: &'static Faces,
    alphabet: Alphabet,
    file: File,
    pages: Vec<Page>,
    logo: Option<Logo>,
}

impl Press {
    /// An empty file.
    ///
    /// # Errors
    /// [`Error::Font`].
    pub(super) fn new() -> Result<Self, Error> {
        let faces = Faces::get()?;
        Ok(Self { faces, alphabet: Alphabet::new(faces), file: File::new(), pages: Vec::new(), logo: None })
    }

    /// How many pages were written.
    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// Keeps the logo that pages show; one file has one.
    pub(super) fn logo(&mut self, logo: Option<Logo>) {
        if self.logo.is_none() {
            self.logo = logo;
        }
    }

    /// Writes a page.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub(super) fn page<'m>(&mut self, marks: impl IntoIterator<Item = &'m Mark>) -> Result<(), Error> {
        let said = pen::write(self.faces, &mut self.alphabet, marks.into_iter());
        let part = self.file.stream("", &said.content)?;
        self.pages.push(Page { parts: vec![part], links: said.links });
        Ok(())
    }

    /// Adds to a page that was written: its foot.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub(super) fn more(&mut self, page: usize, marks: &[Mark]) -> Result<(), Error> {
        if marks.is_empty() {
            return Ok(());
        }
        let said = pen::write(self.faces, &mut self.alphabet, marks.iter());
        let part = self.file.stream("", &said.content)?;
        if let Some(page) = self.pages.get_mut(page) {
            page.parts.push(part);
            page.links.push_str(&said.links);
        }
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// [`Error::Font`] or [`Error::Write`].
    pub(super) fn finish(mut self, meta: &Meta) -> Result<Vec<u8>, Error> {
        let fonts = self.alphabet.write(&mut self.file)?;
        let logo = match &self.logo {
            Some(logo) => format!("/XObject<</{LOGO} {}>>", logo.write(&mut self.file)?),
            None => String::new(),
        };
        let shared = self.file.add(&format!("<</Font<<{fonts}>>{logo}>>"));
        let tree = self.file.promise();
        let mut kids = String::new();
        for page in &self.pages {
            let parts: String = page.parts.iter().map(|part| format!("{part} ")).collect();
            let links = if page.links.is_empty() { String::new() } else { format!("/Annots[{}]", page.links) };
            let size = format!("/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]");
            let body = format!("<</Type/Page/Parent {tree}{size}/Resources {shared}/Contents[{parts}]{links}>>");
            kids.push_str(&format!("{} ", self.file.add(&body)));
        }
        self.file.keep(tree, &format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()));
        let view = "/ViewerPreferences<</DisplayDocTitle true>>";
        let root = self.file.add(&format!("<</Type/Catalog/Pages {tree}/Lang{}{view}>>", plain(&meta.language)));
        let info = self.about(meta);
        Ok(self.file.finish(root, info))
    }

    fn about(&mut self, meta: &Meta) -> Id {
        let (title, maker, made) = (words(&meta.title), plain(MAKER), meta.created.format("(D:%Y%m%d%H%M%SZ)"));
        self.file.add(&format!("<</Title{title}/Author{maker}/Creator{maker}/Producer{maker}/CreationDate{made}/ModDate{made}>>"))
    }
}
