//! Going through a chain from its first line to its head, a portion at a time: a long one is not read in one breath.

use diesel::prelude::*;

use super::line::{Raw, columns};
use super::{chain_of, head, room_of, seal};
use crate::db::Conn;
use crate::db::schema::trail;
use crate::who::CompanyId;

/// How many lines are looked at in one go.
const BATCH: i64 = 2000;

/// Where a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first place that is not as it was written.
    pub place: i64,
    /// What is wrong there.
    pub fault: Fault,
}

crate::words! {
    /// What can be wrong with a chain.
    pub enum Fault {
        /// A line in its midst is not there.
        Missing = "missing",
        /// A line, or its order, is not what was written.
        Changed = "changed",
        /// The lines from here to the end are not there.
        Cut = "cut",
        /// The head does not fit the last line: one of them was put there past the trail.
        Head = "head",
        /// It stands beyond the head: it was written past the trail.
        Foreign = "foreign",
        /// The chain is sound in itself, and not the one that an earlier check saw: it was written anew, or lines were cut off its end.
        Rewritten = "rewritten",
    }
}

/// A chain that is being gone through. Lines that come to its end meanwhile are left for the next time.
#[derive(Clone, Debug)]
pub struct Walk {
    chain: String,
    length: i64,
    head: String,
    foreign: Option<i64>,
    witness: Option<(i64, String)>,
    place: i64,
    hash: String,
}

impl Walk {
    /// Begins at the first line of a chain (`None` is the installation's). `witness` is how an earlier [`head`] was.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin(conn: &mut Conn, company: Option<CompanyId>, witness: Option<(i64, String)>) -> QueryResult<Self> {
        let chain = chain_of(company);
        let (length, head) = head(conn, company)?.unwrap_or_default();
        let beyond = trail::table.filter(trail::chain.eq(&chain)).filter(trail::place.gt(length));
        let foreign = beyond.order(trail::place).select(trail::place).first(conn).optional()?;
        Ok(Self { chain, length, head, foreign, witness, place: 0, hash: String::new() })
    }

    /// How many lines were found right so far, and how many there are.
    pub fn progress(&self) -> (i64, i64) {
        (self.place, self.length)
    }

    /// The hash of the last line that was found right.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Looks at the next portion: `None` while there is more to look at.
    ///
    /// # Errors
    /// When the database fails; a broken chain is an answer, not an error.
    pub fn step(&mut self, conn: &mut Conn) -> QueryResult<Option<Result<u64, Break>>> {
        let portion: Vec<(Raw, String, String)> = trail::table
            .filter(trail::chain.eq(&self.chain))
            .filter(trail::place.gt(self.place))
            .filter(trail::place.le(self.length))
            .order(trail::place)
            .limit(BATCH)
            .select((columns(), trail::hash, trail::room))
            .load(conn)?;
        if portion.is_empty() {
            return Ok(Some(self.ended()));
        }
        for (line, written, room) in portion {
            if let Err(fault) = self.pass(&line, written, &room) {
                return Ok(Some(Err(Break { place: self.place + 1, fault })));
            }
        }
        Ok(None)
    }

    fn pass(&mut self, line: &Raw, written: String, room: &str) -> Result<(), Fault> {
        let next = self.place + 1;
        if line.place != next {
            return Err(Fault::Missing);
        }
        let hash = seal::seal(&self.hash, &self.chain, line);
        if hash != written || room != room_of(&line.act) {
            return Err(Fault::Changed);
        }
        if self.witness.as_ref().is_some_and(|(place, seen)| *place == next && *seen != hash) {
            return Err(Fault::Rewritten);
        }
        (self.place, self.hash) = (next, hash);
        Ok(())
    }

    fn ended(&self) -> Result<u64, Break> {
        let broken = |place, fault| Err(Break { place, fault });
        if self.place < self.length {
            return broken(self.place + 1, Fault::Cut);
        }
        if self.hash != self.head {
            return broken(self.place, Fault::Head);
        }
        if let Some(place) = self.foreign {
            return broken(place, Fault::Foreign);
        }
        if self.witness.as_ref().is_some_and(|(place, _)| *place > self.length) {
            return broken(self.length + 1, Fault::Rewritten);
        }
        Ok(u64::try_from(self.place).unwrap_or_default())
    }
}

/// Goes through a whole chain in one snapshot and gives how many lines it has, or where it is broken.
///
/// # Errors
/// When the database fails; a broken chain is an answer, not an error.
pub fn verify(conn: &mut Conn, company: Option<CompanyId>, witness: Option<(i64, String)>) -> QueryResult<Result<u64, Break>> {
    let mut walk = Walk::begin(conn, company, witness)?;
    loop {
        if let Some(answer) = walk.step(conn)? {
            return Ok(answer);
        }
    }
}
