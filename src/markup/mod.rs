//! Light Markdown for announcements, letters and PDFs.
//!
//! A text is read once into [`Block`]s, which know only paragraphs, headings, list items and rules; the HTML, the letter
//! and the PDF are all written from them. So the HTML is safe by construction: it consists of tags that stand literally in
//! `html.rs` and of escaped text, and nothing that a person typed becomes a tag. Raw HTML is shown as it was typed, pictures
//! become their descriptions, and links go only to http, https, mailto and tel.
//!
//! People who never heard of Markdown write here too: a line break stays a line break, an address typed bare becomes a link,
//! and a paragraph indented by spaces stays a paragraph.

mod html;
mod links;
mod plain;
mod reader;

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text; `\n` is a line break.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Where it leads: an address that begins with `http://`, `https://`, `mailto:` or `tel:`.
    pub link: Option<String>,
}

/// What stands before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A dash or a dot.
    Bullet,
    /// A number.
    Ordinal(u64),
}

/// A piece of the text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading.
    Heading {
        /// 1 to 4, 1 being the greatest.
        level: u8,
        /// Its words.
        spans: Vec<Span>,
    },
    /// An item of a list.
    Item {
        /// Its bullet or number.
        marker: Marker,
        /// How deep its list stands in other lists: 0 to 4.
        depth: u8,
        /// Its words.
        spans: Vec<Span>,
    },
    /// A line across the page.
    Rule,
}

impl Block {
    /// The words of the block; a rule has none.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        match self {
            Self::Paragraph(spans) | Self::Heading { spans, .. } | Self::Item { spans, .. } => spans,
            Self::Rule => &[],
        }
    }
}

/// A text that has been read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup {
    blocks: Vec<Block>,
}

impl Markup {
    /// Reads a text. Every text is a text: there are no errors.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        Self { blocks: reader::read(source) }
    }

    /// The blocks in order, for the PDF.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// HTML for a page, safe to be put in without escaping. Headings start at `h3`, below those of the page.
    #[must_use]
    pub fn html(&self) -> String {
        html::write(&self.blocks)
    }

    /// The text for a letter without HTML: items begin with «–» or their number, links are followed by their address.
    #[must_use]
    pub fn plain(&self) -> String {
        plain::write(&self.blocks)
    }

    /// The beginning on one line, cut after a whole word and at most `chars` characters long, the closing «…» among them.
    #[must_use]
    pub fn excerpt(&self, chars: usize) -> String {
        plain::excerpt(&self.blocks, chars)
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| block.spans().is_empty())
    }
}

#[cfg(test)]
mod tests;
