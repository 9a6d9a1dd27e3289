//! The people of a register: found, looked at, corrected, represented.

use crate::support::people::{clerk, manager, owner, registrar};
use crate::support::{Person, Side, TestPortal};

/// The names in the list of a search.
async fn found(portal: &TestPortal, who: &Person, pairs: &[(&str, &str)]) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    portal.visit(who, &format!("/staff/people?{query}")).await.is(200).all("tbody th[scope=row]")
}

fn at(premises: u128) -> String {
    format!("/staff/homes/premises/{}", Side::First.premises(premises))
}

fn card(number: u128) -> String {
    format!("/staff/people/{}", Side::First.contact(number))
}

#[actix_web::test]
async fn somebody_is_found_by_name_phone_and_address_and_nobody_else_with_them() {
    let portal = TestPortal::open().await;
    let who = registrar();
    assert_eq!(found(&portal, &who, &[]).await.len(), 3);
    for typed in ["жумаб", "ЕРЛАН Жұм", "8 701 000 00 01", "0001", "owner@demo.example"] {
        let names = found(&portal, &who, &[("q", typed)]).await;
        assert_eq!(names, ["Жұмабаев Ерлан Серікұлы"], "{typed}");
    }
    assert!(found(&portal, &who, &[("q", "Жұмабаев Мария")]).await.is_empty(), "all of the words are meant");
    assert!(found(&portal, &who, &[("q", "???")]).await.is_empty(), "what has no word in it finds nobody");
    let names = found(&portal, &who, &[]).await;
    assert!(names[0].starts_with("Жұмабаев") && names[1].starts_with("Иванова") && names[2].starts_with("Қасымов"), "{names:?}");
}

#[actix_web::test]
async fn filters_say_as_what_and_whether_they_come_in() {
    let portal = TestPortal::open().await;
    let who = clerk();
    let names = async |pairs: &[(&str, &str)]| found(&portal, &who, pairs).await.len();
    assert_eq!(names(&[("as", "owner")]).await, 2);
    assert_eq!(names(&[("as", "tenant")]).await, 1);
    assert_eq!(names(&[("as", "family")]).await, 0);
    assert_eq!(found(&portal, &who, &[("as", "representative")]).await, ["Иванова Мария Петровна"]);
    assert_eq!(names(&[("account", "yes")]).await, 3);
    assert_eq!(names(&[("account", "no"), ("as", "owner")]).await, 0);
    portal.pass(chrono::TimeDelta::days(6)).await;
    assert_eq!(names(&[("as", "representative")]).await, 0, "a power ends by itself on its day");
}

#[actix_web::test]
async fn exports_and_idents_are_for_those_who_keep_the_register() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let form = portal.visit(&who, &format!("{}/edit", card(1))).await.form(&card(1));
    let refused = portal.submit(&who, &form.clone().with("ident", "123456789012")).await;
    assert!(!refused.is(422).error_of("ident").is_empty());
    portal.submit(&who, &form.with("name", "Жұмабаев Ерлан").with("phone", "+7 777 123 45 67")).await.is(303);
    portal.visit(&who, &card(1)).await.is(200).sees("+7 777 123 45 67");
    assert_eq!(found(&portal, &who, &[("q", "777 123 45 67")]).await.len(), 1, "found by the new number at once");
    assert!(found(&portal, &who, &[("q", "8 701 000 00 01")]).await.is_empty(), "and no more by the old one");
    let csv = portal.visit(&who, "/staff/people/export.csv?as=tenant").await;
    csv.is(200);
    assert!(csv.body().contains("Қасымов") && !csv.body().contains("Жұмабаев"));
    portal.visit(&who, "/staff/people/export.xlsx").await.is(200);
    portal.visit(&clerk(), &card(1)).await.is(200).misses("Изменить");
    portal.visit(&clerk(), "/staff/people/export.csv").await.is(403);
    portal.visit(&owner(), "/staff/people").await.is(403);
}

