//! The trail as people read it: who may, what it says, that no act is without words, and that meddling is found.

use std::collections::{BTreeMap, BTreeSet};

use aula::audit::{self, By};
use aula::db::Never;
use diesel::connection::SimpleConnection;

use crate::support::people::{known_as, registrar, visitor};
use crate::support::sources::{Source, walk};
use crate::support::{Person, Screen, Side, TestPortal};

/// Everything that source files of the library record: act, and the kind of thing it was done to.
fn recorded() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for source in walk("src", &["rs"]).iter().filter(|source| !source.path.starts_with("src/audit/")) {
        let code = source.own_lines().join("\n");
        for (at, mark) in code.match_indices(".did(") {
            let rest = code[at + mark.len()..].trim_start();
            let act = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
            let act = act.unwrap_or_else(|| {
                panic!("{}: an act is written out behind .did(, so that this test can read it: {}", source.path, &rest[..40])
            });
            let kind = rest.split('"').nth(3).unwrap_or_default();
            all.push((act.to_owned(), kind.to_owned(), source.path.clone()));
        }
    }
    all
}

fn keys() -> BTreeSet<String> {
    let files = walk("locales", &["yml"]);
    let lines = files.iter().flat_map(|file| file.text.lines());
    lines.filter(|line| !line.starts_with(' ')).filter_map(|line| line.strip_suffix(':')).map(str::to_owned).collect()
}

fn key_of(act: &str) -> String {
    act.split_once('.').map_or_else(|| act.to_owned(), |(room, name)| format!("{room}.act.{name}"))
}

#[test]
fn every_act_has_its_sentence_and_every_sentence_its_act() {
    let (acts, keys) = (recorded(), keys());
    assert!(acts.len() > 20, "the acts are found: {acts:?}");
    let silent: BTreeSet<_> = acts.iter().filter(|(act, _, _)| !keys.contains(&key_of(act))).collect();
    assert!(silent.is_empty(), "these acts have no words (homes.imported is said by homes.act.imported): {silent:#?}");
    let said: BTreeSet<String> = acts.iter().map(|(act, _, _)| key_of(act)).collect();
    let needless: Vec<_> = keys.iter().filter(|key| key.contains(".act.") && !said.contains(*key)).collect();
    assert!(needless.is_empty(), "nothing is recorded that these would say: {needless:#?}");
}

#[test]
fn every_thing_that_is_acted_on_can_be_named() {
    let naming: String =
        walk("src", &["rs"]).into_iter().filter(|file| file.path.ends_with("/naming.rs")).map(|file| file.text).collect();
    let nameless: BTreeSet<_> = recorded()
        .into_iter()
        .filter(|(_, kind, _)| !["person", "chain"].contains(&kind.as_str()) && !naming.contains(&format!("kind: \"{kind}\"")))
        .collect();
    assert!(nameless.is_empty(), "no capability says what these are called: {nameless:#?}");
}

/// The names within the `json!({ … })` of a source.
fn names(source: &Source) -> BTreeSet<String> {
    let code = source.own_lines().join("\n");
    let mut names = BTreeSet::new();
    for block in code.split("json!({").skip(1) {
        let block = block.split("})").next().unwrap_or_default();
        let quoted: Vec<&str> = block.split('"').collect();
        names.extend(
            quoted
                .windows(2)
                .skip(1)
                .step_by(2)
                .filter(|pair| pair[1].trim_start().starts_with(':'))
                .map(|pair| pair[0].to_owned()),
        );
    }
    names
}

#[test]
fn whatever_a_line_keeps_has_a_name() {
    let keys = keys();
    let mut by_file: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (act, _, path) in recorded() {
        by_file.entry(path).or_default().insert(act.split('.').next().unwrap_or_default().to_owned());
    }
    let mut nameless = Vec::new();
    let mut seen = 0;
    for source in walk("src", &["rs"]) {
        let Some(rooms) = by_file.get(&source.path) else { continue };
        for name in names(&source) {
            let name = name.trim_end_matches("_was").trim_end_matches("_is");
            seen += 1;
            if !["was", "is"].contains(&name) && !rooms.iter().any(|room| keys.contains(&format!("{room}.detail.{name}"))) {
                nameless.push(format!("{}: {name}", source.path));
            }
        }
    }
    assert!(seen > 10, "the names are found");
    assert!(nameless.is_empty(), "these details have no words (homes.detail.area): {nameless:#?}");
}

