//! What a resident does with a meeting.

use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called};

#[actix_web::test]
async fn a_house_comes_together() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    assert_ne!(here.flat(1), here.unit(12));
}
