//! Support looks as somebody: for a reason, for half an hour, only looking unless it was granted, and the company sees it all.

mod granted;
mod looking;

use std::collections::BTreeMap;

use aula::db::Conn;
use diesel::prelude::*;
use diesel::sql_types::Text;
use futures_util::future::join_all;

use crate::support::people::{admin, manager, operator, owner, registrar};
use crate::support::portal::Proof;
use crate::support::{Person, Screen, Side, TestPortal};

pub(crate) const REASON: &str = "Не открывается список домов, звонок от 20 ноября";

pub(crate) fn at(side: Side) -> String {
    format!("/operator/companies/{}/visit", side.company())
}

/// What the banner says; nothing without one.
pub(crate) fn banner(screen: &Screen) -> String {
    screen.all("aside.demo b").join(" ")
}

/// Begins a visit as somebody of the first company.
pub(crate) async fn visit(portal: &TestPortal, who: &Person, login: &str) -> Screen {
    portal.send(who, &at(Side::First), &[("login", login), ("reason", REASON)]).await
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

fn rows(conn: &mut Conn, sqlite: &str, postgres: &str) -> QueryResult<Vec<String>> {
    let rows: Vec<Row> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(sqlite).load(conn)?,
        Conn::Postgres(conn) => diesel::sql_query(postgres).load(conn)?,
    };
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// Every row of every table, but for which pages a visit opened and when a session was last used.
pub(crate) async fn everything(portal: &TestPortal) -> BTreeMap<String, Vec<String>> {
    let read = portal.app.db.read(|conn| {
        let tables = rows(
            conn,
            "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'",
        )?;
        let mut all = BTreeMap::new();
        for table in tables.into_iter().filter(|table| !["visit_pages", "sessions"].contains(&table.as_str())) {
            let columns = rows(
                conn,
                &format!("SELECT name AS text FROM pragma_table_info('{table}')"),
                &format!("SELECT column_name::text AS text FROM information_schema.columns WHERE table_name = '{table}'"),
            )?;
            let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            let sqlite = format!("SELECT {} AS text FROM \"{table}\" ORDER BY 1", quoted.join("||'|'||"));
            let postgres = format!("SELECT x::text AS text FROM \"{table}\" x ORDER BY 1");
            all.insert(table, rows(conn, &sqlite, &postgres)?);
        }
        Ok(all)
    });
    read.await.expect("every table")
}

/// The acts of a company's chain, with who and as whom, in their order.
pub(crate) async fn acts(portal: &TestPortal) -> Vec<(String, String, String)> {
    let company = Side::First.company();
    let read = portal.app.db.read(move |conn| {
        use aula::db::schema::trail;
        let chain = trail::table.filter(trail::chain.eq(company)).order(trail::place);
        chain.select((trail::act, trail::actor_name, trail::details)).load(conn)
    });
    read.await.expect("the trail")
}

#[actix_web::test]
async fn a_visit_has_a_reason_a_person_of_that_company_and_a_password_just_typed() {
    let portal = TestPortal::open().await;
    let who = operator();
    let page = portal.visit(&who, &at(Side::First)).await;
    page.is(200).sees("30");
    let wrong = [
        ("login", "", REASON),
        ("login", "nobody@demo.example", REASON),
        ("login", "manager@other.example", REASON),
        ("login", "operator@demo.example", REASON),
        ("reason", "manager@demo.example", ""),
        ("reason", "manager@demo.example", "помощь"),
    ];
    for (field, login, reason) in wrong {
        let refused = portal.send(&who, &at(Side::First), &[("login", login), ("reason", reason)]).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{login}: {reason}");
        assert_eq!(refused.form(&at(Side::First)).value("reason"), reason, "what was typed is there");
    }
    portal.visit(&who, "/operator").await.is(200);
    for other in [manager(), owner(), admin()] {
        portal.visit(&other, &at(Side::First)).await.is(403);
        visit(&portal, &other, "owner2@demo.example").await.is(403);
    }
    portal.pass(chrono::TimeDelta::minutes(20)).await;
    assert!(portal.visit(&who, &at(Side::First)).await.is(303).leads_to().starts_with("/profile/again"));
    assert!(visit(&portal, &who, "manager@demo.example").await.is(303).leads_to().starts_with("/profile/again"));
}

#[actix_web::test]
async fn the_operator_sees_what_the_person_sees_under_a_banner_and_comes_back_by_a_button() {
    let portal = TestPortal::open().await;
    let who = operator();
    let before = who.cookie("aula");
    assert_eq!(visit(&portal, &who, "+7 701 000 00 10").await.is(303).leads_to(), "/staff");
    assert_ne!(who.cookie("aula"), before, "another key");
    let homes = portal.visit(&who, "/staff/homes").await;
    homes.is(200).sees("Абай даңғылы, 12");
    for words in ["Есенова Сәуле", "Нұрланова Айгерім Болатқызы", "14:30", "Менять ничего нельзя"]
    {
        assert!(banner(&homes).contains(words), "{words}: {}", banner(&homes));
    }
    let closed = portal.visit(&who, "/operator").await;
    assert!(banner(closed.is(403)).contains("Есенова Сәуле"), "on the page of a refusal too");
    let ended = portal.submit(&who, &homes.form("/support/end")).await;
    let back = portal.visit(&who, ended.is(303).leads_to()).await;
    back.is(200).sees("Алатау Сервис");
    portal.visit(&who, "/staff/homes").await.is(403);
    portal.send(&who, "/support/end", &[]).await.is(404);
}

#[actix_web::test]
async fn a_resident_is_visited_at_home_and_without_the_rest_of_their_life() {
    let portal = TestPortal::open().await;
    let (other, person) = (Side::Second.company().parse().unwrap(), crate::support::people::known_as("owner").id());
    let duties = [aula::who::Duty::Admin];
    let appointed = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        Ok(aula::accounts::appoint(tx, other, person.parse().unwrap(), aula::who::Role::Staff, &duties)?)
    });
    appointed.await.expect("a place in another company");
    portal.visit(&owner(), "/staff").await.is(200);
    let who = operator();
    assert_eq!(visit(&portal, &who, "owner@demo.example").await.is(303).leads_to(), "/home");
    let home = portal.visit(&who, "/home").await;
    assert!(banner(home.is(200).misses("Другой дом")).contains("Жұмабаев Ерлан Серікұлы"));
    assert!(home.all(".seat").is_empty(), "nothing to switch to");
    portal.visit(&who, &format!("/announcements/{}", Side::First.announcement(1))).await.is(200);
    portal.visit(&who, "/profile/homes").await.is(200);
    portal.visit(&who, "/staff").await.is(403);
}

