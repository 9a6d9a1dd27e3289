//! What residents do and see.

use aula::text::short_name;
use chrono::TimeDelta;

use super::{filled, lamp, picture, reports, sends, steps};
use crate::support::people::{ROSTER, dispatcher, known_as, owner, owner2, tenant};
use crate::support::{Person, Side, TestPortal};

#[actix_web::test]
async fn somebody_reports_with_a_picture_and_reads_what_happens_next() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let fields = filled(&portal, &me, &[("category", "flat_leak"), ("text", "Капает кран на кухне")]).await;
    let to = sends(&portal, &me, &fields, &[("IMG_1.png", &picture())]).await.is(303).leads_to().to_owned();
    let page = portal.visit(&me, &to).await;
    // Friday two in the afternoon; eight working hours later is Monday, since Saturday and Sunday the office of the world is closed
    page.is(200).sees("№ 2026-000002").sees("Диспетчер посмотрит заявку и ответит. Крайний срок: 23 ноября 2026, 13:00.");
    page.sees("5 рабочих дней").sees("не позже 10 календарных дней").sees("Капает кран");
    let image = page.attributes("main img", "src");
    assert_eq!(image.len(), 1, "{image:?}");
    let served = portal.visit(&me, &image[0]).await;
    assert!(served.is(200).header("content-type").starts_with("image/"), "{}", served.header("content-type"));
    portal.visit(&owner(), &to).await.is(404);
    portal.visit(&owner(), &image[0]).await.is(404);
    portal.visit(&me, "/requests").await.sees("Течёт кран или труба");
    portal.visit(&dispatcher(), "/notifications").await.sees("Новая заявка: Течёт кран или труба");
}

#[actix_web::test]
async fn a_form_sent_twice_makes_one_request_and_a_refused_one_keeps_its_pictures() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let wrong = filled(&portal, &me, &[("category", "flat_leak"), ("text", "")]).await;
    let refused = sends(&portal, &me, &wrong, &[("a.png", &picture())]).await;
    refused.is(422).sees("1 снимок сохранён");
    let mut right = refused.form("/requests").fields;
    right.retain(|(name, _)| name != "text");
    right.push(("text".into(), "Течёт под раковиной".into()));
    let first = sends(&portal, &me, &right, &[]).await.is(303).leads_to().to_owned();
    let second = sends(&portal, &me, &right, &[]).await.is(303).leads_to().to_owned();
    assert_eq!(first, second);
    let page = portal.visit(&me, &first).await;
    assert_eq!(page.all("main img").len(), 1, "the picture of the first try");
    assert_eq!(portal.visit(&me, "/requests").await.all("ul.list > li").len(), 1);
}

#[actix_web::test]
async fn what_no_one_should_send_is_refused_in_words() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let fields = filled(&portal, &me, &[("category", "flat_leak"), ("text", "Капает")]).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice();
    sends(&portal, &me, &fields, &[("IMG_2.HEIC", heic)]).await.is(422).sees("Настройки → Камера → Форматы");
    let page = b"<html><script>alert(1)</script>".as_slice();
    sends(&portal, &me, &fields, &[("a.jpg", page)]).await.is(422).sees("Файлы такого вида здесь не принимаются");
    let small = picture();
    let nine: Vec<(&str, &[u8])> = (0..9).map(|_| ("a.png", small.as_slice())).collect();
    sends(&portal, &me, &fields, &nine).await.is(422).sees("не больше 8");
    let strange = filled(&portal, &me, &[("category", "castle"), ("text", "x"), ("home", &Side::First.premises(1))]).await;
    let refused = sends(&portal, &me, &strange, &[]).await;
    assert!(!refused.is(422).error_of("category").is_empty(), "{}", refused.text());
}

#[actix_web::test]
async fn a_neighbour_is_shown_the_same_and_joins_instead() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let fields = filled(&portal, &me, &[("category", "floor_light"), ("text", "Темно на этаже")]).await;
    let step = sends(&portal, &me, &fields, &[("a.png", &picture())]).await;
    step.is(200).sees("Похоже, об этом уже сообщили").sees("№ 2026-000001").misses("Жұмабаев");
    let join = step.form(&format!("{}/joining", lamp()));
    portal.submit(&me, &join).await.is(303);
    let page = portal.visit(&me, &lamp()).await;
    page.is(200).sees("Присоединились 1");
    assert_eq!(page.all("main img").len(), 2, "the neighbour's picture is there too, beside the paper of the world");
    portal.visit(&me, "/requests").await.sees("присоединился 1 сосед");
    portal.submit(&me, &join).await;
    portal.visit(&me, &lamp()).await.sees("Присоединились 1");
    // who says it is another thing is believed
    let other = step.forms().into_iter().find(|form| form.action == "/requests").expect("the other form");
    portal.submit(&me, &other).await.is(303);
}

