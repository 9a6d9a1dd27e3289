//! The right to write. A [`Tx`] is made by [`Db::write`](super::Db::write) and by nothing else.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;

use super::Conn;
use crate::clock::{self, Moment};

/// A transaction that writes. Whatever goes through one `Tx` happens together or not at all: the row, the letter
/// about it, the job it asks for and the line in the audit trail.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    now: Moment,
    pub(super) rung: Rung,
}

/// Who is to be woken once the transaction is committed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rung {
    pub(super) mail: bool,
    pub(super) jobs: bool,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: &'a mut Conn, now: Moment) -> Self {
        Self { conn, now, rung: Rung::default() }
    }

    /// The moment at which all of this happens.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The day of it on the walls of Kazakhstan.
    pub fn today(&self) -> NaiveDate {
        clock::today(self.now)
    }

    /// Wakes the postman after the commit.
    pub fn ring_mail(&mut self) {
        self.rung.mail = true;
    }

    /// Wakes the worker after the commit.
    pub fn ring_jobs(&mut self) {
        self.rung.jobs = true;
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}
