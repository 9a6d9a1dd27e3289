//! A visit only looks: every form of the portal is refused with a sentence, and nothing is stored.

use std::collections::BTreeMap;

use super::{banner, everything, visit};
use crate::support::people::operator;
use crate::support::portal::Proof;
use crate::support::{Side, TestPortal};

/// Where a visit is ended, and signing out leads there.
const ENDS: [&str; 2] = ["/support/end", "/sign-out"];

#[actix_web::test]
async fn no_form_of_the_portal_is_taken_in_a_visit() {
    let portal = TestPortal::open().await;
    let who = operator();
    for login in ["manager@demo.example", "owner@demo.example"] {
        visit(&portal, &who, login).await.is(303);
        portal.visit(&who, "/").await;
        let before = everything(&portal).await;
        let (mut taken, mut walked) = (BTreeMap::new(), 0);
        for route in portal.routes().iter().filter(|route| route.method == "POST" && !ENDS.contains(&route.path)) {
            let path = Side::First.path(route.path);
            let screen = portal.send_with(&who, &path, &[], Proof::Site("same-origin")).await;
            if screen.status.as_u16() != 403 || !screen.text().contains("Ничего не изменено") {
                taken.insert(route.path, screen.status);
            }
            walked += 1;
        }
        assert!(walked > 60, "the forms are found");
        assert!(taken.is_empty(), "as {login} these were taken: {taken:#?}");
        for (table, rows) in everything(&portal).await {
            assert_eq!(before.get(&table), Some(&rows), "as {login} something was stored in {table}");
        }
        portal.send(&who, "/support/end", &[]).await.is(303);
    }
}

/// What only the person may see, or would carry data away.
#[actix_web::test]
async fn the_account_the_notices_and_exports_are_closed_to_the_eye() {
    let portal = TestPortal::open().await;
    let who = operator();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let closed = [
        "/profile",
        "/profile/again",
        "/profile/email",
        "/profile/second-factor",
        "/profile/second-factor/new",
        "/profile/second-factor/codes.txt",
        "/profile/support",
        "/notifications",
        "/notifications/settings",
        "/password",
        "/sign-in",
        "/staff/settings/security",
        "/staff/settings/security/requirement",
        "/staff/support/grants/new",
        "/staff/homes/export.xlsx",
        "/staff/homes/export.csv",
        "/staff/people/export.csv",
        "/staff/invitations/export.csv",
        &format!("/staff/announcements/{}/recipients.xlsx", Side::First.announcement(1)),
        &Side::First.path("/staff/invitations/letters/{run}/letters.pdf"),
        &Side::First.path("/staff/audit/exports/{export}"),
    ];
    for path in closed {
        portal.visit(&who, path).await.is(403).sees("закрыта в сеансе поддержки");
    }
    for path in ["/staff", "/staff/homes", "/staff/people", "/staff/team", "/staff/audit", "/staff/support"] {
        assert!(banner(portal.visit(&who, path).await.is(200)).contains("Есенова Сәуле"), "{path}");
    }
}

/// The address may ask for another language: the operator's own account learns it, not the person's.
#[actix_web::test]
async fn not_even_the_language_of_the_person_is_changed() {
    use aula::db::schema::people;
    use diesel::prelude::*;
    let portal = TestPortal::open().await;
    let who = operator();
    visit(&portal, &who, "owner@demo.example").await.is(303);
    assert!(banner(portal.visit(&who, "/home").await.is(200)).starts_with("Сеанс поддержки"));
    assert!(banner(portal.visit(&who, "/home?lang=en").await.is(200)).starts_with("Support visit"));
    let languages = portal.app.db.read(|conn| {
        let locale = |id: String| people::table.find(id).select(people::locale);
        let known = |key| crate::support::people::known_as(key).id();
        Ok((locale(known("owner")).first::<String>(conn)?, locale(known("operator")).first::<String>(conn)?))
    });
    assert_eq!(languages.await.expect("the languages"), ("kk".to_owned(), "en".to_owned()));
}
