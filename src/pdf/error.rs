//! What can go wrong on the way to paper. All of it is broken machinery or a broken upload, none of it a
//! sentence for people: text is never refused, it is set as well as it can be.

use std::fmt;

/// Why a document could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// An embedded font does not parse or cannot be subset; names the font.
    Font(&'static str),
    /// An embedded font lacks a letter that every document may need.
    FontLacks(char),
    /// The text does not fit the largest QR symbol (about 2 300 bytes); carries its length in bytes.
    QrTooLong(usize),
    /// The logo is not a PNG, JPEG or WebP image that can be decoded, or is larger than 4096 × 4096.
    Logo(String),
    /// The PDF could not be put together.
    Write(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(name) => write!(f, "the embedded font {name} cannot be used"),
            Self::FontLacks(letter) => write!(f, "the embedded fonts lack the letter {letter:?}"),
            Self::QrTooLong(bytes) => write!(f, "{bytes} bytes do not fit a QR code"),
            Self::Logo(why) => write!(f, "the logo cannot be read: {why}"),
            Self::Write(why) => write!(f, "the PDF cannot be written: {why}"),
        }
    }
}

impl std::error::Error for Error {}
