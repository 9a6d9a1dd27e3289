//! The team as an administrator puts it together, and what a zone and a substitute see.

use futures_util::future::join_all;

use crate::support::people::{admin, dispatcher, editor, known_as, manager, registrar, technician, visitor};
use crate::support::{Person, Side, TestPortal};

fn at(key: &str) -> String {
    format!("/staff/team/{}", known_as(key).id())
}

/// Narrows somebody to the second building.
async fn narrow(portal: &TestPortal, key: &str, places: &[String]) {
    let boss = admin();
    let form = portal.visit(&boss, &format!("{}/edit", at(key))).await.form(&at(key)).with("reach", "zone");
    let form = places.iter().fold(form, |form, place| form.and("place", place));
    portal.submit(&boss, &form).await.is(303);
}

fn second_building() -> Vec<String> {
    vec![format!("building:{}", Side::First.building(2))]
}

async fn rows(portal: &TestPortal, who: &Person, path: &str) -> Vec<String> {
    portal.visit(who, path).await.is(200).all("tbody th[scope=row]")
}

#[actix_web::test]
async fn duties_are_given_and_taken_and_count_at_once() {
    let portal = TestPortal::open().await;
    let boss = admin();
    portal.visit(&boss, "/staff/team").await.is(200).sees("Омаров Нұрлан").sees("Диспетчер");
    portal.visit(&dispatcher(), "/staff/announcements/new").await.is(403);
    let form = portal.visit(&boss, &format!("{}/edit", at("dispatcher"))).await.form(&at("dispatcher"));
    portal.submit(&boss, &form.and("duty", "editor")).await.is(303);
    portal.visit(&dispatcher(), "/staff/announcements/new").await.is(200);
    let form = portal.visit(&boss, &format!("{}/edit", at("dispatcher"))).await.form(&at("dispatcher"));
    portal.submit(&boss, &form.without("duty")).await.is(303);
    portal.visit(&dispatcher(), "/staff/announcements/new").await.is(403);
    portal.visit(&dispatcher(), "/staff").await.is(200);
}

#[actix_web::test]
async fn a_zone_narrows_lists_search_counters_exports_and_single_pages_alike() {
    let portal = TestPortal::open().await;
    let who = registrar();
    assert_eq!(rows(&portal, &who, "/staff/homes").await.len(), 8);
    narrow(&portal, "registrar", &second_building()).await;
    assert_eq!(rows(&portal, &who, "/staff/homes").await.len(), 2, "the storage and the flat of the second building");
    assert_eq!(rows(&portal, &who, "/staff/homes/buildings").await.len(), 1);
    assert!(rows(&portal, &who, "/staff/homes?q=%D0%96%D2%B1%D0%BC%D0%B0").await.is_empty(), "nobody outside is found");
    assert!(rows(&portal, &who, "/staff/homes?q=%D0%B0%D0%B1%D0%B0%D0%B9").await.is_empty(), "nor by the address");
    let csv = portal.visit(&who, "/staff/homes/export.csv").await;
    assert!(!csv.is(200).body().contains("Абай"), "the export holds the zone alone");
    assert!(csv.body().contains("Сәтбаев"));
    let (inside, outside) = (Side::First.premises(8), Side::First.premises(1));
    portal.visit(&who, &format!("/staff/homes/premises/{inside}")).await.is(200);
    for path in [
        format!("/staff/homes/premises/{outside}"),
        format!("/staff/homes/premises/{outside}/edit"),
        format!("/staff/homes/premises/{outside}/holders/new"),
        format!("/staff/homes/premises/{outside}/holders/{}/edit", Side::First.holding(1)),
        format!("/staff/homes/buildings/{}", Side::First.building(1)),
        format!("/staff/homes/buildings/{}/premises/new", Side::First.building(1)),
    ] {
        portal.visit(&who, &path).await.is(404);
    }
    let ending = format!("/staff/homes/premises/{outside}/holders/{}/ending", Side::First.holding(1));
    portal.send(&who, &ending, &[("until", "2026-11-20")]).await.is(404);
    portal.visit(&who, "/staff").await.is(200).misses("8");
    for path in ["/staff/homes/imports", "/staff/homes/complexes/new", "/staff/homes/buildings/new"] {
        portal.visit(&who, path).await.is(403);
    }
}

