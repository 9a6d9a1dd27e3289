//! The technician's day without a network, as the server sees it: what arrives late is done once, at the device's own time, and where the
//! job has changed meanwhile the person is asked.

use std::io::Write;

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{job, picture, plans, second, steps};
use crate::support::people::{clerk, dispatcher, known_as, technician};
use crate::support::{Person, Screen, TestPortal};

/// Whose device it is, as its pages say.
async fn device(portal: &TestPortal, who: &Person) -> String {
    portal.visit(who, "/jobs").await.is(200).attributes("[data-day]", "data-who").remove(0)
}

/// Sends what a device kept.
async fn arrives(portal: &TestPortal, who: &Person, fields: &[(&str, &str)], photos: &[&[u8]]) -> Screen {
    let mark = device(portal, who).await;
    let mut all = vec![("who", mark.as_str())];
    all.extend(fields);
    let files: Vec<(&str, &str, &[u8])> = photos.iter().map(|bytes| ("photo", "a.png", *bytes)).collect();
    portal.upload(who, &format!("/jobs/{}/arrivals", job()), &all, &files).await
}

/// A step that was taken at five past two and is sent when it is twenty to three, by a clock that may be wrong.
fn step<'a>(act: &'a str, key: &'a str, at: &'a str, sent: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("kind", "steps"), ("act", act), ("once", key), ("version", "1"), ("at", at), ("sent", sent)]
}

const AT: &str = "2026-11-20T09:05:00.000Z";
const SENT: &str = "2026-11-20T09:40:00.000Z";

#[actix_web::test]
async fn what_arrives_four_times_at_once_is_done_once_at_the_devices_time() {
    let portal = TestPortal::open().await;
    let me = technician();
    let who = device(&portal, &me).await;
    portal.pass(TimeDelta::minutes(40)).await;
    portal.token(&me).await;
    let mut fields = step("set_out", "k1", AT, SENT);
    fields.push(("who", who.as_str()));
    let path = format!("/jobs/{}/arrivals", job());
    let answers = join_all((0..4).map(|_| portal.upload(&me, &path, &fields, &[]))).await;
    assert!(answers.iter().all(|answer| answer.status.as_u16() == 204), "{answers:?}");
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    let story = page.all(".timeline li");
    let moved: Vec<_> = story.iter().filter(|line| line.contains("В пути")).collect();
    assert_eq!(moved.len(), 1, "{story:?}");
    assert!(moved[0].contains("14:05") && moved[0].contains("на портал пришло"), "{moved:?}");
    // what was done after it on the same device was decided upon it, whatever the kept page said
    let mut next = step("arrive", "k2", "2026-11-20T09:25:00.000Z", SENT);
    next.push(("base", "k1"));
    arrives(&portal, &me, &next, &[]).await.is(204);
    portal.visit(&me, &format!("/jobs/{}", job())).await.sees("На месте").sees("14:25").sees("20 минут");
    portal.visit(&me, "/jobs").await.is(200);
}

#[actix_web::test]
async fn what_reached_us_before_the_network_went_is_not_done_again() {
    let portal = TestPortal::open().await;
    let me = technician();
    steps(&portal, &me, &job(), "set_out", &[("once", "k1"), ("at", AT), ("sent", AT)], &[]).await.is(303);
    // its answer was lost, so the device sends it once more
    arrives(&portal, &me, &step("set_out", "k1", AT, SENT), &[]).await.is(204);
    let bolt =
        [("kind", "materials"), ("once", "m1"), ("name", "Болт М8"), ("quantity", "2"), ("unit", "piece"), ("price", "50")];
    for _ in 0..2 {
        arrives(&portal, &me, &bolt, &[]).await.is(204);
        arrives(&portal, &me, &[("kind", "photos"), ("once", "p1"), ("after", "yes")], &[&picture()]).await.is(204);
    }
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    assert_eq!(page.all(".list b").iter().filter(|name| name.contains("Болт М8")).count(), 1);
    assert_eq!(page.all("main img").len(), 3, "of the request, from before, from after");
    let waiting = portal.visit(&me, "/jobs").await.all("a[href^='/jobs/late/']");
    assert_eq!(waiting.len(), 1, "the one of the world: {waiting:?}");
}

#[actix_web::test]
async fn a_wrong_clock_is_put_right_and_told() {
    let portal = TestPortal::open().await;
    let me = technician();
    portal.pass(TimeDelta::minutes(40)).await;
    let fast = step("set_out", "k1", "2026-11-20T12:05:00.000Z", "2026-11-20T12:40:00.000Z");
    arrives(&portal, &me, &fast, &[]).await.is(204);
    let page = portal.visit(&dispatcher(), &format!("/staff/jobs/{}", job())).await;
    page.sees("14:05").sees("Часы устройства спешат на 3 часа");
}

/// The link to what waits for the person's word, the newest.
async fn asked(portal: &TestPortal, who: &Person) -> String {
    portal.visit(who, "/jobs").await.sees("Нужно ваше слово").attributes("a[href^='/jobs/late/']", "href").pop().expect("a link")
}