#[actix_web::test]
async fn the_company_is_told_and_sees_who_looked_at_what_and_so_does_the_person() {
    let portal = TestPortal::open().await;
    let who = operator();
    visit(&portal, &who, "registrar@demo.example").await.is(303);
    let premises = format!("/staff/homes/premises/{}", Side::First.premises(1));
    for path in ["/staff/homes", &premises, &premises, "/nowhere"] {
        portal.visit(&who, path).await;
    }
    portal.work().await;
    let letter = portal.letter_to("admin@demo.example");
    assert!(
        letter.text.contains("Есенова Сәуле") && letter.text.contains("Ли Анна") && letter.text.contains(REASON),
        "{letter:?}"
    );
    portal.visit(&admin(), "/notifications").await.sees("Ли Анна");
    let desk = portal.visit(&admin(), "/staff/support").await;
    desk.is(200).sees("Есенова Сәуле").sees("Ли Анна").sees(REASON).sees("идёт сейчас");
    desk.sees("/staff/homes/premises/{premises}").sees("× 2").misses("/nowhere");
    assert!(!desk.body().contains(&Side::First.premises(1)), "which flat it was is not said");
    portal.visit(&Person::named("other_manager"), "/staff/support").await.is(200).misses("Ли Анна");
    portal.visit(&Person::named("editor"), "/staff/support").await.is(403);
    portal.visit(&registrar(), "/profile/support").await.is(200).sees("Есенова Сәуле").sees(REASON);
    portal.visit(&owner(), "/profile/support").await.is(200).misses("Есенова Сәуле");
    portal.send(&who, "/support/end", &[]).await.is(303);
    portal.visit(&admin(), "/staff/support").await.misses("идёт сейчас");
    let acts = acts(&portal).await;
    let mine: Vec<_> = acts.iter().filter(|(act, ..)| act.starts_with("visits.")).collect();
    assert_eq!(mine.iter().map(|(act, ..)| act.as_str()).collect::<Vec<_>>(), ["visits.begun", "visits.ended"]);
    assert!(mine.iter().all(|(_, who, _)| who == "Есенова Сәуле"), "{mine:?}");
    portal.visit(&manager(), "/staff/audit").await.is(200).sees("Начат сеанс поддержки").sees("от имени: Ли Анна");
}