#[actix_web::test]
async fn neighbours_see_what_is_open_to_the_house_and_nothing_else() {
    let portal = TestPortal::open().await;
    portal.visit(&owner2(), "/requests?show=house").await.is(200).sees("Нет света в подъезде").misses("Жұмабаев");
    let page = portal.visit(&owner2(), &lamp()).await;
    page.is(200).sees("Шам жанбайды").misses("Переписка");
    // the tenant lives in another house
    portal.visit(&tenant(), "/requests?show=house").await.misses("Нет света в подъезде");
    portal.visit(&tenant(), &lamp()).await.is(404);
    let fields =
        filled(&portal, &owner2(), &[("category", "yard_snow"), ("text", "Лёд"), ("seen", "staff"), ("sure", "yes")]).await;
    let hidden = sends(&portal, &owner2(), &fields, &[]).await.is(303).leads_to().to_owned();
    portal.visit(&owner(), &hidden).await.is(404);
    portal.visit(&owner(), "/requests?show=house").await.misses("Лёд");
    let fields =
        filled(&portal, &owner2(), &[("category", "yard_snow"), ("text", "Наледь"), ("anonymous", "yes"), ("sure", "yes")]).await;
    let anonymous = sends(&portal, &owner2(), &fields, &[]).await.is(303).leads_to().to_owned();
    portal.visit(&owner(), &anonymous).await.is(200).misses("Иванова").sees("Көрші");
}

#[actix_web::test]
async fn so_many_a_day_and_no_more() {
    let portal = TestPortal::open().await;
    let me = owner2();
    for _ in 0..2 {
        reports(&portal, &me, "flat_leak", "Капает кран!").await;
    }
    let again = filled(&portal, &me, &[("category", "flat_leak"), ("text", "капает  КРАН")]).await;
    sends(&portal, &me, &again, &[]).await.is(422).sees("дважды отправили такой же текст");
    for n in 0..8 {
        reports(&portal, &me, "flat_leak", &format!("Другое {n}")).await;
    }
    let more = filled(&portal, &me, &[("category", "flat_leak"), ("text", "Ещё одно")]).await;
    sends(&portal, &me, &more, &[]).await.is(422).sees("не больше 10 заявок");
    portal.app.clock.pass(TimeDelta::hours(25));
    let tomorrow = filled(&portal, &me, &[("category", "flat_leak"), ("text", "Ещё одно")]).await;
    sends(&portal, &me, &tomorrow, &[]).await.is(303);
}

/// Done by staff, so that the owner is asked.
async fn done(portal: &TestPortal, at: &str) {
    let staff = dispatcher();
    steps(portal, &staff, at, "accept", &[]).await.is(303);
    steps(portal, &staff, at, "done", &[]).await.is(303);
}

#[actix_web::test]
async fn done_is_not_fixed_until_somebody_says_so() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let at = reports(&portal, &me, "flat_leak", "Капает кран").await;
    done(&portal, &at).await;
    portal.visit(&me, "/home").await.sees("Проверьте и скажите, исправлено ли");
    let page = portal.visit(&me, &at).await;
    page.sees("Исправлено?").sees("Без ответа заявка закроется сама: 27 ноября 2026, 14:00");
    portal.upload(&me, &format!("{at}/reopening"), &[("why", "")], &[]).await.is(422);
    portal.upload(&me, &format!("{at}/reopening"), &[("why", "Всё ещё капает")], &[("photo", "a.png", &picture())]).await.is(303);
    let page = portal.visit(&me, &at).await;
    page.sees("В работе").sees("Всё ещё капает").sees("Возвращена: не исправлено");
    portal.visit(&dispatcher(), &format!("/staff{at}")).await.sees("возвращали 1 раз");
    steps(&portal, &dispatcher(), &at, "done", &[]).await.is(303);
    portal.send(&me, &format!("{at}/confirmation"), &[]).await.is(303);
    let page = portal.visit(&me, &at).await;
    page.sees("Закрыта").sees("Оцените работу");
    let rating = page.form(&format!("{at}/rating"));
    portal.submit(&me, &rating.clone().with("good", "yes").and("tag", "quick")).await.is(303);
    portal.submit(&me, &rating.with("good", "no")).await.is(422).sees("уже поставили оценку");
    // who writes to what is over begins anew
    let to = portal.upload(&me, &format!("{at}/messages"), &[("text", "Опять потёк")], &[]).await.is(303).leads_to().to_owned();
    assert_ne!(to, at);
    portal.visit(&me, &to).await.sees("Новая").sees("Опять потёк").sees("Продолжение заявки № 2026-000002");
    portal.visit(&me, &at).await.sees("№ 2026-000003").sees("Закрыта");
}

