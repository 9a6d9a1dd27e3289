//! A body that does not come: nobody keeps a place by sending a byte now and then.

use std::time::{Duration, Instant};

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use futures_util::StreamExt;
use futures_util::stream::unfold;

/// How long a body may pause, and how long it may take before its pace is looked at.
const PAUSE: Duration = Duration::from_secs(20);
/// The least pace on average, bytes a second: a photograph over a bad mobile connection is ten times as quick.
const PACE: u64 = 4096;

/// Ends the body of a request that comes too slowly; whoever reads it finds it cut off.
pub(super) async fn bounded(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if !req.method().is_safe() {
        let bounded = unfold(Some((req.take_payload(), 0, Duration::ZERO)), |left| async move {
            let (mut payload, came, waited) = left?;
            let began = Instant::now();
            match tokio::time::timeout(left_for(came, waited), payload.next()).await {
                Ok(None) => None,
                Ok(Some(Ok(chunk))) => {
                    let came = came + u64::try_from(chunk.len()).unwrap_or_default();
                    // only the time in which we waited for them, not that in which they waited for us
                    Some((Ok(chunk), Some((payload, came, waited + began.elapsed()))))
                }
                Ok(Some(Err(error))) => Some((Err(error), None)),
                Err(_) => Some((Err(PayloadError::Io(std::io::ErrorKind::TimedOut.into())), None)),
            }
        });
        // there are readers who ask again after the end
        req.set_payload(Payload::Stream { payload: Box::pin(bounded.fuse()) });
    }
    next.call(req).await
}

/// How long the next bytes may take after `came` bytes for which we waited so long.
fn left_for(came: u64, waited: Duration) -> Duration {
    let deserved = PAUSE + Duration::from_secs(came / PACE);
    PAUSE.min(deserved.saturating_sub(waited))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_quick_may_pause_and_who_dribbles_may_not() {
        let seconds = Duration::from_secs;
        assert_eq!(left_for(0, seconds(0)), PAUSE);
        assert_eq!(left_for(20, seconds(20)), seconds(0), "a byte a second");
        assert_eq!(left_for(40_960, seconds(20)), seconds(10));
        assert_eq!(left_for(1 << 24, seconds(3)), PAUSE, "never more than a pause");
    }
}