#[actix_web::test]
async fn the_zone_of_a_complex_takes_in_what_is_added_to_it() {
    let portal = TestPortal::open().await;
    narrow(&portal, "registrar", &[format!("complex:{}", Side::First.complex(1))]).await;
    assert_eq!(rows(&portal, &registrar(), "/staff/homes/buildings").await.len(), 1);
    let manager = manager();
    let form = portal.visit(&manager, "/staff/homes/buildings/new").await.form("/staff/homes/buildings");
    let form = form.with("address", "Төле би көшесі, 1").with("entrances", "1").with("complex", &Side::First.complex(1));
    portal.submit(&manager, &form).await.is(303);
    assert_eq!(rows(&portal, &registrar(), "/staff/homes/buildings").await.len(), 2);
}

#[actix_web::test]
async fn an_editor_of_a_zone_writes_to_that_zone_and_touches_nothing_else() {
    let portal = TestPortal::open().await;
    narrow(&portal, "editor", &second_building()).await;
    let who = editor();
    let new = portal.visit(&who, "/staff/announcements/new").await;
    let form = new.is(200).form("/staff/announcements").with("kind", "info");
    let form = form.with("title_kk", "Су").with("body_kk", "Су жоқ.").with("title_ru", "Вода").with("body_ru", "Воды нет.");
    let whole = portal.submit(&who, &form.clone().and("place", "company")).await;
    whole.is(422).sees("зоны");
    let foreign = format!("building:{}", Side::First.building(1));
    portal.submit(&who, &form.clone().and("place", &foreign)).await.is(422);
    let flat = format!("premises:{}", Side::First.premises(1));
    portal.submit(&who, &form.clone().and("place", &flat)).await.is(422);
    let own = second_building();
    let draft = portal.submit(&who, &form.and("place", &own[0])).await;
    draft.is(303);
    portal.visit(&who, &format!("{}/publication", draft.leads_to())).await.is(200);
    for act in ["withdrawal", "recipients"] {
        portal.visit(&who, &format!("/staff/announcements/{}/{act}", Side::First.announcement(1))).await.is(404);
    }
}

#[actix_web::test]
async fn a_zone_needs_a_place_of_the_company_and_an_administrator_has_none() {
    let portal = TestPortal::open().await;
    let boss = admin();
    let form = portal.visit(&boss, &format!("{}/edit", at("editor"))).await.form(&at("editor")).with("reach", "zone");
    let empty = portal.submit(&boss, &form).await;
    assert!(!empty.is(422).error_of("place").is_empty());
    let theirs = format!("building:{}", Side::Second.building(1));
    portal.submit(&boss, &form.clone().and("place", &theirs)).await.is(404);
    let whole = form.and("place", &second_building()[0]).and("duty", "admin");
    assert!(!portal.submit(&boss, &whole).await.is(422).error_of("reach").is_empty());
}

#[actix_web::test]
async fn a_substitute_has_the_duties_for_those_days_in_that_zone_and_no_longer() {
    let portal = TestPortal::open().await;
    let boss = admin();
    narrow(&portal, "editor", &second_building()).await;
    let new = format!("{}/absences/new", at("editor"));
    let form = portal.visit(&boss, &new).await.form(&format!("{}/absences", at("editor")));
    let form = form.with("since", "2026-11-20").with("until", "2026-11-22").with("substitute", &known_as("dispatcher").id());
    portal.submit(&boss, &form).await.is(303);
    portal.visit(&boss, "/staff/team").await.sees("замещает Омаров Нұрлан");
    let who = dispatcher();
    let writes = portal.visit(&who, "/staff/announcements/new").await;
    writes.is(200).misses("Абай даңғылы, 12");
    let again = portal.visit(&boss, &new).await.form(&format!("{}/absences", at("editor")));
    portal.submit(&boss, &again.with("since", "2026-11-22").with("until", "2026-11-23")).await.is(422);
    portal.pass(chrono::TimeDelta::days(3)).await;
    portal.visit(&who, "/staff/announcements/new").await.is(403);
}

