//! The register of homes as staff work in it.

use std::collections::BTreeSet;
use std::io::Cursor;

use aula::homes::PremisesId;
use calamine::{Data, Reader, Xlsx};

use crate::support::people::{clerk, manager, owner2, registrar, visitor};
use crate::support::{Person, Side, TestPortal};

/// Numbers of premises in the list of a search.
async fn found(portal: &TestPortal, person: &Person, query: &str) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", query).finish();
    portal.visit(person, &format!("/staff/homes?{query}")).await.is(200).all("tbody th[scope=row]")
}

fn at(premises: u128) -> String {
    format!("/staff/homes/premises/{}", Side::First.premises(premises))
}

#[actix_web::test]
async fn a_complex_a_building_and_premises_are_made_one_after_another() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let form = portal.visit(&who, "/staff/homes/complexes/new").await.form("/staff/homes/complexes");
    let refused = portal.submit(&who, &form.clone().with("name", "Хан Тәңірі")).await;
    assert_eq!(refused.is(422).form("/staff/homes/complexes").value("name"), "Хан Тәңірі");
    portal.submit(&who, &form.with("name", "Алма-Ата")).await.is(303);
    let form = portal.visit(&who, "/staff/homes/buildings/new").await.form("/staff/homes/buildings");
    let refused = portal.submit(&who, &form.clone().with("address", "абай ДАҢҒЫЛЫ 12").with("entrances", "3")).await;
    refused.is(422);
    assert_eq!(refused.form("/staff/homes/buildings").value("entrances"), "3", "nothing typed is lost");
    assert!(!refused.error_of("address").is_empty(), "the same address in another spelling: {:?}", refused.errors());
    let made = portal.submit(&who, &form.with("address", "Төле би көшесі, 1").with("floors", "5").with("entrances", "2")).await;
    made.is(303);
    let building = made.leads_to().to_owned();
    portal.visit(&who, &building).await.is(200).sees("Төле би көшесі, 1");
    let new = portal.visit(&who, &format!("{building}/premises/new")).await.form(&format!("{building}/premises"));
    let typed = new
        .with("kind", "flat")
        .with("number", "5а")
        .with("entrance", "2")
        .with("floor", "-1")
        .with("area", "61,4")
        .with("account", "77-10001");
    let made = portal.submit(&who, &typed).await;
    made.is(303);
    let premises = made.leads_to().to_owned();
    portal.visit(&who, &premises).await.is(200).sees("61,4").sees("77-10001").sees("Төле би");
    let edit = portal.visit(&who, &format!("{premises}/edit")).await.form(&premises);
    assert_eq!((edit.value("number"), edit.value("floor"), edit.value("area")), ("5а", "-1", "61,4"));
    portal.submit(&who, &edit.with("area", "70").with("living_area", "40,5")).await.is(303);
    portal.visit(&who, &premises).await.sees("70").sees("40,5").misses("61,4");
    assert_eq!(found(&portal, &who, "77-10001").await.len(), 1, "it is found by its account at once");
}

#[actix_web::test]
async fn a_number_is_given_once_and_nothing_typed_is_lost() {
    let portal = TestPortal::open().await;
    let (who, building) = (registrar(), format!("/staff/homes/buildings/{}", Side::First.building(1)));
    let form = portal.visit(&who, &format!("{building}/premises/new")).await.form(&format!("{building}/premises"));
    for same in ["12 А", "12а", " 12-А "] {
        let refused = portal
            .submit(
                &who,
                &form.clone().with("kind", "flat").with("number", same).with("area", "33,3").with("cadastre", "20:315:041"),
            )
            .await;
        refused.is(422);
        assert!(!refused.error_of("number").is_empty(), "{same}: {:?}", refused.errors());
        let again = refused.form(&format!("{building}/premises"));
        assert_eq!((again.value("number"), again.value("area"), again.value("cadastre")), (same.trim(), "33,3", "20:315:041"));
    }
    portal.submit(&who, &form.clone().with("kind", "parking").with("number", "12 А")).await.is(303);
    let wrong = portal
        .submit(
            &who,
            &form.with("kind", "castle").with("number", "").with("area", "-5").with("floor", "high").with("registered", "1e9"),
        )
        .await;
    wrong.is(422);
    assert_eq!(wrong.errors().len(), 5, "{:?}", wrong.errors());
}

#[actix_web::test]
async fn a_form_that_is_sent_twice_does_its_thing_once() {
    let portal = TestPortal::open().await;
    let (who, building) = (registrar(), format!("/staff/homes/buildings/{}", Side::First.building(2)));
    let form = portal
        .visit(&who, &format!("{building}/premises/new"))
        .await
        .form(&format!("{building}/premises"))
        .with("kind", "flat")
        .with("number", "44");
    let (first, second) = (portal.submit(&who, &form).await, portal.submit(&who, &form).await);
    first.is(303);
    second.is(303);
    assert_eq!(first.leads_to(), second.leads_to(), "the second sending is answered as the first was");
    assert_eq!(found(&portal, &who, "44").await.len(), 1);
}

