//! A request goes along with the work that is done on it: whoever gives out that work says how far it is, and the request follows where its
//! own states allow. What staff have decided otherwise meanwhile (put it off, passed it on, declined it) stays as they decided.

use super::kind::{RequestId, Wait};
use super::moving::{Doer, Done, happened, keep, put};
use super::rows::{Happening, Request};
use super::settling::Named;
use super::state::State;
use super::store;
use crate::config::Config;
use crate::db::Tx;
use crate::who::{CompanyId, Reach};

/// How far the work on a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Somebody will do it.
    Taken,
    /// Somebody is at it.
    Begun,
    /// It waits.
    Waits(Wait),
    /// It is done.
    Done,
    /// It was done, and not well.
    Again,
}

/// Lets a request follow the work; `by` does the work and, from now on, is who sees to the request.
///
/// # Errors
/// [`Refused::Changed`](super::Refused::Changed) when somebody changes it at this very moment, or when the database fails.
pub fn follow(tx: &mut Tx<'_>, config: &Config, of: (CompanyId, RequestId), by: &Named, work: Work) -> Done<()> {
    // who steps at the same moment waits here, and reads what is left afterwards
    store::changing::hold(tx, of.0, of.1)?;
    let (was, _) = store::one::within(tx, &Reach::whole(of.0), of.1)?;
    let doer = Doer { person: Some(by.0), name: by.1.clone(), by_staff: true };
    let mut from = was.clone();
    if was.is_open && was.assignee_id != Some(by.0) {
        (from.assignee_id, from.assigned_why) = (Some(by.0), "work".to_owned());
    }
    let next = match work {
        // whoever did not open the first time has said when they will
        Work::Taken if was.state() == State::Waiting(Wait::Resident) => was.state().start(),
        Work::Taken => was.state().accept(),
        Work::Begun => was.state().start(),
        Work::Waits(wait) => was.state().wait(wait),
        Work::Done => was.state().done(),
        Work::Again => was.state().reopen(),
    };
    match next {
        Ok(next) => put(tx, config, &doer, &from, &next).map(drop),
        Err(_) if from.assignee_id != was.assignee_id => given(tx, &doer, &was, from),
        Err(_) => Ok(()),
    }
}

fn given(tx: &mut Tx<'_>, doer: &Doer, was: &Request, from: Request) -> Done<()> {
    let is = keep(tx, was, from)?;
    Ok(happened(tx, &is, doer, Happening::Assigned, &doer.name)?)
}

/// A request with its place, as those who work on it may know it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The request.
    pub request: Request,
    /// The building's address.
    pub address: String,
}

/// The request of an id, within reach.
///
/// # Errors
/// `NotFound` for one that is not there or lies elsewhere; when the database fails.
pub fn wanted(conn: &mut crate::db::Conn, reach: &Reach, id: RequestId) -> diesel::QueryResult<Wanted> {
    let (request, at) = store::one::within(conn, reach, id)?;
    Ok(Wanted { request, address: at.address })
}
