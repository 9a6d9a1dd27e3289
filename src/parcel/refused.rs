//! Why a parcel is not taken.

use crate::web::{Refusal, Said};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no ZIP, or one without a manifest of ours.
    NotOurs,
    /// It ends too early, or cannot be unpacked.
    Broken,
    /// A later portal made it.
    Newer,
    /// The signature is missing or wrong: the manifest was changed.
    Signature,
    /// An entry is not what the manifest says it is.
    Altered(String),
    /// An entry that the manifest names is missing.
    Missing(String),
    /// An entry that the manifest does not name, or a name that leads elsewhere.
    Strange(String),
    /// Unpacked it would be too large.
    TooLarge,
    /// A table lacks a column, or a cell does not say what it must.
    Unreadable(String),
    /// The cipher failed.
    Key,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotOurs => "handover.parcel.not_ours".into(),
            Self::Broken => "handover.parcel.broken".into(),
            Self::Newer => "handover.parcel.newer".into(),
            Self::Signature => "handover.parcel.signature".into(),
            Self::Altered(path) => Said::new("handover.parcel.altered").with("path", path),
            Self::Missing(path) => Said::new("handover.parcel.missing").with("path", path),
            Self::Strange(path) => Said::new("handover.parcel.strange").with("path", path),
            Self::TooLarge => "handover.parcel.too_large".into(),
            Self::Unreadable(what) => Said::new("handover.parcel.unreadable").with("what", what),
            Self::Key => "handover.parcel.broken".into(),
        }
    }
}
