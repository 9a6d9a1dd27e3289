//! Somebody who has typed their password a short while ago: for acts that a found phone or a borrowed desk must not do.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::TimeDelta;

use super::{Acting, now};
use crate::clock::Moment;
use crate::web::error::Error;

/// How long a password that was typed counts as typed a short while ago.
const SHORT: TimeDelta = TimeDelta::minutes(15);

/// `A`, who has proved within a quarter of an hour that it is they: with the password, and with a code where they have a
/// second factor. Everybody else is led to prove it, and back.
#[derive(Clone, Debug)]
pub struct Recent<A>(A);

impl<A> Deref for Recent<A> {
    type Target = A;
    fn deref(&self) -> &A {
        &self.0
    }
}

impl<A: Acting> Recent<A> {
    /// The actor as one who has proved it, if they have; for a page that else asks for the proof itself.
    pub fn of(actor: A, now: Moment) -> Result<Self, A> {
        let here = actor.identity();
        if here.visit.is_none() && is_recent(here.proved_at, now) { Ok(Self(actor)) } else { Err(actor) }
    }
}

fn is_recent(proved_at: Option<Moment>, now: Moment) -> bool {
    proved_at.is_some_and(|at| now - at < SHORT)
}

impl<A> FromRequest for Recent<A>
where
    A: Acting + FromRequest<Error = Error, Future = Ready<Result<A, Error>>>,
{
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // who may not do it at all is told so first
        let actor = A::from_request(req, payload).into_inner();
        // whose password it would be is not here: what asks for one is closed to a visitor of support
        let actor = actor.and_then(|actor| match actor.identity().visit {
            Some(_) => Err(Error::Closed("errors.visit.closed".into())),
            None => Ok(actor),
        });
        ready(actor.and_then(|actor| match is_recent(actor.identity().proved_at, now(req)?) {
            true => Ok(Self(actor)),
            false => Err(Error::Prove),
        }))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_quarter_of_an_hour_is_recent_and_never_is_not() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        assert!(is_recent(Some(at), at));
        assert!(is_recent(Some(at), at + SHORT - TimeDelta::seconds(1)));
        assert!(!is_recent(Some(at), at + SHORT));
        assert!(!is_recent(None, at));
    }
}
