//! What a company promises for a category, and what it does not offer.

use serde_json::json;

use super::category::Category;
use super::moving::Done;
use super::refused::Refused;
use super::store;
use super::terms::Promise;
use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::web::actor::{Acting, Admin, Staff};

/// Promises a term from a day on. What is counted already keeps the terms it came with.
pub(super) fn promise(tx: &mut Tx<'_>, who: &Staff<Admin>, of: &Category, promise: &Promise) -> Done<()> {
    match store::terms::add(tx, who.company(), of.code, promise, who.person()) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::TermsTaken)),
        done => done?,
    };
    let term = promise.term;
    let details = json!({ "since": promise.since, "first_answer": term.first_answer, "resolution": term.resolution });
    Ok(audit::by(who).did("requests.promised", ("category", of.code)).with(details).record(tx)?)
}

/// Offers a category, or does not any more.
pub(super) fn offer(tx: &mut Tx<'_>, who: &Staff<Admin>, of: &Category, offered: bool) -> Done<()> {
    if offered {
        store::terms::show(tx, who.company(), of.code)?;
    } else {
        store::terms::hide(tx, who.company(), of.code)?;
    }
    Ok(audit::by(who).did("requests.offered", ("category", of.code)).with(json!({ "offered": offered })).record(tx)?)
}
