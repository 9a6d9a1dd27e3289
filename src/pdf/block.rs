//! What a document is made of.

use super::prose::Prose;
use super::qr::Qr;
use super::signature::Signature;
use super::table::Table;

/// A passage of running text, as announcements and letters have it.
#[derive(Clone, Debug, PartialEq)]
pub enum Passage {
    /// A paragraph.
    Paragraph(Prose),
    /// A heading inside the text; never left alone at the foot of a page.
    Heading(Prose),
    /// An item with a bullet.
    Bullet(Prose),
    /// An item with its number.
    Numbered(u32, Prose),
}

/// One block of a [`Document`](super::Document), from top to bottom.
#[derive(Clone, Debug)]
pub enum Block {
    /// The document's name in both languages, at equal size.
    Title {
        /// In Kazakh.
        kk: Prose,
        /// In Russian.
        ru: Prose,
    },
    /// A heading above a part.
    Heading(Prose),
    /// Running text.
    Text(Passage),
    /// Small grey words: a note, a legal reference.
    Note(Prose),
    /// Rows of «label: value».
    Pairs(Vec<(Prose, Prose)>),
    /// A table.
    Table(Table),
    /// A thin line across the page.
    Rule,
    /// Empty space of so many points.
    Space(f32),
    /// Two columns side by side; they stay on one page if a page can hold them, else the right follows the left.
    Columns {
        /// The left column.
        left: Vec<Block>,
        /// The right column.
        right: Vec<Block>,
        /// The left column's share of the width, from 0.1 to 0.9.
        share: f32,
    },
    /// A QR code with its caption.
    Qr(Qr),
    /// A place to sign; never torn.
    Signature(Signature),
    /// The rest goes on a new page.
    PageBreak,
}

impl Block {
    /// A paragraph.
    pub fn paragraph(prose: impl Into<Prose>) -> Self {
        Self::Text(Passage::Paragraph(prose.into()))
    }

    /// A heading above a part.
    pub fn heading(prose: impl Into<Prose>) -> Self {
        Self::Heading(prose.into())
    }
}

impl From<Passage> for Block {
    fn from(passage: Passage) -> Self {
        Self::Text(passage)
    }
}