#[actix_web::test]
async fn a_holder_comes_is_corrected_and_goes() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let add = portal.visit(&who, &format!("{}/holders/new", at(4))).await.form(&format!("{}/holders", at(4)));
    let refused = portal
        .submit(
            &who,
            &add.clone()
                .with("name", "Оспан Бекзат")
                .with("share", "7/3")
                .with("phone", "12")
                .with("email", "at home")
                .with("ident", "123")
                .with("since", "31.02.2026"),
        )
        .await;
    refused.is(422);
    assert_eq!(refused.errors().len(), 5, "{:?}", refused.errors());
    assert_eq!(refused.form(&format!("{}/holders", at(4))).value("share"), "7/3");
    portal
        .submit(
            &who,
            &add.with("name", "Оспан Бекзат").with("share", "1/2").with("phone", "8 705 111 22 33").with("since", "2026-01-15"),
        )
        .await
        .is(303);
    let page = portal.visit(&who, &at(4)).await;
    page.sees("Оспан Бекзат").sees("+7 705 111 22 33").sees("1/2").sees("15.01.2026");
    assert_eq!(found(&portal, &who, "оспан").await.len(), 1);
    assert_eq!(found(&portal, &who, "8 705 111-22-33").await.len(), 1);
    let edit = page
        .attributes("main a[href$=\"/edit\"]", "href")
        .into_iter()
        .find(|href| href.contains("/holders/"))
        .expect("a way to correct the card");
    let card = edit.trim_end_matches("/edit").to_owned();
    let form = portal.visit(&who, &edit).await.form(&card);
    portal.submit(&who, &form.with("name", "Оспанов Бекзат").with("email", "bekzat@demo.example")).await.is(303);
    portal.visit(&who, &at(4)).await.sees("Оспанов Бекзат");
    let form = portal.visit(&who, &format!("{card}/ending")).await.form(&format!("{card}/ending"));
    portal.submit(&who, &form.clone().with("until", "2025-12-31")).await.is(422).misses("11.11.2026");
    portal.submit(&who, &form.with("until", "2026-11-11")).await.is(303);
    portal.visit(&who, &at(4)).await.sees("11.11.2026");
    assert!(found(&portal, &who, "оспанов").await.is_empty(), "who holds nothing any more is not found by it");
    portal.send(&who, &format!("{card}/ending"), &[("until", "2026-11-12")]).await.is(422);
}

#[actix_web::test]
async fn an_address_in_the_register_opens_the_portal() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let add = portal.visit(&who, &format!("{}/holders/new", at(5))).await.form(&format!("{}/holders", at(5)));
    portal
        .submit(&who, &add.with("name", "Новая Жительница").with("email", "new@demo.example").with("holds", "tenant"))
        .await
        .is(303);
    let person = visitor();
    portal.send(&person, "/password", &[("login", "new@demo.example")]).await.is(200);
    portal.work().await;
    let text = portal.letter_to("new@demo.example").text;
    let link = text.split_whitespace().find_map(|word| word.find("/password/").map(|at| word[at..].to_owned())).expect("a link");
    portal.send(&person, &link, &[("password", "a phrase of my own"), ("again", "a phrase of my own")]).await.is(303);
    assert_eq!(portal.visit(&person, "/").await.leads_to(), "/home");
    portal.visit(&person, "/staff/homes").await.is(403);
}

#[actix_web::test]
async fn people_are_found_in_kazakh_and_in_russian_spelling() {
    let portal = TestPortal::open().await;
    let who = clerk();
    for query in ["Жұмабаев", "жумабаев", "ЖҰМАБАЕВ ерлан", "ерлан жумаб", "+7 701 000 00 01", "87010000001", "0001 жумабаев"]
    {
        assert_eq!(found(&portal, &who, query).await.len(), 3, "{query}: all three that the owner holds");
    }
    assert_eq!(found(&portal, &who, "иванова").await.len(), 1);
    assert_eq!(found(&portal, &who, "қасымов").await, found(&portal, &who, "касымов").await);
    assert_eq!(found(&portal, &who, "10-000006").await.len(), 1, "by account");
    assert_eq!(found(&portal, &who, "12а").await.len(), 1, "by number");
    assert_eq!(found(&portal, &who, "абай 12").await.len(), 6, "by address");
    assert_eq!(found(&portal, &who, "сәтбаев").await.len(), 2);
    assert_eq!(found(&portal, &who, "сатбаев 3").await.len(), 1, "by address and number");
    for query in ["сейітов", "достық", "' OR 1=1 --", &"я".repeat(2000)] {
        assert!(found(&portal, &who, query).await.is_empty(), "{query}: another company's, or nobody");
    }
    for query in ["%", "_", "🦄", "\u{202e}", " - "] {
        assert_eq!(found(&portal, &who, query).await.len(), 8, "{query}: no letter and no digit is no search");
    }
    portal.visit(&who, "/staff/homes?q=nobody").await.is(200);
}

