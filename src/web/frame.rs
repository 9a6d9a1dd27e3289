//! What stands around every page: above its own matter and below it. Rendered by one piece of code for all pages, which otherwise would each
//! carry a copy of it: a layout that templates extend is compiled into every one of them.

use std::any::Any;

use askama::Template;

use super::chrome::Chrome;
use super::filters;

/// Which frame a page stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Residents': tabs beneath on a phone.
    Resident,
    /// Staff's and the operator's: navigation at the side.
    Desk,
    /// The same around what is one's own: it does not ask for what the page itself is there to do.
    Own,
    /// A technician's or a vendor's: one strip of links.
    Round,
    /// Of whoever is not signed in: a card with one thing to do.
    Guest,
    /// The portal's first page.
    Front,
}

impl Frame {
    /// Whether it is made for those who are not signed in.
    fn is_guest(self) -> bool {
        matches!(self, Self::Guest | Self::Front)
    }
}

#[derive(Template)]
#[template(path = "layout/links.html")]
struct Links<'a> {
    chrome: &'a Chrome,
}

#[derive(Template)]
#[template(path = "layout/above.html")]
struct Above<'a> {
    chrome: &'a Chrome,
    frame: Frame,
}

#[derive(Template)]
#[template(path = "layout/below.html")]
struct Below<'a> {
    chrome: &'a Chrome,
    frame: Frame,
}

/// What the frame's own templates may ask for.
struct Around<'a>(&'a Chrome);

impl askama::Values for Around<'_> {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        match key {
            "chrome" => Some(self.0),
            "locale" => Some(&self.0.locale),
            _ => None,
        }
    }
}

impl Chrome {
    /// What the page's head asks the browser to load besides.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    pub fn links(&self) -> askama::Result<String> {
        Links { chrome: self }.render_with_values(&Around(self))
    }

    /// From the beginning of the body to where the page's own matter begins.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    pub fn above(&self, frame: Frame) -> askama::Result<String> {
        Above { chrome: self, frame }.render_with_values(&Around(self))
    }

    /// What follows the page's own matter.
    ///
    /// # Errors
    /// When the template cannot be rendered.
    pub fn below(&self, frame: Frame) -> askama::Result<String> {
        Below { chrome: self, frame }.render_with_values(&Around(self))
    }

    /// The frame of a page that looks the same to everybody who is signed in: that of the role they are in.
    pub fn member(&self) -> Frame {
        if self.at_desk() { Frame::Own } else { Frame::Resident }
    }
}