#[actix_web::test]
async fn what_the_dispatcher_changed_meanwhile_stays_and_the_person_is_asked() {
    let portal = TestPortal::open().await;
    let (me, staff) = (technician(), dispatcher());
    let mine = known_as("technician").id();
    plans(&portal, &staff, &job(), &[("to", &mine), ("day", "2026-11-23"), ("time", "10:00")]).await.is(303);
    portal.pass(TimeDelta::minutes(40)).await;
    arrives(&portal, &me, &step("set_out", "k1", AT, SENT), &[&picture()]).await.is(204);
    arrives(&portal, &me, &step("set_out", "k1", AT, SENT), &[&picture()]).await.is(204);
    portal.visit(&staff, &format!("/staff/jobs/{}", job())).await.sees("Принят").sees("Отмечено без сети: «Выехал»");
    let at = asked(&portal, &me).await;
    let page = portal.visit(&me, &at).await;
    page.is(200).sees("23 ноября").sees("Выехал").sees("14:05").sees("1 снимок");
    portal.submit(&me, &page.form(&at).with("counts", "")).await.is(422);
    portal.submit(&me, &page.form(&at).with("counts", "yes")).await.is(303);
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    page.sees("В пути").sees("14:05");
    assert_eq!(page.all("main img").len(), 3, "the picture came along");
    portal.visit(&me, &at).await.is(404);
}

#[actix_web::test]
async fn what_is_another_ones_now_can_only_be_left_out() {
    let portal = TestPortal::open().await;
    let (me, staff) = (technician(), dispatcher());
    second(&portal).await;
    let other = known_as("clerk").id();
    plans(&portal, &staff, &job(), &[("to", &other), ("day", "2026-11-20"), ("time", "17:00")]).await.is(303);
    portal.pass(TimeDelta::minutes(40)).await;
    arrives(&portal, &me, &step("set_out", "k1", AT, SENT), &[]).await.is(204);
    let at = asked(&portal, &me).await;
    let page = portal.visit(&me, &at).await;
    page.is(200).sees("уже не ваш").misses("Жұмабаев");
    portal.visit(&clerk(), &at).await.is(404);
    portal.send(&me, &at, &[("counts", "yes"), ("version", "2")]).await.is(422).sees("уже взял другой техник");
    portal.send(&me, &at, &[("counts", "no"), ("version", "2")]).await.is(303);
    portal.visit(&staff, &format!("/staff/jobs/{}", job())).await.sees("не учтено: «Выехал»");
}

#[actix_web::test]
async fn what_cannot_be_understood_is_kept_and_not_lost() {
    let portal = TestPortal::open().await;
    let me = technician();
    let odd =
        [("kind", "materials"), ("once", "m1"), ("name", "Болт М8"), ("quantity", "много"), ("unit", "piece"), ("price", "50")];
    arrives(&portal, &me, &odd, &[]).await.is(204);
    let at = asked(&portal, &me).await;
    let page = portal.visit(&me, &at).await;
    page.sees("Болт М8").sees("много");
    portal.submit(&me, &page.form(&at).with("counts", "yes")).await.is(422);
    portal.submit(&me, &page.form(&at).with("counts", "no")).await.is(303);
}

#[actix_web::test]
async fn a_device_speaks_for_nobody_else() {
    let portal = TestPortal::open().await;
    let (me, other) = (technician(), second(&portal).await);
    let mark = device(&portal, &other).await;
    let path = format!("/jobs/{}/arrivals", job());
    let mut fields = step("set_out", "k1", AT, SENT);
    portal.upload(&me, &path, &fields, &[]).await.is(409);
    fields.push(("who", mark.as_str()));
    portal.upload(&me, &path, &fields, &[]).await.is(409);
    let nowhere = format!("/jobs/{}/arrivals", crate::support::Side::Second.job());
    portal.upload(&other, &nowhere, &fields, &[]).await.is(404);
    let without: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "once").collect();
    portal.upload(&other, &path, &without, &[]).await.is(404);
}

#[actix_web::test]
async fn the_day_and_its_script_weigh_little() {
    let portal = TestPortal::open().await;
    let me = technician();
    for act in ["set_out", "arrive"] {
        steps(&portal, &me, &job(), act, &[], &[]).await.is(303);
    }
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    let worker = page.attributes("[data-day]", "data-worker").remove(0);
    let answer = portal.visit(&Person::visitor(), &worker).await;
    assert_eq!(answer.is(200).header("service-worker-allowed"), "/jobs");
    assert!(answer.header("content-type").starts_with("text/javascript"));
    let mut all = vec![page.bytes.clone(), answer.bytes.clone()];
    for (place, name) in [("link[rel=stylesheet]", "href"), ("script", "src")] {
        let path = page.attributes(place, name).remove(0);
        all.push(portal.visit(&me, &path).await.is(200).bytes.clone());
    }
    let packed = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).expect("memory");
        gzip.finish().expect("memory").len()
    };
    let weight: usize = all.iter().map(|bytes| packed(bytes)).sum();
    assert!(weight < 30_000, "{weight} bytes over the wire: {:?}", all.iter().map(|bytes| packed(bytes)).collect::<Vec<_>>());
}