#[actix_web::test]
async fn a_word_that_is_a_name_and_a_street_finds_the_name_only() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let add = portal.visit(&who, &format!("{}/holders/new", at(7))).await.form(&format!("{}/holders", at(7)));
    portal.submit(&who, &add.with("name", "Абай Құнанбаев").with("holds", "owner")).await.is(303);
    assert_eq!(found(&portal, &who, "абай").await.len(), 1);
    let sheet = portal.visit(&who, "/staff/homes/export.csv?q=%D0%B0%D0%B1%D0%B0%D0%B9").await.body();
    assert_eq!(sheet.lines().count(), 2, "the export holds what the list shows: {sheet}");
}

#[actix_web::test]
async fn filters_narrow_the_list_and_stay_in_the_address() {
    let portal = TestPortal::open().await;
    let who = clerk();
    let count = async |query: &str| portal.visit(&who, &format!("/staff/homes?{query}")).await.is(200).all("tbody tr").len();
    assert_eq!(count("").await, 8);
    assert_eq!(count("kind=flat").await, 5);
    assert_eq!(count("kind=castle").await, 8, "a filter that is none is off");
    assert_eq!(count(&format!("building={}", Side::First.building(2))).await, 2);
    assert_eq!(count(&format!("building={}&kind=storage", Side::First.building(2))).await, 1);
    assert_eq!(count(&format!("building={}", Side::Second.building(1))).await, 0, "another company's building is none of ours");
    let screen = portal.visit(&registrar(), "/staff/homes?kind=parking&q=7").await;
    assert_eq!(screen.attributes("a[href*=\"export\"]", "href").len(), 2);
    for export in screen.attributes("a[href*=\"export\"]", "href") {
        assert!(export.contains("kind=parking") && export.contains("q=7"), "{export}");
    }
}

/// More premises than one page holds, made as an import would.
pub(crate) async fn many(portal: &TestPortal, count: usize) {
    use diesel::prelude::*;
    let side = Side::First;
    let (company, building) = (side.company(), side.building(1));
    portal
        .app
        .db
        .write::<_, aula::db::Never>(move |tx| {
            for n in 0..count {
                let number = format!("{}", 1000 + n);
                let row = aula::homes::Premises {
                    id: PremisesId::fresh(tx.now()),
                    company_id: company.parse().expect("an id"),
                    building_id: building.parse().expect("an id"),
                    entrance_id: None,
                    kind: aula::homes::Kind::Flat,
                    number_folded: number.clone(),
                    // some stand at the same place of the list: the id must tell them apart
                    sort_key: format!("zz{:03}", n / 7),
                    number,
                    floor: None,
                    area: None,
                    living_area: None,
                    account: None,
                    centre_account: None,
                    cadastre: None,
                    registered: None,
                    residing: None,
                    created_at: tx.now(),
                };
                diesel::insert_into(aula::db::schema::premises::table).values(&row).execute(&mut **tx)?;
            }
            Ok(())
        })
        .await
        .expect("many premises");
}

#[actix_web::test]
async fn paging_walks_every_row_once_there_and_back() {
    let portal = TestPortal::open().await;
    let who = clerk();
    many(&portal, 120).await;
    let (mut path, mut seen, mut trail) = (String::from("/staff/homes?kind=flat"), Vec::new(), Vec::new());
    loop {
        let screen = portal.visit(&who, &path).await;
        let rows = screen.attributes("tbody th a", "href");
        assert!(rows.len() <= 50 && !rows.is_empty());
        seen.extend(rows.clone());
        trail.push(rows);
        assert!(trail.len() < 10, "it ends");
        match screen.attributes("a[rel=next]", "href").into_iter().next() {
            Some(next) => path = next,
            None => break,
        }
    }
    let all: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), all.len()), (125, 125), "every flat once");
    for expected in trail.iter().rev().skip(1) {
        path = portal.visit(&who, &path).await.attributes("a[rel=prev]", "href").into_iter().next().expect("a way back");
        assert_eq!(&portal.visit(&who, &path).await.attributes("tbody th a", "href"), expected);
    }
    portal.visit(&who, "/staff/homes?after=garbage&before=%FF").await.is(200);
}

