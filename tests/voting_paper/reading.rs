//! Two people read a sheet.

use super::{confirm, enter, entry, issued, open, read, sheet, staff, vote, votes};
use crate::support::TestPortal;
use crate::support::people::{manager, secretary};

#[actix_web::test]
async fn a_sheet_is_a_ballot_once_two_have_read_the_same() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    enter(&portal, &one, &here, here.flat(3), "fa", "a3").await.is(303);
    assert!(votes(&portal, here.flat(3)).await.is_empty());
    assert_eq!(open(&portal, &here).await.entries, 1);
    let (id, _) = entry(&portal, here.flat(3)).await;
    let blind = portal.visit(&two, &staff(&here, &format!("/entries/{id}"))).await;
    blind.is(200);
    assert!(!blind.body().contains("value=\"fa\""), "the second reader does not see what the first has read");
    confirm(&portal, &two, &here, here.flat(3), "FA", "a3").await.is(303);
    assert_eq!(votes(&portal, here.flat(3)).await, ["paper counts fa--"]);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "confirmed");
    assert_eq!(sheet(&portal, here.flat(3)).await.1, "returned");
    assert!(!open(&portal, &here).await.stop_the_count());
}

#[actix_web::test]
async fn whoever_entered_a_sheet_does_not_confirm_it_whatever_they_send() {
    let (portal, one) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &one).await;
    enter(&portal, &one, &here, here.flat(3), "ff", "a3").await.is(303);
    let (id, _) = entry(&portal, here.flat(3)).await;
    let own = portal.visit(&one, &staff(&here, &format!("/entries/{id}"))).await;
    assert!(!own.body().contains("name=\"marks\""), "there is no form for them");
    let forged = confirm(&portal, &one, &here, here.flat(3), "ff", "a3").await;
    forged.is(303);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "waiting");
    assert!(votes(&portal, here.flat(3)).await.is_empty());
}

#[actix_web::test]
async fn what_two_have_read_differently_goes_back_and_is_read_by_two_again() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    enter(&portal, &one, &here, here.flat(3), "ff", "a3").await.is(303);
    confirm(&portal, &two, &here, here.flat(3), "fa", "a3").await.is(303);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "differs");
    assert!(votes(&portal, here.flat(3)).await.is_empty());
    assert!(open(&portal, &here).await.stop_the_count());
    // the second enters it anew: then the first is the other
    enter(&portal, &two, &here, here.flat(3), "fa", "a3").await.is(303);
    confirm(&portal, &two, &here, here.flat(3), "fa", "a3").await.is(303);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "waiting");
    confirm(&portal, &one, &here, here.flat(3), "fa", "a3").await.is(303);
    assert_eq!(votes(&portal, here.flat(3)).await, ["paper counts fa--"]);
}

#[actix_web::test]
async fn a_unit_that_voted_in_the_portal_is_told_when_and_its_sheet_is_kept() {
    let (portal, one) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &one).await;
    assert!(vote(&portal, &here, here.flat(3), "a3", "ff--").await);
    let refused = enter(&portal, &one, &here, here.flat(3), "aa", "a3").await;
    refused.is(422);
    // 08:00 UTC is one in the afternoon in Almaty
    assert!(refused.text().contains("20.11.2026") && refused.text().contains("13:00"), "{}", refused.text());
    assert_eq!(sheet(&portal, here.flat(3)).await.1, "returned");
    assert_eq!(entry(&portal, here.flat(3)).await.1, "refused");
    assert_eq!(votes(&portal, here.flat(3)).await.len(), 1);
    assert!(!open(&portal, &here).await.stop_the_count());
}

#[actix_web::test]
async fn a_unit_that_votes_between_the_two_readings_has_voted() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    enter(&portal, &one, &here, here.flat(3), "aa", "a3").await.is(303);
    assert!(vote(&portal, &here, here.flat(3), "a3", "ff--").await);
    confirm(&portal, &two, &here, here.flat(3), "aa", "a3").await.is(303);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "refused");
    assert_eq!(votes(&portal, here.flat(3)).await, ["portal counts ff--"]);
    // and the chain has no hole where the refused ballot had begun
    let places: Vec<String> = super::chain(&portal).await;
    for (place, line) in (1..).zip(&places) {
        assert!(line.starts_with(&format!("{{\"place\":{place},")), "{line}");
    }
}

#[actix_web::test]
async fn a_sheet_is_entered_once() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    enter(&portal, &one, &here, here.flat(3), "ff", "a3").await.is(303);
    enter(&portal, &two, &here, here.flat(3), "ff", "a3").await.is(422);
    confirm(&portal, &two, &here, here.flat(3), "ff", "a3").await.is(303);
    enter(&portal, &two, &here, here.flat(3), "ff", "a3").await.is(422);
    assert_eq!(votes(&portal, here.flat(3)).await.len(), 1);
}

