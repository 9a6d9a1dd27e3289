//! Files that people bring, and files we make: looked at, cleaned, kept by their own hash, given only to those who may.
//!
//! ```text
//! bytes ── accept ──▶ Accepted ── Store::keep ──▶ Kept ── add(tx, …) ──▶ a row on a shelf ── serve ──▶ the reader
//! ```
//! What a file is decides its content, never its name or what the browser says of it. Pictures are decoded and written
//! anew, so neither the place where they were taken (EXIF) nor anything hidden behind them survives. The kernel knows rows
//! and bytes; who may see a file is the question of the capability whose shelf it stands on.

mod accept;
mod broken;
mod cover;
mod logo;
mod name;
mod picture;
mod refused;
mod serve;
mod shelf;
mod sniff;
mod store;
mod sweep;

pub use accept::{Accepted, Limits, accept};
pub use broken::Broken;
pub use cover::{Cover, SQUARES};
pub use logo::{LOGO, logo_of};
pub use refused::Refused;
pub use serve::serve;
pub use shelf::{FileId, FileRow, Shelf, add, clear_before, find, let_go, move_all, move_one, on_shelf, remove, remove_all};
pub use sniff::Kind;
pub use store::{Digest, Kept, NotKept, Store};
pub use sweep::sweep;

#[cfg(test)]
mod tests;
