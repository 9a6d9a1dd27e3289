//! Sheets: one for each unit, numbered; replaced only where one is spoiled; printed.

use super::{issued, sheet, staff};
use crate::support::TestPortal;
use crate::support::people::{manager, owner, secretary};

#[actix_web::test]
async fn every_unit_that_is_asked_has_one_sheet_with_a_number_of_its_own() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let mut numbers = Vec::new();
    for place in 0..16 {
        numbers.push(sheet(&portal, here.unit(place)).await.0);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    // given out again, nobody gets a second one
    portal.send(&boss, &staff(&here, "/sheets"), &[("entrance", "")]).await.is(303);
    let page = portal.visit(&boss, &staff(&here, "/sheets")).await;
    page.is(200);
    assert!(page.text().contains("16"), "{}", page.text());
    assert_eq!(sheet(&portal, here.flat(3)).await.1, "issued");
}

#[actix_web::test]
async fn sheets_are_printed_together_and_one_by_one() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &boss).await;
    let to = portal.send(&boss, &staff(&here, "/sheets"), &[("entrance", "")]).await.leads_to().to_owned();
    portal.work().await;
    portal.visit(&boss, &to).await.is(200);
    let all = portal.visit(&boss, &format!("{to}/sheets.pdf")).await;
    all.is(200);
    let one = portal.visit(&boss, &staff(&here, "/sheets.pdf?number=7")).await;
    one.is(200);
    assert!(all.bytes.starts_with(b"%PDF") && one.bytes.starts_with(b"%PDF"));
    assert!(all.bytes.len() > one.bytes.len());
    portal.visit(&boss, &staff(&here, "/sheets.pdf?number=17")).await.is(404);
    for stranger in [owner(), crate::support::people::other_manager()] {
        let status = portal.visit(&stranger, &staff(&here, "/sheets.pdf?number=7")).await.status.as_u16();
        assert!(matches!(status, 403 | 404), "{status}");
    }
}

#[actix_web::test]
async fn a_spoiled_sheet_is_replaced_and_no_longer_entered() {
    let (portal, boss) = (TestPortal::open().await, manager());
    let here = issued(&portal, &boss).await;
    let (number, _, id) = sheet(&portal, here.flat(5)).await;
    let path = staff(&here, &format!("/sheets/{id}"));
    portal.send(&boss, &path, &[("act", "spoil"), ("why", "")]).await.is(422);
    portal.send(&boss, &path, &[("act", "spoil"), ("why", "су тиген"), ("replace", "yes")]).await.is(303);
    let (new, state, _) = sheet(&portal, here.flat(5)).await;
    assert_eq!((new, state.as_str()), (17, "issued"));
    let found = portal.visit(&boss, &staff(&here, &format!("/entries?sheet={number}"))).await;
    assert!(!found.body().contains("name=\"marks\""), "a spoiled sheet is not read");
    // what is spoiled stays so
    portal.send(&boss, &path, &[("act", "lose"), ("why", "жоқ")]).await.is(422);
}

#[actix_web::test]
async fn a_missing_sheet_may_be_found() {
    let (portal, boss) = (TestPortal::open().await, manager());
    let here = issued(&portal, &boss).await;
    let (_, _, id) = sheet(&portal, here.flat(6)).await;
    let path = staff(&here, &format!("/sheets/{id}"));
    portal.send(&boss, &path, &[("act", "lose"), ("why", "иесінде жоқ")]).await.is(303);
    assert_eq!(sheet(&portal, here.flat(6)).await.1, "missing");
    portal.send(&boss, &path, &[("act", "find")]).await.is(303);
    assert_eq!(sheet(&portal, here.flat(6)).await.1, "issued");
}
