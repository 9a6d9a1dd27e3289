//! Chains of votes are gone through every night, and by `aula check`.

use diesel::QueryResult;

use crate::app::App;
use crate::db::{Broken, Conn};
use crate::voting::counting::replay;
use crate::voting::rows::Meeting;
use crate::voting::store;

/// Goes through the chain of every meeting: how many lines were looked at, and what is wrong, in words for the log.
///
/// # Errors
/// When the database fails.
pub fn check(conn: &mut Conn) -> QueryResult<(usize, Vec<String>)> {
    let (mut lines, mut wrong) = (0, Vec::new());
    for of in store::protocols::chained(conn)? {
        let (many, fault) = one(conn, &of)?;
        lines += many;
        wrong.extend(fault);
    }
    Ok((lines, wrong))
}

fn one(conn: &mut Conn, of: &Meeting) -> QueryResult<(usize, Option<String>)> {
    let chain = store::counting::chain(conn, of.company_id, of.id)?;
    let fault = match replay(chain.iter().map(|row| (row.line.as_str(), row.hash.as_str()))) {
        Err(fault) => Some(format!("{fault:?}")),
        Ok(all) if all.head != of.head_hash => Some("its end is not the one that the meeting names".to_owned()),
        Ok(_) => None,
    };
    Ok((chain.len(), fault.map(|fault| format!("the votes of meeting {} ({}): {fault}", of.number, of.id))))
}

/// The same every night, one meeting at a time; what is wrong stands in the log as an error. A task for the schedule.
///
/// # Errors
/// When the database fails.
pub async fn verify_all(app: &App) -> Result<(), Broken> {
    for of in app.db.read(store::protocols::chained).await? {
        if let (_, Some(fault)) = app.db.read(move |conn| one(conn, &of)).await? {
            tracing::error!(%fault, "a chain of votes is not as it was written");
        }
    }
    Ok(())
}
