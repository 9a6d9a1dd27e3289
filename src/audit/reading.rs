//! Lines of the trail for people to read.

use diesel::prelude::*;

use super::chain_of;
use super::line::{Kept, columns};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::trail;
use crate::who::{CompanyId, PersonId};

/// Which lines are wanted; an empty one wants all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what this person did.
    pub actor: Option<PersonId>,
    /// Only acts that begin so: `voting.` is everything about votes.
    pub act: Option<String>,
    /// Only on things of this kind.
    pub subject_kind: Option<String>,
    /// Only on this thing.
    pub subject_id: Option<String>,
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
}

/// The lines of a chain (`None` is the installation's) that `filter` wants, the newest first, those before the place
/// `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn lines(
    conn: &mut Conn,
    company: Option<CompanyId>,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Kept>> {
    let mut query = trail::table.filter(trail::chain.eq(chain_of(company))).into_boxed();
    if let Some(actor) = filter.actor {
        query = query.filter(trail::actor_id.eq(actor));
    }
    if let Some(act) = &filter.act {
        let begins: String =
            act.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
        query = query.filter(trail::act.like(format!("{begins}%")).escape('\\'));
    }
    if let Some(kind) = &filter.subject_kind {
        query = query.filter(trail::subject_kind.eq(kind.clone()));
    }
    if let Some(id) = &filter.subject_id {
        query = query.filter(trail::subject_id.eq(id.clone()));
    }
    if let Some(from) = filter.from {
        query = query.filter(trail::at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(trail::at.lt(until));
    }
    if let Some(before) = before {
        query = query.filter(trail::place.lt(before));
    }
    query.order(trail::place.desc()).limit(limit).select(columns()).load(conn)
}
