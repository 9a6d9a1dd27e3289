//! How often one address may ask. Behind a proxy on this machine the address is the last one the proxy wrote down;
//! anybody else's word about where they come from is not believed.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Error;
use crate::clock::Moment;

/// Requests per address, and attempts at things worth guessing per address.
pub struct Limits {
    pages: Option<DefaultKeyedRateLimiter<IpAddr>>,
    doors: DefaultKeyedRateLimiter<IpAddr>,
    /// How often something was asked in the minute that it was asked in last, by what it is called.
    minutes: Mutex<HashMap<String, (i64, u32)>>,
}

/// Sign-ins, mailed links and codes: a burst of twenty, then one every three seconds.
const DOOR_BURST: u32 = 20;
const DOOR_EVERY: Duration = Duration::from_secs(3);
/// With more names than this those of past minutes are forgotten.
const MANY_NAMES: usize = 1_000;

impl Limits {
    /// `per_second` on average for each address, with twenty seconds' worth saved up; 0 is no limit.
    pub fn new(per_second: u32) -> Self {
        let burst = NonZeroU32::new(DOOR_BURST).unwrap_or(NonZeroU32::MIN);
        let doors = Quota::with_period(DOOR_EVERY).unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        let pages = NonZeroU32::new(per_second)
            .map(|n| RateLimiter::keyed(Quota::per_second(n).allow_burst(n.saturating_mul(NonZeroU32::MIN.saturating_add(19)))));
        Self { pages, doors: RateLimiter::keyed(doors), minutes: Mutex::default() }
    }

    /// Forgets addresses that have been quiet, so that the table does not grow for ever.
    pub fn sweep(&self) {
        self.doors.retain_recent();
        if let Some(pages) = &self.pages {
            pages.retain_recent();
        }
    }

    /// Whether something of that name is asked at most so many times in this minute, this time included: for machines, whose contract says
    /// how often they ask.
    pub fn within(&self, name: &str, most: u32, now: Moment) -> bool {
        let minute = now.and_utc().timestamp().div_euclid(60);
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.len() > MANY_NAMES {
            minutes.retain(|_, (of, _)| *of == minute);
        }
        let (of, asked) = minutes.entry(name.to_owned()).or_default();
        if *of != minute {
            (*of, *asked) = (minute, 0);
        }
        *asked = asked.saturating_add(1);
        *asked <= most
    }

    /// Takes one attempt at a door from an address.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub fn knock(&self, req: &HttpRequest) -> Result<(), Error> {
        self.doors
            .check_key(&address(req))
            .map_err(|until| Error::TooMany { wait: until.wait_time_from(DefaultClock::default().now()).as_secs() + 1 })
    }
}

/// Where a request comes from.
pub fn address(req: &HttpRequest) -> IpAddr {
    let peer = req.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    if !peer.is_loopback() {
        return peer;
    }
    let forwarded = req.headers().get("x-forwarded-for").and_then(|h| h.to_str().ok());
    forwarded.and_then(|all| all.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).unwrap_or(peer)
}

/// Slows down whoever asks too often.
pub(super) async fn limit(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let limits = req.app_data::<web::Data<Limits>>().cloned();
    if let Some(pages) = limits.as_ref().and_then(|limits| limits.pages.as_ref())
        && let Err(until) = pages.check_key(&address(req.request()))
    {
        let wait = until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        return Ok(super::problems::refused(req, Error::TooMany { wait }));
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn each_name_has_its_own_minute() {
        let limits = Limits::new(0);
        let now = Moment::default();
        assert!((0..3).all(|_| limits.within("a", 3, now)));
        assert!(!limits.within("a", 3, now + TimeDelta::seconds(59)), "the fourth within the minute");
        assert!(limits.within("b", 3, now), "another's minute is its own");
        assert!(limits.within("a", 3, now + TimeDelta::seconds(60)));
    }
}
