//! The inks: deep ink, one turquoise, and three quiet tones. Each stays legible on a black-and-white printer.

/// A colour as red, green and blue from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(pub(super) u8, pub(super) u8, pub(super) u8);

/// Text.
pub(super) const DEEP: Ink = Ink(0x14, 0x1f, 0x2b);
/// Captions, contacts, page numbers: 6:1 on white.
pub(super) const SOFT: Ink = Ink(0x4b, 0x57, 0x63);
/// The one accent; prints as a dark grey.
pub(super) const ACCENT: Ink = Ink(0x0b, 0x7a, 0x75);
/// Hairlines.
pub(super) const HAIR: Ink = Ink(0xc3, 0xca, 0xd0);
/// Every second row of a table.
pub(super) const WASH: Ink = Ink(0xf3, 0xf6, 0xf6);
/// Text on a dark ground.
pub(super) const PAPER: Ink = Ink(0xff, 0xff, 0xff);
/// A word across the page, beneath its text.
pub(super) const PALE: Ink = Ink(0xe4, 0xe8, 0xea);
