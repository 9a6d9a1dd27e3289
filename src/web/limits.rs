//! How often one address may ask. Behind a proxy on this machine the address is the last one the proxy wrote down;
//! anybody else's word about where they come from is not believed.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Error;

/// Requests per address, and attempts at things worth guessing per address.
pub struct Limits {
    pages: Option<DefaultKeyedRateLimiter<IpAddr>>,
    doors: DefaultKeyedRateLimiter<IpAddr>,
}

/// Sign-ins, mailed links and codes: a burst of twenty, then one every three seconds.
const DOOR_BURST: u32 = 20;
const DOOR_EVERY: Duration = Duration::from_secs(3);

impl Limits {
    /// `per_second` on average for each address, with twenty seconds' worth saved up; 0 is no limit.
    pub fn new(per_second: u32) -> Self {
        let burst = NonZeroU32::new(DOOR_BURST).unwrap_or(NonZeroU32::MIN);
        let doors = Quota::with_period(DOOR_EVERY).unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        let pages = NonZeroU32::new(per_second)
            .map(|n| RateLimiter::keyed(Quota::per_second(n).allow_burst(n.saturating_mul(NonZeroU32::MIN.saturating_add(19)))));
        Self { pages, doors: RateLimiter::keyed(doors) }
    }

    /// Forgets addresses that have been quiet, so that the table does not grow for ever.
    pub fn sweep(&self) {
        self.doors.retain_recent();
        if let Some(pages) = &self.pages {
            pages.retain_recent();
        }
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
