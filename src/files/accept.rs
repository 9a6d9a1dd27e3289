//! From bytes that somebody sent to a file that may be kept.

use super::cover::Cover;
use super::name;
use super::picture::{self, Picture};
use super::refused::Refused;
use super::sniff::{Kind, sniff};

/// What is taken in one place.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes.
    pub bytes: usize,
    /// Which kinds.
    pub kinds: &'static [Kind],
}

impl Limits {
    /// Photographs and screenshots, up to 15 MB.
    pub const PICTURE: Self = Self { bytes: 15 << 20, kinds: &[Kind::Jpeg, Kind::Png, Kind::Webp] };
    /// Pictures and PDFs, up to 20 MB.
    pub const PAPER: Self = Self { bytes: 20 << 20, kinds: &[Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Pdf] };
    /// Workbooks and CSV, up to 20 MB.
    pub const SHEET: Self = Self { bytes: 20 << 20, kinds: &[Kind::Xlsx, Kind::Text] };
}

/// A file that may be kept: its bytes are ours (pictures), or of a kind that is only handed out to be saved (the rest).
#[derive(Clone, Debug)]
pub struct Accepted {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) size: Option<(i32, i32)>,
}

impl Accepted {
    /// A file that we made ourselves, such as a protocol: nothing is checked but the name.
    pub fn made(name: &str, kind: Kind, bytes: Vec<u8>) -> Self {
        Self { name: name::shown(name, kind), kind, bytes, size: None }
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name to be shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is in it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Looks at what somebody sent. A picture takes up to a second and half a gigabyte: not on a thread that serves others;
/// [`Store::take`](super::Store::take) sees to that.
///
/// # Errors
/// [`Refused`] says why it is not taken.
pub fn accept(bytes: Vec<u8>, claimed_name: &str, limits: Limits) -> Result<Accepted, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(Refused::TooBig { limit: limits.bytes });
    }
    let kind = sniff(&bytes)?;
    if !limits.kinds.contains(&kind) {
        return Err(Refused::Kind);
    }
    match kind {
        Kind::Jpeg | Kind::Png | Kind::Webp => Ok(shown(picture::anew(&bytes, kind)?, claimed_name)),
        Kind::Pdf | Kind::Xlsx | Kind::Docx | Kind::Text | Kind::Zip => {
            Ok(Accepted { name: name::shown(claimed_name, kind), kind, bytes, size: None })
        }
    }
}

/// A picture of ours with parts of it made black, under its name. As slow as [`accept`].
///
/// # Errors
/// [`Refused`] when it is none, or cannot be decoded.
pub(super) fn covered(bytes: &[u8], name: &str, cover: &Cover) -> Result<Accepted, Refused> {
    let picture = picture::covered(bytes, sniff(bytes)?, cover)?;
    Ok(shown(picture, name))
}

fn shown(picture: Picture, name: &str) -> Accepted {
    let size = i32::try_from(picture.width).ok().zip(i32::try_from(picture.height).ok());
    Accepted { name: name::shown(name, picture.kind), kind: picture.kind, bytes: picture.bytes, size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Locale, t};

    #[test]
    fn limits_are_kept() {
        let text = b"1;2\n".to_vec();
        let small = Limits { bytes: 3, ..Limits::SHEET };
        assert_eq!(accept(text.clone(), "a.csv", small).unwrap_err(), Refused::TooBig { limit: 3 });
        assert_eq!(accept(text.clone(), "a.csv", Limits::PAPER).unwrap_err(), Refused::Kind);
        assert_eq!(accept(Vec::new(), "a.csv", Limits::SHEET).unwrap_err(), Refused::Empty);
        let accepted = accept(text.clone(), "a.csv", Limits::SHEET).unwrap();
        assert_eq!((accepted.name(), accepted.bytes()), ("a.csv", text.as_slice()));
    }

    #[test]
    fn every_refusal_has_words_in_every_language() {
        let all = [
            Refused::Empty,
            Refused::TooBig { limit: 15 << 20 },
            Refused::Kind,
            Refused::Damaged,
            Refused::TooManyPixels,
            Refused::Macros,
        ];
        let keys = all.map(Refused::key).into_iter().chain([
            crate::files::Broken::Full.key(),
            crate::files::Broken::Lost.key(),
            crate::files::Broken::Ended.key(),
        ]);
        for key in keys {
            for locale in Locale::ALL {
                assert_ne!(t(locale, key), key, "{key} has no words in {locale:?}");
            }
        }
        let said = crate::web::Refusal::said(&Refused::TooBig { limit: 15 << 20 }).in_words(Locale::En);
        assert!(said.contains("15 MB"), "{said}");
    }
}
