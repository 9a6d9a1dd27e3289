//! Looking for lines: what the database can find by an index it finds; words are looked for in a bounded number of lines at a time.

use diesel::QueryResult;

use super::details::Ear;
use super::told::holds;
use super::wanted::Wanted;
use crate::audit::{self, Kept, Span};
use crate::db::Conn;
use crate::who::CompanyId;

/// How many lines are read in one go when words are looked for.
const PORTION: i64 = 2_500;
/// How many lines are looked at for one page. What is beyond is looked at when the reader goes on.
const LOOKED_AT: usize = 20_000;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) lines: Vec<Kept>,
    /// The last line that was looked at, if there are more behind it that were not.
    pub(super) stopped_at: Option<Kept>,
}

/// At most `limit` of the wanted lines in a direction.
pub(super) fn find(
    conn: &mut Conn,
    company: Option<CompanyId>,
    wanted: &Wanted,
    ear: Ear,
    mut span: Span,
    limit: i64,
) -> QueryResult<Found> {
    if wanted.words.is_empty() {
        return Ok(Found { lines: audit::lines(conn, company, &wanted.filter, span, limit)?, stopped_at: None });
    }
    let most = usize::try_from(limit).unwrap_or_default();
    let (mut found, mut looked_at) = (Found::default(), 0);
    loop {
        let portion = audit::lines(conn, company, &wanted.filter, span, PORTION)?;
        let (read, last) = (portion.len(), portion.last().cloned());
        found.lines.extend(portion.into_iter().filter(|line| holds(ear, line, &wanted.words)));
        looked_at += read;
        let Some(last) = last.filter(|_| i64::try_from(read).is_ok_and(|read| read == PORTION)) else { break };
        if found.lines.len() >= most {
            break;
        }
        if looked_at >= LOOKED_AT {
            found.stopped_at = Some(last);
            break;
        }
        span = next(span, last.place);
    }
    found.lines.truncate(most);
    Ok(found)
}

/// Where it goes on behind a place.
pub(super) fn next(span: Span, place: i64) -> Span {
    match span {
        Span::Newest | Span::Older(_) => Span::Older(place),
        Span::Newer(_) => Span::Newer(place),
    }
}
