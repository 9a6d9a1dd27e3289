//! Who moves out reads no more what concerned the old flat, whatever else of the company's they hold; what was proved stays proved.

use super::{building, proven, settled, told, water};
use crate::support::people::{editor, owner2, registrar};
use crate::support::{Side, TestPortal};

/// The second owner's flat in the first building is theirs no longer.
async fn moved_out(portal: &TestPortal) {
    let ending = format!("/staff/homes/premises/{}/holders/{}/ending", Side::First.premises(2), Side::First.holding(4));
    let registrar = registrar();
    let form = portal.visit(&registrar, &ending).await.form(&ending);
    portal.submit(&registrar, &form.with("until", "2026-11-19")).await.is(303);
}

#[actix_web::test]
async fn who_moved_to_another_house_of_the_company_reads_the_old_ones_announcements_no_more() {
    let (portal, place, reader) = (TestPortal::open().await, building(), owner2());
    settled(&portal, 8, "Иванова Мария Петровна", "owner2@demo.example", "owner").await;
    let (at, read) = told(&portal, &editor(), &water(&[("place", &place), ("kind", "legal")])).await;
    let page = portal.visit(&reader, &read).await;
    portal.submit(&reader, &page.form(&format!("{read}/confirmation"))).await.is(303);
    moved_out(&portal).await;

    portal.visit(&reader, "/home").await.is(200).misses("Воды не будет");
    portal.visit(&reader, "/announcements").await.is(200).sees("Лифт завтра остановят").misses("Воды не будет");
    portal.visit(&reader, &read).await.is(404);
    portal.visit(&reader, &format!("{read}/versions/1")).await.is(404);
    portal.send(&reader, &format!("{read}/confirmation"), &[]).await.is(404);
    assert_eq!(proven(&portal, &at).await, 2);
    portal.visit(&editor(), &format!("{at}/recipients")).await.sees("Иванова");
}

#[actix_web::test]
async fn who_was_told_reads_on_while_they_hold_what_they_were_told_for() {
    let (portal, place, reader) = (TestPortal::open().await, building(), owner2());
    let (_, read) = told(&portal, &editor(), &water(&[("place", &place), ("holds", "owner")])).await;
    // from owner to tenant of the same flat: no scope reaches them any more, yet it was said to them about this flat
    settled(&portal, 2, "Иванова Мария Петровна", "owner2@demo.example", "tenant").await;
    moved_out(&portal).await;
    portal.visit(&reader, &read).await.is(200).sees("Воды не будет");
    portal.visit(&reader, "/announcements").await.sees("Воды не будет");
}
