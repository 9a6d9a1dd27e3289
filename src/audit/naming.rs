//! What the things are called that lines speak of: each capability says it of its own.

use std::collections::HashMap;

use diesel::QueryResult;

use crate::db::Conn;
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

/// Those of some ids that are still there in a company, named in a language, by id.
pub type Find = fn(&mut Conn, CompanyId, Locale, &[String]) -> QueryResult<HashMap<String, Named>>;

/// How things of one kind are named, and who may open them.
#[derive(Clone, Copy)]
pub struct Naming {
    /// The kind, as lines have it: `premises`.
    pub kind: &'static str,
    /// One of these duties opens the page of such a thing; none of them means any member of staff.
    pub duties: &'static [Duty],
    /// Finds them: one question for all of them.
    pub find: Find,
}

/// A thing that is still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What people call it, in the reader's language.
    pub name: String,
    /// Its page for staff.
    pub href: String,
}