#[actix_web::test]
async fn a_substitute_goes_back_when_the_colleague_comes_back_early() {
    let portal = TestPortal::open().await;
    let boss = admin();
    let form = portal.visit(&boss, &format!("{}/absences/new", at("editor"))).await.form(&format!("{}/absences", at("editor")));
    let form = form.with("since", "2026-11-20").with("until", "2026-11-30").with("substitute", &known_as("dispatcher").id());
    portal.submit(&boss, &form).await.is(303);
    portal.visit(&dispatcher(), "/staff/announcements/new").await.is(200);
    let page = portal.visit(&boss, &at("editor")).await;
    let back = page.attributes("form[action$='/ending']", "action");
    portal.send(&boss, &back[0], &[]).await.is(303);
    portal.visit(&dispatcher(), "/staff/announcements/new").await.is(403);
}

#[actix_web::test]
async fn whoever_leaves_is_out_at_once_and_stays_a_resident() {
    let portal = TestPortal::open().await;
    let boss = admin();
    portal.visit(&editor(), "/staff").await.is(200);
    portal.visit(&boss, &format!("{}/ending", at("editor"))).await.is(200).sees("Әбілова Гүлнәр");
    portal.send(&boss, &format!("{}/ending", at("editor")), &[]).await.is(303);
    portal.arrive(&editor(), "/staff").await.sees("Войти");
    let back = visitor();
    portal.sign_in(&back, &known_as("editor").email(), "aula-demo-2026").await;
    portal.visit(&back, "/staff").await.is(403);
    portal.visit(&boss, "/staff/team?state=left").await.is(200).sees("Әбілова Гүлнәр");
    let again = portal.send(&boss, &format!("{}/ending", at("editor")), &[]).await;
    again.is(422);
}

#[actix_web::test]
async fn two_administrators_who_dismiss_one_another_leave_one() {
    let portal = TestPortal::open().await;
    let (one, two) = (admin(), manager());
    let (path_one, path_two) = (format!("{}/ending", at("manager")), format!("{}/ending", at("admin")));
    let all = join_all([portal.send(&one, &path_one, &[]), portal.send(&two, &path_two, &[])]).await;
    let done = all.iter().filter(|screen| screen.status == 303 && !screen.leads_to().contains("sign-in")).count();
    assert_eq!(done, 1, "{:?}", all.iter().map(|screen| screen.status).collect::<Vec<_>>());
}

#[actix_web::test]
async fn the_last_administrator_stays_one() {
    let portal = TestPortal::open().await;
    let boss = admin();
    portal.send(&boss, &format!("{}/ending", at("manager")), &[]).await.is(303);
    let last = portal.send(&boss, &format!("{}/ending", at("admin")), &[]).await;
    last.is(422).sees("администратор");
    let form = portal.visit(&boss, &format!("{}/edit", at("admin"))).await.form(&at("admin")).without("duty");
    portal.submit(&boss, &form.with("duty", "people")).await.is(422);
    portal.visit(&boss, "/staff/team").await.is(200);
}

#[actix_web::test]
async fn technicians_have_trades_and_may_belong_to_a_firm() {
    let portal = TestPortal::open().await;
    let boss = admin();
    let form = portal.visit(&boss, "/staff/team/firms/new").await.form("/staff/team/firms");
    let wrong =
        portal.submit(&boss, &form.clone().with("name", "Жылу").with("bin", "123").with("phone", "8 701 000 00 01")).await;
    assert!(!wrong.is(422).error_of("bin").is_empty());
    portal.submit(&boss, &form.with("name", "Жылу").with("bin", "220840012344").with("phone", "8 701 000 00 01")).await.is(303);
    let edit = portal.visit(&boss, &format!("{}/edit", at("technician"))).await;
    let form =
        edit.is(200).form(&at("technician")).with("skill", "lifts").and("skill", "electrics").with("firm", &Side::First.firm());
    portal.submit(&boss, &form).await.is(303);
    portal.visit(&boss, &at("technician")).await.sees("Лифты").sees("Электрика").sees("Лифт-Сервис");
    portal.visit(&technician(), "/staff/team").await.is(403);
}

