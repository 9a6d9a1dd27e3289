//! The sums of paper: sheets that were given out are returned, spoiled, missing or still out; those that were returned are entered; what
//! was entered waits, is a ballot, or is none.

use diesel::QueryResult;

use super::sheet::{EntryState, SheetState};
use crate::db::Conn;
use crate::voting::arriving::Channel;
use crate::voting::meeting::MeetingId;
use crate::voting::store;
use crate::who::CompanyId;

/// What stands between a meeting and its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct OpenMatters {
    /// Entries that wait for another person, or that two people read differently.
    pub entries: i64,
    /// Ballots of co-owners that say something else than the one that counts.
    pub disputes: i64,
    /// Sheets that were given out and are neither returned, spoiled nor missing. They do not stop the count, but its papers say where each is.
    pub sheets_out: i64,
}

impl OpenMatters {
    /// Whether nothing may be counted yet.
    pub fn stop_the_count(&self) -> bool {
        self.entries > 0 || self.disputes > 0
    }
}

/// What stands between a meeting and its count; whoever counts asks this in the same transaction.
///
/// # Errors
/// When the database fails.
pub fn open_matters(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<OpenMatters> {
    let reckoned = reckon(conn, company, meeting)?;
    Ok(OpenMatters {
        entries: reckoned.paper.open() + reckoned.hall.open(),
        disputes: store::disputes::count(conn, company, meeting)?,
        sheets_out: reckoned.out,
    })
}

/// How many entries are in each state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::voting) struct Entries {
    pub(in crate::voting) waiting: i64,
    pub(in crate::voting) differs: i64,
    pub(in crate::voting) confirmed: i64,
    pub(in crate::voting) invalid: i64,
    pub(in crate::voting) refused: i64,
}

impl Entries {
    /// Those that somebody must still read.
    pub(in crate::voting) fn open(&self) -> i64 {
        self.waiting + self.differs
    }

    /// All that were entered, each thing once.
    pub(in crate::voting) fn all(&self) -> i64 {
        self.open() + self.confirmed + self.invalid + self.refused
    }

    fn add(&mut self, state: EntryState, count: i64) {
        match state {
            EntryState::Waiting => self.waiting += count,
            EntryState::Differs => self.differs += count,
            EntryState::Confirmed => self.confirmed += count,
            EntryState::Invalid => self.invalid += count,
            EntryState::Refused => self.refused += count,
            // the same sheet stands in another line
            EntryState::Again => {}
        }
    }
}

/// The sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::voting) struct Reckoned {
    pub(in crate::voting) out: i64,
    pub(in crate::voting) returned: i64,
    pub(in crate::voting) spoiled: i64,
    pub(in crate::voting) missing: i64,
    /// What was read on sheets.
    pub(in crate::voting) paper: Entries,
    /// What was read in the list of those who came.
    pub(in crate::voting) hall: Entries,
}

impl Reckoned {
    /// All sheets that were ever given out.
    pub(in crate::voting) fn issued(&self) -> i64 {
        self.out + self.returned + self.spoiled + self.missing
    }

    /// Whether each sheet is accounted for, and each that came back was entered once.
    pub(in crate::voting) fn adds_up(&self) -> bool {
        self.out == 0 && self.returned == self.paper.all()
    }
}

pub(in crate::voting) fn reckon(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Reckoned> {
    let mut sums = Reckoned::default();
    for (state, count) in store::sheets::tally(conn, company, meeting)? {
        match state {
            SheetState::Issued => sums.out += count,
            SheetState::Returned => sums.returned += count,
            SheetState::Spoiled => sums.spoiled += count,
            SheetState::Missing => sums.missing += count,
        }
    }
    for (channel, state, count) in store::entries::tally(conn, company, meeting)? {
        if channel == Channel::Hall { sums.hall.add(state, count) } else { sums.paper.add(state, count) }
    }
    Ok(sums)
}