fn who(key: &'static str) -> Person {
    Person::named(key)
}

/// The first premises get another area.
async fn change(portal: &TestPortal, area: &str) {
    let (anna, at) = (registrar(), format!("/staff/homes/premises/{}", Side::First.premises(1)));
    let form = portal.visit(&anna, &format!("{at}/edit")).await.form(&at);
    portal.submit(&anna, &form.with("area", area)).await.is(303);
}

/// Writes `count` lines of a company by themselves.
async fn lines(portal: &TestPortal, side: Side, count: usize) {
    let (company, person, name) = (side.company().parse().ok(), side.manager().id(), side.manager().name);
    let by = By { company, ..By::account(person.parse().expect("an id"), name, "10.1.1.1") };
    let written = portal.app.db.write::<_, Never>(move |tx| {
        for n in 0..count {
            by.clone()
                .did("announcements.withdrawn", ("announcement", n))
                .with(serde_json::json!({ "why": format!("Себебі {n}") }))
                .record(tx)?;
        }
        Ok(())
    });
    written.await.expect("the lines");
}

fn sentences(screen: &Screen) -> Vec<String> {
    screen.is(200).all("tbody th[scope=row]")
}

#[actix_web::test]
async fn an_act_is_told_to_those_who_answer_for_it() {
    let portal = TestPortal::open().await;
    change(&portal, "70").await;
    for key in ["admin", "privacy", "manager"] {
        let page = portal.visit(&who(key), "/staff/audit").await;
        page.is(200)
            .sees("Изменены сведения о помещении")
            .sees("Ли Анна")
            .sees("10.0.0.1")
            .sees("61,4 м²")
            .sees("70 м²")
            .sees("20.11.2026 14:00:00");
        let premises = format!("/staff/homes/premises/{}", Side::First.premises(1));
        assert!(page.links().iter().any(|(_, href)| *href == premises), "the thing can be opened: {:?}", page.links());
    }
    for key in ["clerk", "registrar", "editor", "owner", "technician", "operator"] {
        portal.visit(&who(key), "/staff/audit").await.is(403);
    }
    assert_eq!(portal.visit(&visitor(), "/staff/audit").await.status.as_u16(), 303);
    portal.visit(&who("other_manager"), "/staff/audit").await.is(200).misses("Ли Анна");
    for (key, links) in [("admin", 1), ("privacy", 1), ("manager", 1), ("clerk", 0), ("editor", 0)] {
        let desk = portal.visit(&who(key), "/staff").await;
        assert_eq!(desk.all(".nav-side a[href='/staff/audit']").len(), links, "{key}: once, even with both duties");
    }
    portal.visit(&who("admin"), "/staff/audit?lang=kk").await.sees("Үй-жай туралы мәліметтер өзгертілді");
}

#[actix_web::test]
async fn a_thing_that_is_gone_is_said_to_be_gone() {
    let portal = TestPortal::open().await;
    lines(&portal, Side::First, 1).await;
    portal.visit(&who("admin"), "/staff/audit").await.is(200).sees("Больше не существует").sees("Себебі 0");
}

