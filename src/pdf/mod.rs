//! The document room: paper that one would sign.
//!
//! A [`Document`] is a letterhead, flowing blocks and numbered pages; a [`Poster`] is one A4 notice for
//! the entrance door, as large as it can be said on one page. Both put Kazakh first and Russian second
//! **at equal size**, and both give the same bytes for the same data: no clock and no chance in here.
//!
//! How it works: a block is set into slabs (`set`, `table`, `signature`…), a slab being a piece that may
//! not be torn; `flow` stacks slabs on pages and knows which must stay together; `press` keeps them until
//! their feet are known; `write` subsets the fonts to the letters used and lets printpdf write the file. All
//! lengths are points (1/72 inch), y grows downwards until `ops` turns it over for PDF.
//!
//! What it does not do: tagged PDF or PDF/A (printpdf cannot), right-to-left scripts and shaping (the
//! letters come out as visible boxes, never as blanks), hyphenation.
//!
//! Rendering is pure computation of a few milliseconds a page: call it on a blocking thread, never
//! inside a `Tx`.

mod block;
mod clean;
mod document;
mod error;
mod faces;
mod flow;
mod ink;
mod letterhead;
mod list;
mod logo;
mod marks;
mod ops;
mod poster;
mod poster_foot;
mod poster_page;
mod press;
mod prose;
mod qr;
mod set;
mod signature;
mod subset;
mod table;
mod table_rows;
mod wrap;
mod write;

#[cfg(test)]
mod tests;

pub use block::{Block, Passage};
pub use document::{Document, Footer, bound};
pub use error::Error;
pub use faces::check;
pub use letterhead::Letterhead;
pub use logo::Logo;
pub use poster::{Poster, PosterLink, PosterText, letters};
pub use prose::{Prose, Span};
pub use qr::Qr;
pub use signature::Signature;
pub use table::{Align, Column, Row, Table, Width};
pub use write::Meta;
