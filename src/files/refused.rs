//! Why a file is not taken.

use crate::web::{Refusal, Said};

/// A rule said no; the words stand in `locales/files.yml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing in it.
    Empty,
    /// It has more bytes than are taken here.
    TooBig {
        /// How many are.
        limit: usize,
    },
    /// Its content is of a kind that is not taken here (or not at all).
    Kind,
    /// A photograph in Apple's own format, for which there is no sound reader.
    Heic,
    /// It begins like a file of its kind and goes on like none.
    Damaged,
    /// The picture has more pixels than we can open.
    TooManyPixels,
    /// A workbook or document with programs in it.
    Macros,
}

impl Refused {
    /// The locale key of the sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "files.refused.empty",
            Self::TooBig { .. } => "files.refused.too_big",
            Self::Kind => "files.refused.kind",
            Self::Heic => "files.refused.heic",
            Self::Damaged => "files.refused.damaged",
            Self::TooManyPixels => "files.refused.too_many_pixels",
            Self::Macros => "files.refused.macros",
        }
    }

    /// What fills the holes of the sentence: `%{megabytes}`.
    pub fn values(self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooBig { limit } => vec![("megabytes", (limit >> 20).max(1).to_string())],
            _ => Vec::new(),
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        self.values().into_iter().fold(Said::new(self.key()), |said, (name, value)| said.with(name, value))
    }
}
