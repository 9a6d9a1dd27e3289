//! Co-owners who disagree.

use super::{chain, issued, open, staff, vote, votes};
use crate::support::TestPortal;
use crate::support::people::secretary;

#[actix_web::test]
async fn somebody_decides_between_co_owners_and_both_are_told() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let flat = here.flat(4);
    assert!(vote(&portal, &here, flat, "owner2", "ff--").await && vote(&portal, &here, flat, "neighbour", "af--").await);
    assert_eq!(open(&portal, &here).await.disputes, 1);
    assert!(open(&portal, &here).await.stop_the_count());
    portal.visit(&boss, &staff(&here, "/disputes")).await.is(200);
    let path = staff(&here, &format!("/disputes/{flat}"));
    portal.visit(&boss, &path).await.is(200);
    for fields in [vec![("version", "2")], vec![("version", "3"), ("why", "солай")], vec![("why", "солай")]] {
        portal.send(&boss, &path, &fields).await.is(422);
    }
    portal.send(&boss, &path, &[("version", "2"), ("why", "Жазбаша келісім")]).await.is(303);
    assert_eq!(votes(&portal, flat).await, ["portal invalid ff--", "portal counts af--"], "both are kept");
    let last = chain(&portal).await.pop().expect("a line");
    assert!(
        last.contains("\"kind\":\"decided\"") && last.contains("\"version\":2") && last.contains("Жазбаша келісім"),
        "{last}"
    );
    assert_eq!(open(&portal, &here).await.disputes, 0);
    portal.work().await;
    for address in ["owner2@demo.example", "neighbour@demo.example"] {
        assert!(portal.letters().iter().any(|letter| letter.to == address), "{address} is told");
    }
    // decided once, it is decided
    portal.send(&boss, &path, &[("version", "1"), ("why", "Басқаша")]).await.is(422);
}

#[actix_web::test]
async fn none_may_count() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let flat = here.flat(4);
    assert!(vote(&portal, &here, flat, "owner2", "ff--").await && vote(&portal, &here, flat, "neighbour", "af--").await);
    portal.send(&boss, &staff(&here, &format!("/disputes/{flat}")), &[("version", "0"), ("why", "Келіспеді")]).await.is(303);
    assert!(votes(&portal, flat).await.iter().all(|vote| vote.contains(" invalid ")));
    assert!(vote(&portal, &here, flat, "owner2", "aa--").await, "the unit may vote anew while votes are taken");
}
