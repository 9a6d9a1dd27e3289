//! What staff do.

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{filled, lamp, picture, reports, sends, steps};
use crate::support::people::{admin, clerk, dispatcher, known_as, manager, owner, owner2};
use crate::support::{Person, Side, TestPortal};

#[actix_web::test]
async fn a_dispatcher_takes_a_request_through_its_states_and_the_resident_is_told() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), owner2());
    let at = reports(&portal, &me, "flat_leak", "Капает кран").await;
    portal.visit(&staff, "/staff/requests").await.is(200).sees("2026-000002").sees("новое");
    steps(&portal, &staff, &at, "accept", &[]).await.is(303);
    portal.visit(&me, &at).await.sees("Заявка принята, займётся: Омаров Нұрлан");
    steps(&portal, &staff, &at, "wait", &[("wait", "resident")]).await.is(303);
    portal.visit(&me, "/home").await.sees("Диспетчер ждёт вашего ответа");
    portal.upload(&me, &format!("{at}/messages"), &[("text", "Я дома после шести")], &[]).await.is(303);
    portal.visit(&me, &at).await.sees("В работе");
    steps(&portal, &staff, &at, "decline", &[("reason", "owners_own"), ("responsible", "")]).await.is(422);
    steps(&portal, &staff, &at, "decline", &[("reason", "owners_own"), ("responsible", "Собственник, сантехник 109")])
        .await
        .is(303);
    portal
        .visit(&me, &at)
        .await
        .sees("Причина: Это внутри квартиры: отвечает собственник. Кто отвечает: Собственник, сантехник 109");
    portal.work().await;
    let letter = portal.letter_to("owner2@demo.example");
    assert!(letter.subject.contains("Заявка отклонена: Течёт кран"), "{}", letter.subject);
    assert!(letter.text.contains(&at), "{}", letter.text);
    portal.visit(&admin(), "/staff/audit?act=requests").await.sees("Изменено состояние заявки");
}

#[actix_web::test]
async fn the_two_threads_do_not_mix() {
    let portal = TestPortal::open().await;
    let (staff, me) = (manager(), owner());
    let page = format!("/staff{}/messages", lamp());
    portal.upload(&staff, &page, &[("text", "Шалопут, звонит каждый день"), ("internal", "yes")], &[]).await.is(303);
    portal.upload(&staff, &page, &[("canned", "requests.canned.seen"), ("text", "")], &[]).await.is(303);
    // a colleague who may read the note is called in it, a resident is not
    portal.upload(&staff, &page, &[("text", "@Омаров, @Жұмабаев: кто звонил?"), ("internal", "yes")], &[]).await.is(303);
    portal.visit(&dispatcher(), "/notifications").await.sees("Вас позвали в заметке");
    portal.visit(&me, "/notifications").await.misses("кто звонил");
    let seen = portal.visit(&me, &lamp()).await;
    seen.is(200).sees("Өтінішіңізді көрдік").misses("Шалопут");
    portal.visit(&staff, &format!("/staff{}", lamp())).await.sees("Шалопут").sees("для сотрудников");
    portal.visit(&me, "/notifications").await.sees("Өтінішіңізге жауап").misses("Шалопут");
    // the first answer stops its clock, and what was late stays noted
    portal
        .visit(&staff, &format!("/staff{}", lamp()))
        .await
        .sees("Пропущенные сроки")
        .misses("Диспетчер посмотрит заявку и ответит");
}

#[actix_web::test]
async fn of_two_dispatchers_one_wins_and_the_other_reads_a_sentence() {
    let portal = TestPortal::open().await;
    let (one, other) = (dispatcher(), manager());
    let page = format!("/staff{}", lamp());
    for who in [&one, &other] {
        portal.visit(who, &page).await.is(200);
        portal.token(who).await;
    }
    let at = format!("{page}/state");
    let send = async |who: &Person, act: &'static str, until: &'static str| {
        portal.send(who, &at, &[("version", "1"), ("act", act), ("until", until)]).await
    };
    let answers = futures_util::future::join(send(&one, "accept", ""), send(&other, "defer", "2026-12-10")).await;
    let mut status = [answers.0.status.as_u16(), answers.1.status.as_u16()];
    status.sort_unstable();
    assert_eq!(status, [303, 422]);
    let loser = if answers.0.status.as_u16() == 422 { &answers.0 } else { &answers.1 };
    loser.sees("только что изменил другой сотрудник");
    let events = portal.visit(&one, &page).await.all(".timeline li").len();
    assert_eq!(events, 2, "it came, and it moved once");
}

#[actix_web::test]
async fn twenty_neighbours_join_at_once_and_each_counts_once() {
    let portal = TestPortal::open().await;
    let me = owner2();
    portal.visit(&me, &lamp()).await.is(200);
    portal.token(&me).await;
    let at = format!("{}/joining", lamp());
    join_all((0..20).map(|_| portal.send(&me, &at, &[]))).await;
    portal.visit(&me, &lamp()).await.sees("Присоединились 1");
}