#[actix_web::test]
async fn an_invalid_sheet_is_no_vote_and_takes_two_as_well() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    let number = sheet(&portal, here.flat(3)).await.0.to_string();
    let flawed = [("number", number.as_str()), ("flaw", "two_marks")];
    portal.upload(&one, &staff(&here, "/entries"), &flawed, &[]).await.is(303);
    let (id, _) = entry(&portal, here.flat(3)).await;
    portal.send(&two, &staff(&here, &format!("/entries/{id}")), &flawed).await.is(303);
    assert_eq!(entry(&portal, here.flat(3)).await.1, "invalid");
    assert!(votes(&portal, here.flat(3)).await.is_empty());
    assert!(vote(&portal, &here, here.flat(3), "a3", "ff--").await, "the unit may still vote in the portal");
}

#[actix_web::test]
async fn what_is_not_true_of_a_sheet_is_not_entered() {
    let (portal, one) = (TestPortal::open().await, secretary());
    let here = issued(&portal, &one).await;
    let number = sheet(&portal, here.flat(3)).await.0.to_string();
    let (owner, stranger) = (here.card("a3").to_string(), here.card("a5").to_string());
    let at = staff(&here, "/entries");
    for fields in [
        read(&number, "fax", &owner),
        read(&number, "f", &owner),
        read(&number, "00", &owner),
        read(&number, "ff", &stranger),
        read(&number, "ff", ""),
        [("signed_on", "2026-11-21")].into_iter().chain(read(&number, "ff", &owner)).collect(),
    ] {
        portal.upload(&one, &at, &fields, &[]).await.is(422);
    }
    assert_eq!(sheet(&portal, here.flat(3)).await.1, "issued");
    // a scan that is none
    portal.upload(&one, &at, &read(&number, "ff", &owner), &[("scan", "scan.exe", b"MZ".as_slice())]).await.is(422);
    portal
        .upload(&one, &at, &read(&number, "ff", &owner), &[("scan", "scan.pdf", b"%PDF-1.4\n%%EOF\n".as_slice())])
        .await
        .is(303);
    let (id, _) = entry(&portal, here.flat(3)).await;
    portal.visit(&manager(), &staff(&here, &format!("/entries/{id}/scan"))).await.is(200);
}

#[actix_web::test]
async fn a_representative_signs_for_the_owner_and_the_owner_stands_before_them() {
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    let number = sheet(&portal, here.flat(8)).await.0.to_string();
    let page = portal.visit(&one, &staff(&here, &format!("/entries?sheet={number}"))).await.body();
    let power = page.split("power:").nth(1).and_then(|rest| rest.split('"').next()).expect("a power").to_owned();
    let power = format!("power:{power}");
    portal.upload(&one, &staff(&here, "/entries"), &read(&number, "ffa", &power), &[]).await.is(303);
    let (id, _) = entry(&portal, here.flat(8)).await;
    portal.send(&two, &staff(&here, &format!("/entries/{id}")), &read("", "ffa", &power)).await.is(303);
    assert_eq!(votes(&portal, here.flat(8)).await, ["paper counts ff-a"]);
    assert!(vote(&portal, &here, here.flat(8), "elder", "aa-a").await, "an owner's own vote stands before it");
}

#[actix_web::test]
async fn the_list_of_those_who_came_is_filled_in_by_two() {
    use aula::db::Never;
    use aula::db::schema::meetings;
    use diesel::prelude::*;
    let (portal, one, two) = (TestPortal::open().await, secretary(), manager());
    let here = issued(&portal, &one).await;
    let id = here.meeting;
    let mixed = portal.app.db.write::<_, Never>(move |tx| {
        Ok(diesel::update(meetings::table.filter(meetings::id.eq(id))).set(meetings::format.eq("mixed")).execute(&mut **tx)?)
    });
    mixed.await.ok().expect("a meeting");
    let at = staff(&here, "/entries/hall");
    let (third, fifth) = (format!("marks-{}", here.flat(3)), format!("marks-{}", here.flat(5)));
    portal.visit(&one, &at).await.is(200);
    portal.send(&one, &at, &[(third.as_str(), "ff"), (fifth.as_str(), "fa")]).await.is(303);
    assert!(votes(&portal, here.flat(3)).await.is_empty());
    // the same person again does nothing
    portal.send(&one, &at, &[(third.as_str(), "ff")]).await.is(422);
    portal.send(&two, &at, &[(third.as_str(), "ff"), (fifth.as_str(), "aa")]).await.is(303);
    assert_eq!(votes(&portal, here.flat(3)).await, ["hall counts ff--"]);
    assert_eq!(entry(&portal, here.flat(5)).await.1, "differs");
}