#[actix_web::test]
async fn a_list_takes_the_same_few_statements_whatever_is_asked() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let (_, plain) = portal.statements(portal.visit(&who, "/staff/people")).await;
    let (_, asked) =
        portal.statements(portal.visit(&who, "/staff/people?q=%D0%B5%D1%80%D0%BB+%D0%B6&as=owner&account=yes")).await;
    assert_eq!(plain, asked, "one query for the people, one for what they hold, one for the day");
}

#[actix_web::test]
async fn a_zone_holds_its_own_people_and_of_their_holdings_what_lies_in_it() {
    let (portal, boss) = (TestPortal::open().await, manager());
    let member = format!("/staff/team/{}", crate::support::people::known_as("registrar").id());
    let form = portal.visit(&boss, &format!("{member}/edit")).await.form(&member).with("reach", "zone");
    let form = form.and("place", &format!("building:{}", Side::First.building(2)));
    portal.submit(&boss, &form).await.is(303);
    assert_eq!(found(&portal, &registrar(), &[]).await, ["Қасымов Дәурен Әлиұлы"]);
    assert!(found(&portal, &registrar(), &[("q", "Жұмабаев")]).await.is_empty());
    portal.visit(&registrar(), &card(3)).await.is(200);
    for path in [card(1), format!("{}/edit", card(1))] {
        portal.visit(&registrar(), &path).await.is(404);
    }
    let csv = portal.visit(&registrar(), "/staff/people/export.csv").await;
    assert!(!csv.is(200).body().contains("Жұмабаев"));
}

#[actix_web::test]
async fn an_owner_is_represented_until_the_day_or_until_it_is_taken_back() {
    let portal = TestPortal::open().await;
    let (who, of) = (registrar(), format!("{}/holders/{}/representatives", at(1), Side::First.holding(1)));
    portal.visit(&who, &at(1)).await.sees("истекает через 5 дн.").sees("1-17");
    portal.visit(&who, &card(2)).await.sees("Кого представляет").sees("Жұмабаев Ерлан");
    let form = portal.visit(&who, &format!("{of}/new")).await.form(&of);
    let typed = form.with("name", "Оспан Бекзат").with("number", "2-55").with("notary", "Ахметова").with("issued", "2026-11-01");
    let refused = portal.submit(&who, &typed.clone().with("until", "2026-10-01").with("name", "")).await;
    assert!(!refused.is(422).error_of("until").is_empty() && !refused.error_of("name").is_empty());
    portal.submit(&who, &typed.clone().with("until", "2027-11-01")).await.is(303);
    portal.visit(&who, &at(1)).await.sees("Оспан Бекзат").sees("2-55");
    let tenants = format!("{}/holders/{}/representatives", at(8), Side::First.holding(5));
    portal
        .send(
            &who,
            &tenants,
            &[("name", "А"), ("number", "1"), ("notary", "Н"), ("issued", "2026-11-01"), ("until", "2027-01-01")],
        )
        .await
        .is(422);
    let ending = format!("{of}/{}/ending", Side::First.representative());
    portal.visit(&who, &ending).await.is(200).sees("1-17");
    portal.send(&who, &ending, &[]).await.is(303);
    portal.visit(&who, &at(1)).await.misses("1-17");
    portal.send(&who, &ending, &[]).await.is(404);
}

#[actix_web::test]
async fn shares_that_make_no_whole_are_said_and_never_refused() {
    let portal = TestPortal::open().await;
    let who = registrar();
    portal.visit(&who, &at(1)).await.is(200).misses("должны давать единицу");
    let form = portal.visit(&who, &format!("{}/holders/new", at(1))).await.form(&format!("{}/holders", at(1)));
    portal.submit(&who, &form.with("name", "Оспан Бекзат").with("holds", "owner").with("share", "1/2")).await.is(303);
    portal.visit(&who, &at(1)).await.sees("Доли собственников в сумме дают 3/2, а должны давать единицу.");
}
