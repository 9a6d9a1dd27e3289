//! Writing in a visit: granted beforehand by an administrator, for a while, taken back at once, and some doors stay closed.

use futures_util::future::join_all;

use super::{acts, banner, visit};
use crate::support::people::{admin, known_as, manager, operator};
use crate::support::{Person, Screen, Side, TestPortal};

async fn grant(portal: &TestPortal, boss: &Person, span: &str) -> Screen {
    let fields = [("operator", known_as("operator").id()), ("span", span.to_owned())];
    portal.send(boss, "/staff/support/grants", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await
}

async fn name_complex(portal: &TestPortal, who: &Person, name: &str) -> Screen {
    portal.send(who, "/staff/homes/complexes", &[("name", name)]).await
}

#[actix_web::test]
async fn a_grant_lets_the_operator_write_and_every_act_names_both() {
    let (portal, boss, who) = (TestPortal::open().await, admin(), operator());
    portal.visit(&boss, "/staff/support").await.is(200).sees("Никому не разрешено");
    portal.visit(&boss, "/staff/support/grants/new").await.is(200).sees("Есенова Сәуле");
    visit(&portal, &who, "manager@demo.example").await.is(303);
    name_complex(&portal, &who, "Ерте").await.is(403).sees("только смотреть");
    grant(&portal, &boss, "hour").await.is(303);
    portal.visit(&boss, "/staff/support").await.sees("Есенова Сәуле").misses("Никому не разрешено");
    assert!(banner(&portal.visit(&who, "/staff").await).contains("работает от имени"));
    name_complex(&portal, &who, "Самал").await.is(303);
    portal.visit(&manager(), "/staff/homes/buildings").await.sees("Самал").misses("Ерте");
    let acts = acts(&portal).await;
    let of = |wanted: &str| acts.iter().find(|(act, ..)| act == wanted).cloned().unwrap_or_else(|| panic!("{wanted}: {acts:?}"));
    for act in ["visits.acted", "homes.complex_added"] {
        let (_, by, details) = of(act);
        assert_eq!(by, "Есенова Сәуле", "{act}");
        assert!(details.contains("Нұрланова Айгерім Болатқызы"), "{act}: {details}");
    }
    assert!(of("visits.acted").2.contains("/staff/homes/complexes"));
    portal.visit(&boss, "/staff/audit").await.sees("Есенова Сәуле (оператор портала) от имени: Нұрланова Айгерім Болатқызы");
    portal.visit(&boss, "/staff/support").await.sees("изменение");
}

#[actix_web::test]
async fn what_opens_an_account_or_outlasts_the_visit_stays_closed() {
    let (portal, boss, who) = (TestPortal::open().await, admin(), operator());
    grant(&portal, &boss, "day").await.is(303);
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let closed = [
        "/profile",
        "/profile/password",
        "/profile/email",
        "/profile/second-factor/new",
        "/profile/second-factor/codes/new",
        "/profile/sessions/ending",
        "/profile/again",
        "/password",
        "/notifications/settings",
        "/seat",
        "/staff/support/grants",
        "/staff/team",
        "/staff/audit/exports",
        "/staff/settings/security/requirement",
        &Side::First.path("/staff/team/{member}/ending"),
        &Side::First.path("/staff/settings/security/people/{person}/reset"),
    ];
    for path in closed {
        let screen = portal.send(&who, path, &[]).await;
        screen.is(403).sees("даже с разрешением");
    }
    portal.visit(&who, "/staff/homes/export.csv").await.is(403);
}

#[actix_web::test]
async fn a_grant_is_taken_back_at_once_and_ends_by_itself() {
    let (portal, boss, who) = (TestPortal::open().await, admin(), operator());
    grant(&portal, &boss, "hour").await.is(303);
    let twice = grant(&portal, &boss, "week").await;
    assert!(!twice.is(422).error_of("operator").is_empty(), "it is withdrawn before another is given");
    visit(&portal, &who, "manager@demo.example").await.is(303);
    name_complex(&portal, &who, "Бірінші").await.is(303);
    let desk = portal.visit(&boss, "/staff/support").await;
    let action = desk.attributes("form", "action").into_iter().find(|to| to.ends_with("/withdrawal")).expect("a button");
    portal.send(&Person::named("other_manager"), &action, &[]).await.is(404);
    portal.send(&Person::named("privacy"), &action, &[]).await.is(403);
    name_complex(&portal, &who, "Екінші").await.is(303);
    portal.send(&boss, &action, &[]).await.is(303);
    name_complex(&portal, &who, "Үшінші").await.is(403);
    portal.send(&boss, &action, &[]).await.is(303);
    grant(&portal, &boss, "hour").await.is(303);
    portal.send(&who, "/support/end", &[]).await.is(303);
    portal.pass(chrono::TimeDelta::minutes(61)).await;
    portal.visit(&boss, "/staff/support").await.sees("Никому не разрешено");
    let acts = acts(&portal).await;
    let grants: Vec<&str> =
        acts.iter().map(|(act, ..)| act.as_str()).filter(|act| act.contains("grant") || act.contains("withdr")).collect();
    assert_eq!(grants, ["visits.granted", "visits.withdrawn", "visits.granted"]);
}

/// One company's word is for that company, and only an operator is let write.
#[actix_web::test]
async fn a_grant_holds_in_its_own_company_for_its_own_operator() {
    let (portal, who) = (TestPortal::open().await, operator());
    let other = Person::named("other_manager");
    grant(&portal, &other, "day").await.is(303);
    visit(&portal, &who, "manager@demo.example").await.is(303);
    name_complex(&portal, &who, "Бөтен").await.is(403).sees("только смотреть");
    let nobody = known_as("owner").id();
    let refused = portal.send(&admin(), "/staff/support/grants", &[("operator", &nobody), ("span", "day")]).await;
    assert!(!refused.is(422).error_of("operator").is_empty());
    for without in ["editor", "registrar", "owner"] {
        grant(&portal, &Person::named(without), "day").await.is(403);
    }
}

#[actix_web::test]
async fn of_many_grants_at_once_one_is_given() {
    let (portal, boss) = (TestPortal::open().await, admin());
    portal.token(&boss).await;
    let answers = join_all((0..8).map(|_| grant(&portal, &boss, "hour"))).await;
    assert_eq!(answers.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
}