/// The link of the offer that was mailed to an address.
fn offer(portal: &TestPortal, address: &str) -> String {
    let letter = portal.letter_to(address).text;
    let at = letter.find("/appointments/").expect("a link in the letter");
    letter[at..].split_whitespace().next().expect("a path").to_owned()
}

async fn invite(portal: &TestPortal, boss: &Person, email: &str) {
    let form = portal.visit(boss, "/staff/team/new").await.is(200).form("/staff/team");
    let form = form.with("name", "Айгүл Сапарова").with("email", email).with("locale", "ru").with("role", "staff");
    let form = form.and("duty", "editor").with("reach", "zone").and("place", &second_building()[0]);
    portal.submit(boss, &form).await.is(303);
    portal.work().await;
}

#[actix_web::test]
async fn somebody_new_comes_by_the_letter_chooses_a_password_and_works_in_their_zone() {
    let portal = TestPortal::open().await;
    let boss = admin();
    invite(&portal, &boss, "aigul@new.example").await;
    portal.visit(&boss, "/staff/team?state=invited").await.sees("Айгүл Сапарова");
    let (comer, link) = (visitor(), offer(&portal, "aigul@new.example"));
    let page = portal.visit(&comer, &link).await;
    let taken = portal.submit(&comer, &page.is(200).sees("Редактор").form(&link)).await;
    assert!(taken.is(303).leads_to().starts_with("/password/"), "the letter proved the address: {}", taken.leads_to());
    let form = portal.visit(&comer, taken.leads_to()).await.form(taken.leads_to());
    portal.submit(&comer, &form.with("password", "a good long one").with("again", "a good long one")).await.is(303);
    portal.visit(&comer, "/staff/announcements/new").await.is(200).misses("Абай даңғылы, 12");
    portal.visit(&visitor(), &link).await.is(422);
    portal.visit(&boss, "/staff/team?state=invited").await.misses("Айгүл Сапарова");
}

#[actix_web::test]
async fn whoever_has_an_account_takes_an_offer_up_signed_in_as_that_one() {
    let portal = TestPortal::open().await;
    let boss = admin();
    let address = known_as("owner2").email();
    invite(&portal, &boss, &address).await;
    let link = offer(&portal, &address);
    portal.visit(&visitor(), &link).await.is(200).sees("Войдите");
    let other = editor();
    portal.visit(&other, &link).await.is(200).sees("для другого человека");
    portal.send(&other, &link, &[]).await.is(303);
    let owner = crate::support::people::owner2();
    portal.visit(&owner, "/staff/announcements/new").await.is(403);
    let form = portal.visit(&owner, &link).await.form(&link);
    portal.submit(&owner, &form).await.is(303);
    portal.visit(&owner, "/staff/announcements/new").await.is(200);
    portal.visit(&owner, "/home").await.is(200);
}

#[actix_web::test]
async fn of_many_who_take_an_offer_up_at_once_one_does() {
    let portal = TestPortal::open().await;
    let link = format!("/appointments/{}", Side::First.offer());
    let comers: Vec<Person> = (0..20).map(|_| visitor()).collect();
    let all = join_all(comers.iter().map(|comer| portal.send(comer, &link, &[]))).await;
    assert_eq!(all.iter().filter(|screen| screen.status == 303).count(), 1);
}

#[actix_web::test]
async fn an_offer_that_was_taken_back_or_has_run_out_opens_nothing() {
    let portal = TestPortal::open().await;
    let boss = admin();
    let link = format!("/appointments/{}", Side::Second.offer());
    portal.pass(chrono::TimeDelta::days(14)).await;
    portal.visit(&visitor(), &link).await.is(422);
    let portal = TestPortal::open().await;
    let mine = format!("/staff/team/appointments/{}/revocation", Side::First.appointment());
    portal.send(&boss, &mine, &[]).await.is(303);
    portal.visit(&visitor(), &format!("/appointments/{}", Side::First.offer())).await.is(422);
}
