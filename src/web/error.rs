//! Why a request got no page. Each becomes a page in the reader's language further out, in [`problems`](super::problems);
//! here it has only its number.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use super::said::{Refusal, Said};
use crate::db::{Broken, Failure};

/// What a handler answers when there is no page to answer with.
#[derive(Debug)]
pub enum Error {
    /// No such thing, or not theirs: the two are never told apart.
    NotFound,
    /// Signed in, but not as somebody who may.
    Forbidden,
    /// Signed in as staff of a company that the operator has suspended.
    Suspended {
        /// The operator's reason.
        reason: String,
    },
    /// Not signed in: to the sign-in page, with the way back.
    SignIn,
    /// The password was typed too long ago for this: to the page that asks for it again.
    Prove,
    /// The company wants a second factor of its staff, and this one has none yet: to the page that sets it up.
    SecondFactor,
    /// A rule said no, and there is no form to say it on.
    Refused(Said),
    /// A rule said no to somebody who is here only to look: the sentence says which.
    Closed(Said),
    /// The request is not what a form of ours would send.
    Unreadable,
    /// More was sent than is taken.
    TooLarge,
    /// Asked for by a name that is not ours.
    Misdirected,
    /// Sent from a page that is not ours.
    Forged,
    /// Too often.
    TooMany {
        /// Seconds until it is worth trying again.
        wait: u64,
    },
    /// The database is away, locked or full: nothing was done, and later it will be.
    Unavailable(Broken),
    /// The disk did not take or give bytes: full, or broken.
    Storage(crate::files::Broken),
    /// Machinery is broken.
    Broken(anyhow::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unavailable(broken) => write!(f, "{broken}"),
            Self::Broken(error) => write!(f, "{error:#}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Suspended { .. } | Self::Closed(_) | Self::Forged => StatusCode::FORBIDDEN,
            Self::SignIn | Self::Prove | Self::SecondFactor => StatusCode::SEE_OTHER,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) | Self::Storage(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Diesel(diesel::result::Error::NotFound) => Self::NotFound,
            broken if broken.passing() => Self::Unavailable(broken),
            broken => Self::Broken(broken.into()),
        }
    }
}

impl<R: Refusal> From<Failure<R>> for Error {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::Refused(refusal.said()),
            Failure::Broken(broken) => broken.into(),
        }
    }
}

impl From<crate::files::Broken> for Error {
    fn from(broken: crate::files::Broken) -> Self {
        Self::Storage(broken)
    }
}

impl From<actix_web::error::BlockingError> for Error {
    fn from(error: actix_web::error::BlockingError) -> Self {
        Self::Broken(error.into())
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Broken(anyhow::anyhow!("template: {error}"))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.into())
    }
}