#[actix_web::test]
async fn signing_out_of_a_visit_is_coming_back_to_oneself() {
    let portal = TestPortal::open().await;
    let who = operator();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let sent = portal.send(&who, "/sign-out", &[]).await;
    assert_eq!(sent.is(307).header("location"), "/support/end");
    assert_eq!(portal.send_with(&who, "/support/end", &[], Proof::Site("same-origin")).await.status.as_u16(), 303);
    portal.visit(&who, "/operator").await.is(200);
    portal.visit(&who, "/staff").await.is(403);
}

#[actix_web::test]
async fn half_an_hour_is_the_end_and_no_form_is_sent_as_oneself_by_mistake() {
    let portal = TestPortal::open().await;
    let who = operator();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    portal.visit(&who, "/staff").await.is(200);
    portal.pass(chrono::TimeDelta::minutes(31)).await;
    let late = portal.send(&who, "/staff/homes/complexes", &[("name", "Поздний")]).await;
    late.is(403).sees("Сеанс поддержки закончился");
    assert_eq!(banner(portal.visit(&who, "/operator").await.is(200)), "");
    portal.visit(&manager(), "/staff/homes/buildings").await.misses("Поздний");
    let acts = acts(&portal).await;
    assert_eq!(acts.last().map(|(act, who, _)| (act.as_str(), who.as_str())), Some(("visits.ran_out", "")));
    portal.visit(&admin(), "/staff/support").await.misses("идёт сейчас");
}

/// A visit lives no longer than what it stands on.
#[actix_web::test]
async fn a_visit_ends_with_the_operators_office_and_with_the_persons_place() {
    use aula::db::schema::{memberships, people};
    let (portal, id) = (TestPortal::open().await, |key: &str| crate::support::people::known_as(key).id());
    let who = operator();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let (one, gone) = (id("operator"), id("manager"));
    let set = |runs: bool, one: String| {
        portal.app.db.write::<_, aula::db::Never>(move |tx| {
            Ok(diesel::update(people::table.filter(people::id.eq(one))).set(people::operator.eq(runs)).execute(&mut **tx)?)
        })
    };
    set(false, one.clone()).await.unwrap();
    portal.visit(&who, "/staff").await.is(403).sees("Сеанс поддержки закончился");
    set(true, one).await.unwrap();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    set(true, gone.clone()).await.unwrap();
    portal.visit(&who, "/staff").await.is(403).sees("Сеанс поддержки закончился");
    set(false, gone.clone()).await.unwrap();
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let dismissed = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        let theirs = memberships::table.filter(memberships::person_id.eq(gone));
        let now = tx.now();
        Ok(diesel::update(theirs).set(memberships::until.eq(now)).execute(&mut **tx)?)
    });
    dismissed.await.unwrap();
    portal.visit(&who, "/staff").await.is(403).sees("Сеанс поддержки закончился");
}

#[actix_web::test]
async fn a_suspended_company_is_seen_as_its_own_people_see_it() {
    let portal = TestPortal::open().await;
    let who = operator();
    let suspension = format!("/operator/companies/{}/suspension", Side::First.company());
    portal.send(&who, &suspension, &[("reason", "Договор закончился первого ноября")]).await.is(303);
    visit(&portal, &who, "manager@demo.example").await.is(303);
    let closed = portal.visit(&who, "/staff").await;
    assert!(banner(closed.is(403).sees("Договор закончился первого ноября")).contains("Нұрланова"));
    portal.send(&who, "/support/end", &[]).await.is(303);
    visit(&portal, &who, "owner@demo.example").await.is(303);
    portal.visit(&who, "/home").await.is(200);
}

#[actix_web::test]
async fn of_many_visits_begun_at_once_one_goes_on() {
    use aula::db::schema::visits;
    let portal = TestPortal::open().await;
    let who = operator();
    portal.token(&who).await;
    let copies: Vec<Person> = (0..8).map(|_| who.copied()).collect();
    for copy in &copies {
        portal.token(copy).await;
    }
    let answers = join_all(copies.iter().map(|copy| visit(&portal, copy, "manager@demo.example"))).await;
    assert!(answers.iter().all(|screen| [303, 422].contains(&screen.status.as_u16())), "{answers:?}");
    let open: i64 = portal
        .app
        .db
        .read(|conn| visits::table.filter(visits::ended_at.is_null()).count().get_result(conn))
        .await
        .expect("the visits");
    assert_eq!(open, 1);
}
