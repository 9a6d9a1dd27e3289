//! Two things at once: one of them is first. On SQLite writers queue anyhow; on PostgreSQL the constraints and the held row decide.

use futures_util::future::join;

use super::{confirm, enter, entry, issued, sheet, vote, votes};
use crate::support::TestPortal;
use crate::support::people::{manager, secretary};

#[actix_web::test]
async fn of_portal_and_paper_one_counts_and_the_other_is_kept() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    portal.token(&two).await;
    for (flat, owner, marks) in [(3, "a3", "aa"), (5, "a5", "aa"), (6, "a6", "aa"), (9, "a9", "aan"), (10, "a10", "aan")] {
        let flat = here.flat(flat);
        enter(&portal, &one, &here, flat, marks, owner).await.is(303);
        let (paper, portal_vote) =
            join(confirm(&portal, &two, &here, flat, marks, owner), vote(&portal, &here, flat, owner, "ff-f")).await;
        paper.is(303);
        let counting: Vec<_> = votes(&portal, flat).await.into_iter().filter(|vote| vote.contains(" counts ")).collect();
        assert_eq!(counting.len(), 1, "{counting:?}");
        let (channel, state) = if portal_vote { ("portal", "refused") } else { ("paper", "confirmed") };
        assert!(counting[0].starts_with(channel), "{counting:?}");
        assert_eq!(entry(&portal, flat).await.1, state);
        assert_eq!(sheet(&portal, flat).await.1, "returned");
    }
}

#[actix_web::test]
async fn of_two_who_enter_or_confirm_the_same_sheet_one_is_first() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    portal.token(&one).await;
    portal.token(&two).await;
    let flat = here.flat(3);
    let (left, right) = join(enter(&portal, &one, &here, flat, "ff", "a3"), enter(&portal, &two, &here, flat, "ff", "a3")).await;
    let mut statuses = [left.status.as_u16(), right.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    // whoever was first is the one; the other confirms it twice at once
    let other = if left.status.as_u16() == 303 { &two } else { &one };
    join(confirm(&portal, other, &here, flat, "ff", "a3"), confirm(&portal, other, &here, flat, "ff", "a3")).await;
    assert_eq!(votes(&portal, flat).await.len(), 1);
    assert_eq!(entry(&portal, flat).await.1, "confirmed");
}
