//! Going through a chain from its first line to its head.

use diesel::prelude::*;

use super::line::{Raw, columns};
use super::{chain_of, head, seal};
use crate::db::Conn;
use crate::db::schema::trail;
use crate::who::CompanyId;

/// How many lines are looked at in one go.
const BATCH: i64 = 1000;

/// Where a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first place that is not as it was written.
    pub place: i64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It, or its order, is not what was written.
    Changed,
    /// It stands beyond the head: it was written past the trail.
    Foreign,
}

/// Goes through a whole chain (`None` is the installation's) and gives how many lines it has, or where it is broken.
///
/// # Errors
/// When the database fails; a broken chain is an answer, not an error.
pub fn verify(conn: &mut Conn, company: Option<CompanyId>) -> QueryResult<Result<u64, Break>> {
    let chain = chain_of(company);
    let (length, last_hash) = head(conn, company)?.unwrap_or_default();
    let (mut place, mut hash) = (0, String::new());
    loop {
        let batch: Vec<(Raw, String)> = trail::table
            .filter(trail::chain.eq(&chain))
            .filter(trail::place.gt(place))
            .order(trail::place)
            .limit(BATCH)
            .select((columns(), trail::hash))
            .load(conn)?;
        if batch.is_empty() {
            break;
        }
        for (line, written) in batch {
            let next = place + 1;
            let broken = |fault| Ok(Err(Break { place: next, fault }));
            if next > length {
                return broken(Fault::Foreign);
            }
            if line.place != next {
                return broken(Fault::Missing);
            }
            hash = seal::seal(&hash, &chain, &line);
            if hash != written {
                return broken(Fault::Changed);
            }
            place = next;
        }
    }
    Ok(ended(place, length, &hash, &last_hash))
}

fn ended(place: i64, length: i64, hash: &str, last_hash: &str) -> Result<u64, Break> {
    if place < length {
        return Err(Break { place: place + 1, fault: Fault::Missing });
    }
    if hash != last_hash {
        return Err(Break { place, fault: Fault::Changed });
    }
    Ok(u64::try_from(place).unwrap_or_default())
}