#[actix_web::test]
async fn the_queue_is_filtered_searched_kept_and_carried_away() {
    let portal = TestPortal::open().await;
    let staff = manager();
    reports(&portal, &owner2(), "lift_noise", "Скрипит кабина на третьем").await;
    for (query, finds) in [
        ("", true),
        ("?q=2026-000002", true),
        ("?q=%D1%81%D0%BA%D1%80%D0%B8%D0%BF%D0%B8%D1%82", true),
        ("?q=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D0%B0", true),
        ("?q=%D1%81%D0%BA%D1%80%D0%B8%D0%BF%D0%B8%D1%82+%D0%BA%D0%B0%D0%B1%D0%B8%D0%BD%D0%B0", true),
        ("?q=xyzzy", false),
        ("?trade=lift", true),
        ("?trade=water", false),
        ("?state=closed", false),
        ("?show=unassigned", true),
        ("?show=mine", false),
        ("?show=overdue", false),
    ] {
        let page = portal.visit(&staff, &format!("/staff/requests{query}")).await;
        assert_eq!(page.is(200).text().contains("2026-000002"), finds, "{query}");
    }
    portal.visit(&staff, "/staff/requests?show=overdue").await.sees("2026-000001");
    portal.send(&staff, "/staff/requests/filters", &[("name", "Скрипы"), ("query", "trade=lift&after=x")]).await.is(303);
    let kept = portal.visit(&staff, "/staff/requests").await;
    assert_eq!(kept.sees("Скрипы").link("Скрипы"), "/staff/requests?trade=lift");
    portal.visit(&dispatcher(), "/staff/requests").await.misses("Скрипы");
    let csv = portal.visit(&staff, "/staff/requests.csv?trade=lift").await;
    assert!(csv.is(200).header("content-type").starts_with("text/csv"));
    assert!(csv.bytes.len() > 100);
    portal.visit(&staff, "/staff/requests.xlsx").await.is(200);
    let ids = [("chosen", Side::First.request())];
    let fields: Vec<(&str, &str)> = ids.iter().map(|(name, id)| (*name, id.as_str())).chain([("act", "accept")]).collect();
    portal.send(&staff, "/staff/requests/choice", &fields).await.is(303);
    portal.visit(&staff, "/staff/requests").await;
    let again = portal.send(&staff, "/staff/requests/choice", &fields).await;
    portal.follow(&staff, again).await.sees("Сделано: 0 из 1");
}

#[actix_web::test]
async fn a_part_of_a_picture_is_covered_and_the_original_stays_with_staff() {
    let portal = TestPortal::open().await;
    let (me, staff) = (owner2(), dispatcher());
    let fields = filled(&portal, &me, &[("category", "yard_parking"), ("text", "Стоит на газоне"), ("sure", "yes")]).await;
    let at = sends(&portal, &me, &fields, &[("car.png", &picture())]).await.is(303).leads_to().to_owned();
    let page = portal.visit(&staff, &format!("/staff{at}")).await;
    let cover = page.link("Закрыть часть");
    let seen = portal.visit(&staff, &cover).await;
    assert_eq!(seen.attributes("input[name=square]", "value").len(), 144);
    portal.send(&staff, &cover, &[("square", "99-1")]).await.is(422).sees("Отметьте хотя бы один квадрат");
    let original = cover.trim_start_matches("/staff").trim_end_matches("/cover").to_owned();
    portal.visit(&owner(), &original).await.is(200);
    portal.send(&staff, &cover, &[("square", "0-0"), ("square", "0-1")]).await.is(303);
    // the neighbour sees the covered one, staff both, and nobody covers the same twice
    portal.visit(&owner(), &original).await.is(404);
    portal.visit(&me, &original).await.is(404);
    portal.visit(&staff, &format!("/staff{original}")).await.is(200);
    portal.send(&staff, &cover, &[("square", "0-0")]).await.is(404);
    let shown = portal.visit(&owner(), &at).await.attributes("main .grid img", "src").into_iter().next().expect("a picture");
    let bytes = portal.visit(&owner(), &shown).await.is(200).bytes.clone();
    let drawn = image::load_from_memory(&bytes).expect("a picture").to_rgb8();
    let black = |x, y| drawn.get_pixel(x, y).0.iter().all(|part| *part < 40);
    assert!(black(1, 1) && black(8, 1) && !black(20, 1) && !black(1, 20), "the two squares of the corner and no other");
}

