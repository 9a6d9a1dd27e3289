//! Owners and their own: they invite, they see who is in, they end it; nobody ends an owner.

use super::{code_into, type_in};
use crate::support::people::{other_owner, owner, owner2, registrar, tenant};
use crate::support::{Person, Side, TestPortal};
use aula::who::Holds;

/// A code made by somebody for their own home, as it stands on their screen.
async fn code_by(portal: &TestPortal, who: &Person, premises: &str, holds: &str) -> String {
    let at = format!("/profile/homes/{premises}/invitations");
    let form = portal.visit(who, &format!("{at}/new")).await.is(200).form(&at);
    let shown = portal.submit(who, &form.with("holds", holds).with("way", "screen").with("minor", "no")).await;
    shown.is(200);
    assert!(shown.body().contains("<svg"), "with a QR code");
    shown.all(".tile b").pop().expect("the code")
}

/// Takes an invitation by a code, being signed in.
async fn takes(portal: &TestPortal, who: &Person, code: &str) {
    let page = type_in(portal, who, code).await.is(303).leads_to().to_owned();
    let form = portal.visit(who, &page).await.is(200).form(&format!("{page}/home"));
    portal.submit(who, &form).await.is(303);
}

#[actix_web::test]
async fn an_owner_brings_in_a_tenant_and_ends_it_and_the_tenant_sees_nothing_from_then_on() {
    let portal = TestPortal::open().await;
    let (landlord, guest, flat) = (owner(), other_owner(), Side::First.premises(3));
    let code = code_by(&portal, &landlord, &flat, "tenant").await;
    takes(&portal, &guest, &code).await;
    portal.visit(&guest, "/home").await.is(200);
    let homes = portal.visit(&landlord, "/profile/homes").await;
    homes.is(200).sees("Сейітов Арман");
    let row = portal.visit(&registrar(), "/staff/invitations?state=used").await;
    row.sees("Жұмабаев Ерлан Серікұлы").sees("житель").sees("Сейітов Арман");
    let removal = homes.attributes("a[href$='/removal']", "href").pop().expect("a way to end it");
    let form = portal.visit(&landlord, &removal).await.is(200).sees("Сейітов Арман").form(&removal);
    portal.submit(&landlord, &form).await.is(303);
    portal.visit(&landlord, "/profile/homes").await.misses("Сейітов Арман");
    let seats = portal.visit(&guest, "/profile").await.body();
    assert!(!seats.contains(&format!("resident:{}", Side::First.company())), "they are nobody in that company any more");
    portal.work().await;
    assert!(portal.letter_to("owner@other.example").subject.len() > 5, "and they are told");
    portal.visit(&landlord, &removal).await.is(404);
    portal.visit(&registrar(), &format!("/staff/homes/premises/{flat}")).await.sees("Сейітов Арман");
}

#[actix_web::test]
async fn an_owner_is_removed_by_nobody_and_a_tenant_removes_only_whom_they_brought_in() {
    let portal = TestPortal::open().await;
    let flat = Side::First.premises(8);
    // the tenant's landlord comes in, and both bring family in
    let code = code_into(&portal, flat.clone(), Holds::Owner).await.to_string();
    let (landlord, lodger) = (owner2(), tenant());
    takes(&portal, &landlord, &code).await;
    let code = code_by(&portal, &lodger, &flat, "family").await;
    takes(&portal, &other_owner(), &code).await;
    let code = code_by(&portal, &landlord, &flat, "family").await;
    takes(&portal, &owner(), &code).await;
    let seen = portal.visit(&lodger, "/profile/homes").await;
    seen.sees("Сейітов Арман").misses("Жұмабаев").misses("Иванова");
    assert_eq!(seen.attributes("a[href$='/removal']", "href").len(), 1);
    let all = portal.visit(&landlord, "/profile/homes").await;
    let ways: Vec<String> = all.attributes("a[href$='/removal']", "href").into_iter().filter(|to| to.contains(&flat)).collect();
    assert_eq!(ways.len(), 3, "the tenant and both of family: {ways:?}");
    // by its address neither the owner nor the other's family is reached
    for to in &ways {
        let status = portal.send(&lodger, to, &[]).await.status.as_u16();
        assert!(matches!(status, 303 | 404 | 422), "{status}");
    }
    portal.visit(&landlord, "/profile/homes").await.sees("Жұмабаев").sees("Қасымов").misses("Сейітов");
    // family invites nobody
    portal.visit(&owner(), &format!("/profile/homes/{flat}/invitations/new")).await.is(403);
    // a tenant makes no tenant
    let at = format!("/profile/homes/{flat}/invitations");
    let form = portal.visit(&lodger, &format!("{at}/new")).await.form(&at);
    portal.submit(&lodger, &form.with("holds", "tenant").with("way", "screen").with("minor", "no")).await.is(422);
}

#[actix_web::test]
async fn an_invitation_of_ones_own_is_taken_back_and_a_code_is_shown_once() {
    let portal = TestPortal::open().await;
    let (me, flat) = (owner(), Side::First.premises(3));
    let at = format!("/profile/homes/{flat}/invitations");
    let form = portal.visit(&me, &format!("{at}/new")).await.form(&at).with("way", "screen");
    let first = portal.submit(&me, &form).await;
    first.is(200);
    portal.submit(&me, &form).await.is(303);
    let code = first.all(".tile b").pop().expect("the code");
    let revoke = portal
        .visit(&me, "/profile/homes")
        .await
        .forms()
        .into_iter()
        .find(|form| form.action.contains(&flat) && form.action.ends_with("/revocation"))
        .expect("a way to take it back");
    portal.submit(&owner2(), &revoke).await;
    type_in(&portal, &tenant(), &code).await.is(303);
    portal.submit(&me, &revoke).await.is(303);
    type_in(&portal, &tenant(), &code).await.is(422);
}
