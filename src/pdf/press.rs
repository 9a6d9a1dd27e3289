//! Pages on their way into a file: their feet wait until it is known how many there are.

use super::error::Error;
use super::logo::Logo;
use super::marks::Mark;
use super::write::{self, Meta};

/// A file into which pages are laid.
#[derive(Default)]
pub(super) struct Press {
    pages: Vec<Vec<Mark>>,
    logo: Option<Logo>,
}

impl Press {
    /// How many pages were laid.
    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// Keeps the logo that pages show; one file has one.
    pub(super) fn logo(&mut self, logo: Option<Logo>) {
        if self.logo.is_none() {
            self.logo = logo;
        }
    }

    /// Lays a page.
    pub(super) fn page(&mut self, marks: Vec<Mark>) {
        self.pages.push(marks);
    }

    /// Adds to a page that was laid: its foot.
    pub(super) fn more(&mut self, page: usize, marks: Vec<Mark>) {
        if let Some(page) = self.pages.get_mut(page) {
            page.extend(marks);
        }
    }

    /// The file.
    ///
    /// # Errors
    /// [`Error::Font`] or [`Error::Write`].
    pub(super) fn finish(self, meta: &Meta) -> Result<Vec<u8>, Error> {
        write::bytes(meta, self.pages, self.logo)
    }
}
