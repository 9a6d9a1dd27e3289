//! Anybody who looks.

use std::sync::Arc;

use actix_web::HttpRequest;

use super::Actor;
use crate::text::Locale;
use crate::web::error::Error;
use crate::web::identify::{Identity, Reader};
use crate::who::Role;

/// Anybody.
#[derive(Clone, Debug)]
pub struct Visitor {
    identity: Option<Arc<Identity>>,
    reader: Reader,
}

impl Actor for Visitor {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        Ok(Self { identity, reader: Reader::of(req) })
    }
}

impl Visitor {
    /// The language they read.
    pub fn locale(&self) -> Locale {
        self.reader.locale
    }

    /// Their time zone.
    pub fn zone(&self) -> chrono_tz::Tz {
        self.reader.zone
    }

    /// Where they start from, if they are signed in.
    pub fn role(&self) -> Option<Role> {
        self.identity.as_ref().and_then(|i| i.role())
    }

    /// Whether they are signed in at all.
    pub fn signed_in(&self) -> bool {
        self.identity.is_some()
    }
}
