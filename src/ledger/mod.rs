//! The books: double entry in whole tiyn, by company. Whoever charges, takes or spends money writes it down here and nowhere else.
//!
//! An entry is put together of transfers, so that one that does not balance cannot be made ([`Entry`]); it stands on a document and is
//! never changed. What was wrong is taken back by another entry with a reason ([`reverse`]), once. A balance is the sum of postings and
//! is kept nowhere. The three monies of the law (current, accumulative, target) are apart, each with its bank account.
//! Months are closed in their order; what is dated in a closed month is refused at one row of the company, where posting and closing wait
//! for one another, and what a month held when it was closed is kept beside it, so that the check ([`check`]) finds any change behind our back.

mod account;
mod check;
mod entry;
pub mod month;
mod naming;
mod store;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

pub use account::{Account, Fund, Kind};
pub use check::{Fault, check, check_nightly, deep_check};
pub use entry::{Document, Entry, EntryId};
pub use naming::namings;
pub use store::balances::{Balance, Movement, Turnover, movements, of_premises, receivable_on, trial};
pub use store::closings::{Closing, closed_until, closings};
pub use store::entries::{of_document, others_since};
pub use store::houses::collected;
pub use store::turnover::{Personal, Sides, general, personal};

use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::web::actor::{Accountant, Staff};
use crate::web::{Refusal, Said};
use crate::who::{CompanyId, PersonId};

/// Why the books are not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The month of that day is closed.
    Closed,
    /// An amount is less than nothing.
    Negative,
    /// An amount is beyond what the books can hold.
    TooMuch,
    /// The entry was taken back before.
    Reversed,
    /// The month was closed before, or a later one.
    ClosedBefore,
    /// The month is not over.
    NotOver,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Closed => "ledger.refused.closed",
            Self::Negative => "ledger.refused.negative",
            Self::TooMuch => "ledger.refused.too_much",
            Self::Reversed => "ledger.refused.reversed",
            Self::ClosedBefore => "ledger.refused.closed_before",
            Self::NotOver => "ledger.refused.not_over",
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

/// Writes entries, all or none; `author` is `None` for the portal itself. Entries in which nothing moves are written too: their document
/// was made. The ids are in the order of the entries.
///
/// # Errors
/// [`Refused::Closed`].
pub fn post(tx: &mut Tx<'_>, company: CompanyId, author: Option<PersonId>, entries: &[Entry]) -> Done<Vec<EntryId>> {
    let Some(first) = entries.iter().map(|entry| entry.day).min() else { return Ok(Vec::new()) };
    let many = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    if !store::closings::write_from(tx, company, first, many)? {
        return Err(Failure::Refused(Refused::Closed));
    }
    let accounts = store::accounts::open(tx, company, entries.iter().flat_map(|entry| entry.sums().map(|(of, _)| of)))?;
    Ok(store::entries::add(tx, company, author, entries, &accounts)?)
}

/// Takes entries of a document back by opposite ones, on a day in an open month (storno).
///
/// # Errors
/// [`Refused::Closed`], or [`Refused::Reversed`] when one was taken back before.
pub fn reverse(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    entries: &[EntryId],
    (day, reason): (NaiveDate, &str),
) -> Done<()> {
    let many = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    if !store::closings::write_from(tx, company, day, many)? {
        return Err(Failure::Refused(Refused::Closed));
    }
    match store::entries::take_back(tx, company, author, entries, (day, reason)) {
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::Reversed)),
        done => Ok(done?),
    }
}

/// Closes a month and everything before it, for ever.
///
/// # Errors
/// [`Refused::NotOver`], [`Refused::ClosedBefore`].
pub fn close(tx: &mut Tx<'_>, who: &Staff<Accountant>, of: NaiveDate, today: NaiveDate) -> Done<()> {
    seal(tx, (who.company(), crate::web::actor::Acting::person(who)), of, today)?;
    let details = json!({ "until": month::last(of) });
    Ok(audit::by(who).did("ledger.month_closed", ("ledger_month", month::first(of))).with(details).record(tx)?)
}

/// The same without a line in the trail: for the demo's past.
///
/// # Errors
/// As [`close`].
pub fn seal(tx: &mut Tx<'_>, (company, by): (CompanyId, PersonId), of: NaiveDate, today: NaiveDate) -> Done<()> {
    if month::last(of) >= today {
        return Err(Failure::Refused(Refused::NotOver));
    }
    if store::closings::close(tx, company, by, of)? { Ok(()) } else { Err(Failure::Refused(Refused::ClosedBefore)) }
}

/// Takes the books until the transaction ends and gives the first day on which something can be written, `None` for any. Whoever shares
/// money out by what is owed reads that after this: of two at once one waits for the other.
///
/// # Errors
/// When the database fails.
pub fn hold(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<Option<NaiveDate>> {
    Ok(store::closings::hold(tx, company)?.and_then(|until| until.succ_opt()))
}

/// Whether something dated so would be refused, for pages that say so beforehand.
///
/// # Errors
/// When the database fails.
pub fn is_closed(conn: &mut crate::db::Conn, company: CompanyId, day: NaiveDate) -> QueryResult<bool> {
    Ok(closed_until(conn, company)?.is_some_and(|until| day <= until))
}
