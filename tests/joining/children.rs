//! People under 18: family only, and only with the recorded consent of a legal representative.

use super::empty;
use crate::support::people::{owner, registrar};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn staff_enter_a_child_as_family_with_the_consent_of_a_holder() {
    let portal = TestPortal::open().await;
    let staff = registrar();
    let page = format!("/staff/invitations/new?premises={}", Side::First.premises(1));
    let form = portal.visit(&staff, &page).await.form("/staff/invitations");
    let child = form.with("name", "Жұмабаева Аружан").with("email", "aru@demo.example").with("minor", "yes");
    portal.submit(&staff, &child.clone().with("holds", "tenant")).await.is(422).sees("только как член семьи");
    portal.submit(&staff, &child.clone().with("holds", "family")).await.is(422).sees("согласие законного представителя");
    let with = child.with("holds", "family").with("guardian", &Side::First.contact(1));
    let at = portal.submit(&staff, &with).await.is(303).leads_to().to_owned();
    portal
        .visit(&staff, &at)
        .await
        .sees("Младше 18 лет")
        .sees("Согласие законного представителя")
        .sees("Жұмабаев Ерлан Серікұлы");
    // somebody who does not hold the premises consents for nobody there
    let form = portal.visit(&staff, &format!("/staff/invitations/new?premises={}", empty())).await.form("/staff/invitations");
    let stranger = form
        .with("name", "Аружан")
        .with("email", "a@demo.example")
        .with("minor", "yes")
        .with("holds", "family")
        .with("guardian", &Side::First.contact(1));
    portal.submit(&staff, &stranger).await.is(422);
}

#[actix_web::test]
async fn an_owner_consents_for_their_own_child() {
    let portal = TestPortal::open().await;
    let (me, flat) = (owner(), Side::First.premises(1));
    let at = format!("/profile/homes/{flat}/invitations");
    let form = portal.visit(&me, &format!("{at}/new")).await.form(&at).with("email", "aru@demo.example").with("minor", "yes");
    portal.submit(&me, &form).await.is(422).sees("заңды өкілінің келісімі");
    portal.submit(&me, &form.clone().with("holds", "tenant").with("consent", "yes")).await.is(422);
    portal.submit(&me, &form.with("consent", "yes")).await.is(303);
    let staff = registrar();
    let row = portal.visit(&staff, "/staff/invitations?way=mail").await.attributes("tbody th a", "href");
    let newest = row.first().expect("the newest stands first");
    portal.visit(&staff, newest).await.sees("Младше 18 лет").sees("Жұмабаев Ерлан Серікұлы");
}
