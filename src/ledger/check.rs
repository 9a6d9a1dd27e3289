//! The check: the trial balance is nothing at every moment, and closed months are as they were.

use std::fmt;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::entry::EntryId;
use super::store;
use crate::app::App;
use crate::db::Conn;
use crate::money::Tiyn;
use crate::who::CompanyId;

/// What is wrong with the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// All postings of a company together are not nothing.
    Total(CompanyId, Tiyn),
    /// An entry does not balance.
    Entry(CompanyId, EntryId),
    /// A closed month holds something else than when it was closed.
    Month(CompanyId, NaiveDate),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total(company, amount) => write!(f, "the books of company {company} are out by {}", amount.plain()),
            Self::Entry(company, entry) => write!(f, "entry {entry} of company {company} does not balance"),
            Self::Month(company, month) => {
                write!(f, "{} of company {company} was changed after it was closed", month.format("%Y-%m"))
            }
        }
    }
}

/// Whether the trial balance of every company is nothing, by one aggregate query; gives how many postings were summed.
///
/// # Errors
/// When the database fails.
pub fn check(conn: &mut Conn) -> QueryResult<Result<i64, Fault>> {
    let mut all = 0;
    for (company, total, postings) in store::check::totals(conn)? {
        let total = total.unwrap_or_default();
        if total != 0 {
            return Ok(Err(Fault::Total(company, Tiyn(total))));
        }
        all += postings;
    }
    Ok(Ok(all))
}

/// The same, and that every single entry balances and no closed month was changed.
///
/// # Errors
/// When the database fails.
pub fn deep_check(conn: &mut Conn) -> QueryResult<Result<i64, Fault>> {
    let all = match check(conn)? {
        Ok(all) => all,
        fault => return Ok(fault),
    };
    if let Some((company, entry)) = store::check::lame(conn)? {
        return Ok(Err(Fault::Entry(company, entry)));
    }
    Ok(match store::check::changed(conn)?.into_iter().next() {
        Some((company, month)) => Err(Fault::Month(company, month)),
        None => Ok(all),
    })
}

/// Goes through all books; what is wrong stands in the log as an error.
///
/// # Errors
/// When the database fails, or the books do not balance.
pub async fn check_nightly(app: &App) -> anyhow::Result<()> {
    match app.db.read(deep_check).await? {
        Ok(postings) => {
            tracing::info!(postings, "the books balance");
            Ok(())
        }
        Err(fault) => Err(anyhow::anyhow!("THE BOOKS ARE BROKEN: {fault}")),
    }
}