/// Filters as a browser writes them.
fn encoded(query: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[actix_web::test]
async fn filters_stand_in_the_address() {
    let portal = TestPortal::open().await;
    change(&portal, "70").await;
    lines(&portal, Side::First, 3).await;
    let (admin, anna, first) = (who("admin"), known_as("registrar").id(), Side::First.premises(1));
    let changed = ["Изменены сведения о помещении"];
    for (query, expected) in [
        (format!("who={anna}"), 1),
        (format!("who={}", known_as("manager").id()), 3),
        ("act=homes".into(), 1),
        ("act=homes.premises_changed".into(), 1),
        ("act=homes.imported".into(), 0),
        ("act=announcements".into(), 3),
        (format!("about={first}"), 1),
        (format!("about=http://aula.example/staff/homes/premises/{first}?lang=kk"), 1),
        ("from=2026-11-20&to=2026-11-20".into(), 4),
        ("from=2026-11-21".into(), 0),
        ("to=2026-11-19".into(), 0),
        ("q=себеби 2".into(), 1),
        ("q=ли анна".into(), 1),
        ("q=изменены помещении".into(), 1),
        ("q=10.1.1.1&act=homes".into(), 0),
        (format!("who={anna}&act=announcements"), 0),
    ] {
        let found = sentences(&portal.visit(&admin, &format!("/staff/audit?{}", encoded(&query))).await);
        assert_eq!(found.len(), expected, "{query}: {found:?}");
        if query.contains("premises_changed") {
            assert!(found[0].starts_with(changed[0]), "{found:?}");
        }
    }
}

#[actix_web::test]
async fn a_long_trail_is_read_page_by_page() {
    let portal = TestPortal::open().await;
    lines(&portal, Side::First, 120).await;
    let admin = who("admin");
    for filter in ["", "act=announcements", "q=себеби", "from=2026-11-20"] {
        let first = portal.visit(&admin, &format!("/staff/audit?{}", encoded(filter))).await;
        assert_eq!(sentences(&first).len(), 50, "{filter}");
        first.sees("Себебі 119").misses("Себебі 69 ");
        let second = portal.visit(&admin, &first.attributes("a[rel=next]", "href")[0]).await;
        assert_eq!(sentences(&second).len(), 50, "{filter}");
        let third = portal.visit(&admin, &second.attributes("a[rel=next]", "href")[0]).await;
        assert_eq!(sentences(&third).len(), 20, "{filter}");
        assert!(third.attributes("a[rel=next]", "href").is_empty());
        let back = portal.visit(&admin, &third.attributes("a[rel=prev]", "href")[0]).await;
        assert_eq!(sentences(&back), sentences(&second), "{filter}");
    }
}

#[actix_web::test]
async fn what_is_taken_in_a_file_is_recorded_and_given_to_nobody_else() {
    let portal = TestPortal::open().await;
    change(&portal, "70").await;
    lines(&portal, Side::First, 2).await;
    let admin = who("admin");
    for (format, media) in [("csv", "text/csv"), ("xlsx", "spreadsheetml")] {
        let asked = portal.send(&admin, "/staff/audit/exports?act=homes", &[("format", format)]).await;
        asked.is(303);
        let to = asked.leads_to().to_owned();
        let file = portal.visit(&admin, &to).await;
        assert!(file.is(200).header("content-type").contains(media), "{}", file.header("content-type"));
        assert!(file.header("content-disposition").contains(&format!("audit.{format}")));
        if format == "csv" {
            let text = file.body();
            assert_eq!(text.lines().count(), 2, "the filter holds for the file: {text}");
            assert!(text.contains("Площадь: 61,4") && text.contains("Ли Анна") && !text.contains("Себебі"), "{text}");
        }
        portal.visit(&who("privacy"), &to).await.is(404);
        portal.visit(&who("clerk"), &to).await.is(403);
        portal.pass(chrono::TimeDelta::minutes(31)).await;
        portal.visit(&admin, &to).await.is(404);
    }
    portal
        .visit(&admin, "/staff/audit?act=trail")
        .await
        .sees("Журнал выгружен в файл")
        .sees("act=homes")
        .sees("xlsx")
        .sees("csv");
}

async fn meddle(portal: &TestPortal, sql: &'static str) {
    portal.app.db.write::<_, Never>(move |tx| Ok(tx.batch_execute(sql)?)).await.expect("the meddling");
}

/// Asks for a check, has it made, and gives the page.
async fn checked(portal: &TestPortal) -> Screen {
    portal.send(&who("admin"), "/staff/audit/check", &[]).await.is(303);
    portal.work().await;
    portal.visit(&who("admin"), "/staff/audit/check").await
}

#[actix_web::test]
async fn a_whole_chain_is_said_to_be_whole() {
    let portal = TestPortal::open().await;
    portal.visit(&who("admin"), "/staff/audit/check").await.is(200).sees("ещё не проверяли");
    lines(&portal, Side::First, 20).await;
    // the line that says that somebody asked stands in the chain as well
    checked(&portal).await.is(200).sees("Проверена 21 запись").sees("Журнал цел").sees("Садықов Ержан");
    let health = portal.visit(&visitor(), "/healthz").await;
    assert!(health.is(200).body().contains("\"trail\":\"ok\""), "{}", health.body());
    portal.visit(&who("privacy"), "/staff/audit?act=trail").await.sees("Запрошена проверка");
}

/// At night nobody asks for it, so no line is written behind an end that was cut off.
#[actix_web::test]
async fn an_end_that_was_cut_off_is_found_at_night() {
    for (sql, said) in [
        ("DELETE FROM trail WHERE place > 15", "нет записей, начиная с № 16"),
        ("UPDATE trail_heads SET place = place + 1", "нет записей, начиная с № 21"),
        ("UPDATE trail_heads SET hash = ''", "не подходит к записи № 20"),
        ("DELETE FROM trail_heads", "Запись № 1 добавлена в обход журнала"),
    ] {
        let portal = TestPortal::open().await;
        lines(&portal, Side::First, 20).await;
        meddle(&portal, sql).await;
        aula::trail::check_all(&portal.app).await.expect("the nightly round");
        portal.work().await;
        portal.visit(&who("admin"), "/staff/audit/check").await.is(200).sees(said);
    }
}

#[actix_web::test]
async fn every_meddling_is_told_where_it_is() {
    for (sql, said) in [
        ("UPDATE trail SET details = '{}' WHERE place = 4", "Запись № 4 изменена"),
        ("UPDATE trail SET actor_name = 'X' WHERE place = 1", "Запись № 1 изменена"),
        ("DELETE FROM trail WHERE place = 5", "Нет записи № 5"),
        ("DELETE FROM trail WHERE place > 15", "Нет записи № 16"),
        (
            "UPDATE trail SET place = 99 WHERE place = 3; UPDATE trail SET place = 3 WHERE place = 4; UPDATE trail SET place = 4 WHERE place = 99",
            "Запись № 3 изменена или переставлена",
        ),
        ("UPDATE trail_heads SET place = place + 1", "Нет записи № 21"),
        ("UPDATE trail_heads SET hash = ''", "Запись № 21 изменена"),
    ] {
        let portal = TestPortal::open().await;
        lines(&portal, Side::First, 20).await;
        meddle(&portal, sql).await;
        checked(&portal).await.is(200).sees(said).sees("Целостность журнала нарушена");
    }
}

/// Who can write the whole database cuts the end off and sets the head back: the chain is sound in itself, and an earlier check knows better.
#[actix_web::test]
async fn an_end_that_was_cut_off_with_its_head_is_missed_by_an_earlier_check() {
    let portal = TestPortal::open().await;
    lines(&portal, Side::First, 20).await;
    checked(&portal).await.sees("Журнал цел");
    meddle(
        &portal,
        "DELETE FROM trail WHERE place > 15; UPDATE trail_heads SET place = 15, hash = (SELECT hash FROM trail WHERE place = 15)",
    )
    .await;
    portal.pass(chrono::TimeDelta::hours(3)).await;
    // two lines are written after it: the check that is asked for writes one of them
    checked(&portal).await.is(200).sees("Это не тот журнал").sees("Последний раз журнал был цел");
    lines(&portal, Side::First, 30).await;
    checked(&portal).await.is(200).sees("у записи № 21 он переписан");
}

#[actix_web::test]
async fn a_broken_chain_is_told_to_those_who_look_after_it() {
    let portal = TestPortal::open().await;
    lines(&portal, Side::First, 20).await;
    lines(&portal, Side::Second, 20).await;
    meddle(
        &portal,
        "UPDATE trail SET address = '' WHERE place = 7 AND chain IN (SELECT chain FROM trail_heads ORDER BY chain LIMIT 1)",
    )
    .await;
    aula::trail::check_all(&portal.app).await.expect("the nightly round");
    portal.work().await;
    let health = portal.visit(&visitor(), "/healthz").await;
    assert!(health.is(200).body().contains("\"trail\":\"broken\""), "it takes no portal out of service: {}", health.body());
    assert!(portal.visit(&visitor(), "/metrics").await.body().contains("aula_trail_broken_chains 1"));
    for key in ["admin", "manager"] {
        portal.visit(&who(key), "/notifications").await.sees("Целостность журнала действий нарушена");
        portal.visit(&who(key), "/staff/audit").await.sees("Целостность журнала нарушена");
    }
    for key in ["privacy", "other_manager", "clerk"] {
        portal.visit(&who(key), "/notifications").await.misses("Целостность журнала");
    }
    let sent = portal.letters();
    assert_eq!(sent.len(), 2, "one letter for each who looks after the portal");
    portal.pass(chrono::TimeDelta::days(1)).await;
    aula::trail::check_all(&portal.app).await.expect("the next night");
    portal.work().await;
    assert_eq!(portal.letters().len(), 2, "the same break is told once");
    portal
        .visit(&who("admin"), "/staff/audit/check")
        .await
        .sees("Нарушение обнаружено")
        .sees("20.11.2026 14:00:00")
        .sees("Ночная проверка");
    portal.visit(&who("other_manager"), "/staff/audit/check").await.sees("Журнал цел");
}

#[actix_web::test]
async fn a_break_of_the_installations_chain_is_written_to_the_operator_once() {
    let portal = TestPortal::open().await;
    let sign_in = async || portal.sign_in(&visitor(), "owner@demo.example", crate::support::people::PASSWORD).await;
    sign_in().await;
    sign_in().await;
    meddle(&portal, "UPDATE trail SET actor_name = 'X' WHERE place = 1 AND chain = 'installation'").await;
    for _ in 0..2 {
        aula::trail::check_all(&portal.app).await.expect("the nightly round");
        portal.work().await;
        portal.pass(chrono::TimeDelta::days(1)).await;
    }
    let sent = portal.letters();
    let to: Vec<&str> = sent.iter().map(|sent| sent.to.as_str()).collect();
    assert_eq!(to, ["operator@demo.example"], "once, and to nobody else");
    assert!(portal.letter_to("operator@demo.example").text.contains("/operator/audit/check"));
}

#[actix_web::test]
async fn the_operator_reads_the_installations_own_chain() {
    let portal = TestPortal::open().await;
    let guest = visitor();
    portal
        .send(&guest, "/sign-in", &[("login", &known_as("owner").email()), ("password", crate::support::people::PASSWORD)])
        .await
        .is(303);
    change(&portal, "70").await;
    let operator = who("operator");
    let page = portal.visit(&operator, "/operator/audit").await;
    page.is(200).sees("Жұмабаев Ерлан Серікұлы").misses("Ли Анна");
    assert_eq!(sentences(&page), ["Вход в портал"]);
    let filtered = portal.visit(&operator, &format!("/operator/audit?who={}", known_as("owner").id())).await;
    assert_eq!(sentences(&filtered).len(), 1);
    portal.visit(&operator, &format!("/operator/audit?who={}", known_as("tenant").id())).await.is(200).misses("Жұмабаев");
    portal.visit(&who("admin"), "/operator/audit").await.is(403);
    portal.visit(&who("admin"), "/staff/audit").await.is(200).misses("Жұмабаев");
    portal.send(&operator, "/operator/audit/check", &[]).await.is(303);
    portal.work().await;
    portal.visit(&operator, "/operator/audit/check").await.is(200).sees("Журнал цел");
}

/// Two who ask for a check at once get one.
#[actix_web::test]
async fn a_check_under_way_is_not_begun_again() {
    let portal = TestPortal::open().await;
    lines(&portal, Side::First, 3).await;
    let admin = who("admin");
    portal.send(&admin, "/staff/audit/check", &[]).await.is(303);
    portal.send(&admin, "/staff/audit/check", &[]).await.is(303);
    portal.visit(&admin, "/staff/audit/check").await.is(200).sees("Записи проверяются").sees("Проверка уже идёт");
    portal.work().await;
    assert_eq!(portal.visit(&admin, "/staff/audit/check").await.all("tbody th[scope=row]").len(), 1);
    let head = portal.app.db.read(|conn| audit::head(conn, Side::First.company().parse().ok())).await.expect("the head");
    assert_eq!(head.map(|(place, _)| place), Some(4), "asked for once, recorded once");
}