#[actix_web::test]
async fn the_export_opens_in_excel_and_runs_no_formula() {
    let portal = TestPortal::open().await;
    let who = manager();
    let add = portal.visit(&who, &format!("{}/holders/new", at(4))).await.form(&format!("{}/holders", at(4)));
    portal.submit(&who, &add.with("name", "=HYPERLINK(\"http://evil.example\")").with("holds", "tenant")).await.is(303);
    let export = portal.visit(&who, "/staff/homes/export.xlsx").await;
    export.is(200);
    assert!(export.header("content-disposition").contains("attachment"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export.bytes.clone())).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let sheet = book.worksheet_range(&name).expect("a sheet");
    assert!(book.worksheet_formula(&name).is_ok_and(|formulas| formulas.is_empty()), "what people typed is never a formula");
    let text: Vec<String> = sheet
        .used_cells()
        .filter_map(|(_, _, cell)| if let Data::String(text) = cell { Some(text.clone()) } else { None })
        .collect();
    for wanted in ["Жұмабаев Ерлан Серікұлы", "Абай даңғылы, 12", "owner2@demo.example", "10-000006"]
    {
        assert!(text.iter().any(|cell| cell == wanted), "{wanted} is not in {text:?}");
    }
    assert!(!text.iter().any(|cell| cell.contains("Сейітов") || cell.contains("Достық")), "nothing of another company");
    let csv = portal.visit(&who, "/staff/homes/export.csv?kind=parking").await;
    assert_eq!(csv.body().lines().count(), 2, "a head and one parking place: {}", csv.body());
    assert!(!csv.body().contains("\n=") && csv.bytes.starts_with("\u{feff}".as_bytes()), "Excel knows it for UTF-8");
}

#[actix_web::test]
async fn who_may_not_change_the_register_is_not_asked_to() {
    let portal = TestPortal::open().await;
    let who = clerk();
    for path in [
        "/staff/homes".to_owned(),
        "/staff/homes/buildings".to_owned(),
        format!("/staff/homes/buildings/{}", Side::First.building(1)),
        at(1),
    ] {
        let screen = portal.visit(&who, &path).await;
        let offers = screen
            .attributes("main a", "href")
            .into_iter()
            .filter(|href| {
                ["/new", "/edit", "/ending", "/imports", "/export.xlsx", "/export.csv"].iter().any(|end| href.ends_with(end))
            })
            .collect::<Vec<_>>();
        assert!(offers.is_empty(), "{path} offers {offers:?}");
    }
    // the sheet has everybody's ИИН and phone in it
    portal.visit(&who, "/staff/homes/export.xlsx").await.is(403);
    portal.visit(&who, "/staff/homes/export.csv").await.is(403);
    portal.visit(&owner2(), &at(2)).await.is(403);
}

#[actix_web::test]
async fn a_building_that_moves_takes_its_premises_along() {
    let portal = TestPortal::open().await;
    let (who, building) = (registrar(), format!("/staff/homes/buildings/{}", Side::First.building(2)));
    let form = portal.visit(&who, &format!("{building}/edit")).await.form(&building);
    assert_eq!(form.value("address"), "Сәтбаев көшесі, 5");
    portal.submit(&who, &form.clone().with("address", "Абай даңғылы, 12")).await.is(422);
    portal.submit(&who, &form.with("address", "Аба көшесі, 1").with("entrances", "4")).await.is(303);
    let first = portal.visit(&who, "/staff/homes").await.all("tbody tr");
    assert!(first.first().is_some_and(|row| row.contains("Аба көшесі")), "the list is in the new order: {first:?}");
    portal.visit(&who, &building).await.sees("Аба көшесі, 1");
}

#[actix_web::test]
async fn a_child_is_entered_where_somebody_answers_for_them() {
    let portal = TestPortal::open().await;
    let who = registrar();
    let add = portal.visit(&who, &format!("{}/holders/new", at(4))).await.form(&format!("{}/holders", at(4)));
    // born on 31 July 2010
    let child = add.with("name", "Оспан Бекзат").with("ident", "100731500008");
    for holds in ["owner", "tenant", "family"] {
        let refused = portal.submit(&who, &child.clone().with("holds", holds)).await;
        assert!(refused.is(422).error_of("ident").contains("Приглашения"), "{:?}", refused.errors());
    }
    portal.submit(&who, &child.with("ident", "").with("holds", "family")).await.is(303);
    let card = portal.visit(&who, &at(4)).await.attributes("main a[href$=\"/edit\"]", "href");
    let card = card.into_iter().find(|href| href.contains("/holders/")).expect("a card");
    let action = card.trim_end_matches("/edit");
    let form = portal.visit(&who, &card).await.form(action).with("ident", "100731500008");
    portal.submit(&who, &form).await.is(422);
}
