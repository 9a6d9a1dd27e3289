//! The disk did not do what it was asked.

use std::io;

/// Why bytes could not be kept or read. Not the person's fault, and they are told so truthfully.
#[derive(Debug)]
pub enum Broken {
    /// The disk (or the quota) is full: nothing was kept.
    Full,
    /// The bytes of a row are not there.
    Lost,
    /// The disk failed otherwise.
    Disk(io::Error),
    /// The work was ended with the server.
    Ended,
}

impl Broken {
    /// The locale key of the sentence for the person.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Full => "files.broken.full",
            Self::Lost => "files.broken.lost",
            Self::Disk(_) | Self::Ended => "files.broken.disk",
        }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::NotFound => Self::Lost,
            _ => Self::Disk(error),
        }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full => f.write_str("files: the disk is full"),
            Self::Lost => f.write_str("files: the bytes of a file are not where they were kept"),
            Self::Disk(error) => write!(f, "files: {error}"),
            Self::Ended => f.write_str("files: ended with the server"),
        }
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk(error) => Some(error),
            Self::Full | Self::Lost | Self::Ended => None,
        }
    }
}