#[actix_web::test]
async fn whoever_is_not_content_has_it_looked_at_by_somebody_else() {
    let portal = TestPortal::open().await;
    let (me, staff) = (owner2(), dispatcher());
    let at = reports(&portal, &me, "flat_leak", "Капает кран").await;
    // the dispatcher takes it: not the dispatcher looks at it again
    done(&portal, &at).await;
    portal.send(&me, &format!("{at}/confirmation"), &[]).await.is(303);
    let rating = portal.visit(&me, &at).await.form(&format!("{at}/rating"));
    let sent = portal.submit(&me, &rating.clone().with("good", "no").with("words", "Опять капает, пол мокрый")).await;
    portal.follow(&me, sent).await.sees("тот, кто её не делал");
    let list = portal.visit(&staff, "/staff/requests").await;
    list.sees("Качество выполненной работы").sees("№ 2026-000003");
    let row = list.all("tbody tr").into_iter().find(|row| row.contains("2026-000003")).expect("the second look");
    assert!(!row.contains(&short_name(known_as("dispatcher").name)), "whoever did it does not check it: {row}");
    assert!(ROSTER.iter().any(|known| row.contains(&short_name(known.name))), "nobody checks it: {row}");
    portal.submit(&me, &rating.with("good", "no")).await.is(422);
    portal.visit(&staff, "/staff/requests?show=all").await.misses("2026-000004");
}

#[actix_web::test]
async fn common_property_takes_two_doors_or_a_week() {
    let portal = TestPortal::open().await;
    let (me, neighbour): (Person, Person) = (owner(), owner2());
    portal.send(&neighbour, &format!("{}/joining", lamp()), &[]).await.is(303);
    done(&portal, &lamp()).await;
    portal.send(&me, &format!("{}/confirmation", lamp()), &[]).await.is(303);
    portal.visit(&me, &lamp()).await.sees("Сіз түзетілді дедіңіз");
    portal.visit(&neighbour, &lamp()).await.sees("Выполнена");
    portal.send(&neighbour, &format!("{}/confirmation", lamp()), &[]).await.is(303);
    portal.visit(&me, &lamp()).await.sees("Жабылды");
    let silent = reports(&portal, &neighbour, "entrance_door", "Дверь хлопает").await;
    done(&portal, &silent).await;
    portal.pass(TimeDelta::days(6)).await;
    portal.visit(&neighbour, &silent).await.sees("Выполнена");
    portal.pass(TimeDelta::days(2)).await;
    portal.visit(&neighbour, &silent).await.sees("Закрыта").sees("Портал");
}

#[actix_web::test]
async fn pictures_of_the_thread_are_not_the_neighbours_and_those_of_staff_nobodys() {
    let portal = TestPortal::open().await;
    let (me, neighbour, staff) = (owner(), owner2(), dispatcher());
    portal.upload(&me, &format!("{}/messages", lamp()), &[("text", "Вот")], &[("photo", "a.png", &picture())]).await.is(303);
    let at = format!("/staff{}/messages", lamp());
    portal.upload(&staff, &at, &[("text", "x"), ("internal", "yes")], &[("photo", "b.png", &picture())]).await.is(303);
    let all = portal.visit(&staff, &format!("/staff{}", lamp())).await.attributes("main img", "src");
    assert_eq!(all.len(), 3, "{all:?}");
    let of_resident: Vec<String> = all.iter().map(|src| src.trim_start_matches("/staff").to_owned()).collect();
    for (who, seen) in [(&me, [200, 200, 404]), (&neighbour, [200, 404, 404])] {
        for (src, status) in of_resident.iter().zip(seen) {
            portal.visit(who, src).await.is(status);
        }
    }
    assert_eq!(portal.visit(&neighbour, &lamp()).await.all("main img").len(), 1);
}
