//! Two ways of not doing a thing: a refusal, which has words, and broken machinery, which has a cause in the log.

use diesel::result::{DatabaseErrorKind, Error as Diesel};

/// The database did not do what it was asked, for a reason that is not the person's.
#[derive(Debug)]
pub enum Broken {
    /// diesel's own account of it.
    Diesel(Diesel),
    /// More work is waiting than can be done in time.
    Overloaded,
    /// The database cannot be reached now.
    Gone,
}

impl Broken {
    /// Whether trying again later may help: the engine is away, locked or full, rather than wrong.
    pub fn passing(&self) -> bool {
        match self {
            Self::Overloaded | Self::Gone => true,
            Self::Diesel(Diesel::DatabaseError(kind, info)) => {
                let said = info.message();
                matches!(kind, DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::SerializationFailure)
                    || [
                        "locked",
                        "busy",
                        "disk is full",
                        "No space left",
                        "lock timeout",
                        "server closed",
                        "terminat",
                        "no connection to the server",
                        "could not connect",
                        "disk I/O",
                        "readonly",
                        "starting up",
                        "shutting down",
                    ]
                    .iter()
                    .any(|sign| said.contains(sign))
            }
            Self::Diesel(Diesel::BrokenTransactionManager) => true,
            Self::Diesel(_) => false,
        }
    }
}

impl From<Diesel> for Broken {
    fn from(error: Diesel) -> Self {
        Self::Diesel(error)
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Diesel(error) => write!(f, "database: {error}"),
            Self::Overloaded => f.write_str("database: too much work is waiting"),
            Self::Gone => f.write_str("database: cannot be reached"),
        }
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Diesel(error) => Some(error),
            Self::Overloaded | Self::Gone => None,
        }
    }
}

/// Why a verb did not happen: it was refused (`R` says why, in words for people), or the database failed.
#[derive(Debug)]
pub enum Failure<R> {
    /// A rule said no.
    Refused(R),
    /// The machinery said no.
    Broken(Broken),
}

impl<R> From<Diesel> for Failure<R> {
    fn from(error: Diesel) -> Self {
        Self::Broken(Broken::Diesel(error))
    }
}

impl<R> From<Broken> for Failure<R> {
    fn from(error: Broken) -> Self {
        Self::Broken(error)
    }
}

/// The refusal of a verb that is never refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {}

impl From<Failure<Never>> for Broken {
    fn from(failure: Failure<Never>) -> Self {
        match failure {
            Failure::Broken(broken) => broken,
            Failure::Refused(never) => match never {},
        }
    }
}

/// Whether a unique constraint refused the row: somebody else was first.
pub fn taken(error: &Diesel) -> bool {
    matches!(error, Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
}