#[actix_web::test]
async fn a_zone_is_all_that_its_dispatcher_sees() {
    let portal = TestPortal::open().await;
    let at = format!("/staff/team/{}", known_as("dispatcher").id());
    let boss = admin();
    let form = portal.visit(&boss, &format!("{at}/edit")).await.form(&at).with("reach", "zone");
    portal.submit(&boss, &form.and("place", &format!("building:{}", Side::First.building(2)))).await.is(303);
    let staff = dispatcher();
    portal.visit(&staff, "/staff/requests?show=all").await.is(200).misses("2026-000001");
    portal.visit(&staff, &format!("/staff{}", lamp())).await.is(404);
    portal.send(&staff, &format!("/staff{}/state", lamp()), &[("version", "1"), ("act", "accept")]).await.is(404);
    portal.visit(&staff, "/staff").await.sees("Новые заявки 0");
    for stranger in [clerk(), owner()] {
        portal.visit(&stranger, "/staff/requests").await.is(403);
    }
}

#[actix_web::test]
async fn somebody_without_an_account_calls_and_it_is_closed_by_staff() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let form = portal.visit(&staff, "/staff/requests/new").await.is(200).form("/staff/requests");
    portal.submit(&staff, &form).await.is(422);
    let form = form.with("name", "Тётя Валя").with("phone", "8 701 555 66 77").with("building", &Side::First.building(1));
    portal
        .submit(&staff, &form.clone().with("flat", "777").with("category", "flat_leak").with("text", "Течёт"))
        .await
        .is(422)
        .sees("нет квартиры с таким номером");
    let sent = form.with("flat", "10").with("category", "flat_leak").with("text", "Течёт под ванной");
    let to = portal.submit(&staff, &sent).await.is(303).leads_to().to_owned();
    let page = portal.visit(&staff, &to).await;
    page.sees("Тётя Валя").sees("+7 701 555 66 77").sees("Учётной записи нет").sees("кв. 10");
    let at = to.trim_start_matches("/staff").to_owned();
    for act in ["accept", "start", "done", "close"] {
        steps(&portal, &staff, &at, act, &[]).await.is(303);
    }
    portal.visit(&staff, &to).await.sees("Закрыта");
    portal.visit(&staff, "/staff/requests?q=77015556677").await.sees("2026-000002");
}

#[actix_web::test]
async fn duplicates_carry_their_people_over_and_splits_stay_linked() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), owner2());
    let at = reports(&portal, &me, "entrance_light", "Темно в подъезде и хлопает дверь").await;
    steps(&portal, &staff, &at, "duplicate", &[("number", "2026-999")]).await.is(422).sees("Другой заявки с таким номером нет");
    let page = portal.visit(&staff, &format!("/staff{at}")).await;
    let mut split = page.form(&format!("/staff{at}/category")).with("category", "entrance_door").with("rest", "Хлопает дверь");
    assert_eq!(page.attributes("button[formaction]", "formaction"), [format!("/staff{at}/splitting")]);
    split.action = format!("/staff{at}/splitting");
    let to = portal.submit(&staff, &split).await;
    to.is(303);
    steps(&portal, &staff, &at, "duplicate", &[("number", "2026-1")]).await.is(303);
    portal.visit(&me, &at).await.sees("Об этом уже есть заявка № 2026-000001");
    portal.visit(&me, &lamp()).await.sees("Присоединились 1").sees("К ней присоединена заявка № 2026-000002");
    portal.visit(&me, "/requests").await.sees("Хлопает дверь");
}

#[actix_web::test]
async fn moving_to_another_category_reckons_the_term_anew_and_what_was_missed_stays() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let page = portal.visit(&staff, &format!("/staff{}", lamp())).await;
    let form = page.form(&format!("/staff{}/category", lamp())).with("category", "lift_stuck");
    portal.submit(&staff, &form).await.is(303);
    let page = portal.visit(&staff, &format!("/staff{}", lamp())).await;
    page.sees("В лифте застряли люди").sees("15 минут").sees("2 часа").sees("Пропущенные сроки");
    portal.pass(TimeDelta::minutes(10)).await;
    let breach = format!("/staff{}/breaches/{}", lamp(), Side::First.breach());
    portal.send(&staff, &breach, &[("cause", "load"), ("words", "Вышли двое из трёх")]).await.is(303);
    portal.visit(&staff, &format!("/staff{}", lamp())).await.sees("Слишком много работы. Вышли двое из трёх");
}

#[actix_web::test]
async fn it_is_given_to_somebody_of_the_house_with_the_reason_shown() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let page = portal.visit(&staff, &format!("/staff{}", lamp())).await;
    page.sees("открытых заявок: 0");
    let form = page.form(&format!("/staff{}/assignment", lamp()));
    portal.submit(&staff, &form.clone().with("assignee", &known_as("accountant").id())).await.is(422).sees("не передать");
    portal.submit(&staff, &form.with("assignee", &known_as("technician").id())).await.is(303);
    portal.visit(&staff, &format!("/staff{}", lamp())).await.sees("Исполнитель: Ахметов Марат");
    let page = portal.visit(&staff, &format!("/staff{}", lamp())).await;
    let above = page.form(&format!("/staff{}/escalation", lamp())).with("why", "Третий раз за месяц");
    portal.submit(&staff, &above).await.is(303);
    portal.visit(&admin(), "/notifications").await.sees("Нужно ваше внимание");
}
