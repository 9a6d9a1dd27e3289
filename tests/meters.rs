//! Meters from the register to the look of the desk: given by residents, by link and by staff, asked twice, corrected, replaced, reminded of.

use aula::db::schema::{meter_links, meter_readings, meters};
use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use crate::support::people::{accountant, clerk, other_owner, owner, owner2, visitor};
use crate::support::{Person, Screen, Side, TestPortal};

/// The first house gives its readings from now on from the 20th to the 25th: today is its first day.
async fn opened(portal: &TestPortal, who: &Person) {
    let form = portal.visit(who, "/staff/meters/windows").await.is(200).form("/staff/meters/windows");
    let form = form.with("building", &Side::First.building(1)).with("opens", "20").with("closes", "25");
    portal.submit(who, &form).await.is(303);
}

fn field(meter: u128, zone: usize) -> String {
    format!("v-{}-{zone}", Side::First.meter(meter))
}

fn mine() -> String {
    format!("/meters/{}", Side::First.premises(1))
}

/// Types values of the owner's meters and sends them.
async fn given(portal: &TestPortal, who: &Person, values: &[(String, &str)]) -> Screen {
    let mut form = portal.visit(who, "/meters").await.is(200).form(&mine());
    for (name, value) in values {
        form = form.with(name, value);
    }
    portal.submit(who, &form).await
}

/// What is kept of a meter: month, turn, first value, source.
async fn kept(portal: &TestPortal, meter: u128) -> Vec<(String, i32, i64, String)> {
    let read = portal.app.db.read(move |conn| {
        let mine = meter_readings::table.filter(meter_readings::meter_id.eq(Side::First.meter(meter)));
        mine.order((meter_readings::month, meter_readings::turn))
            .select((meter_readings::month, meter_readings::turn, meter_readings::value_1, meter_readings::source))
            .load::<(chrono::NaiveDate, i32, i64, String)>(conn)
    });
    let rows = read.await.expect("the readings");
    rows.into_iter().map(|(month, turn, value, source)| (month.to_string(), turn, value, source)).collect()
}

fn picture() -> Vec<u8> {
    aula::demo::photos::meter_face("00110,250").expect("a picture")
}

#[actix_web::test]
async fn a_resident_gives_a_number_per_tariff_and_corrects_it() {
    let portal = TestPortal::open().await;
    let (me, desk) = (owner(), accountant());
    portal.visit(&me, "/meters").await.is(200).sees("1 желтоқсан").sees("желтоқсан");
    opened(&portal, &desk).await;
    portal.visit(&me, "/home").await.is(200).sees("25 қараша");
    // of the water November is given already and stands in its field
    let form = portal.visit(&me, "/meters").await.is(200).form(&mine());
    assert_eq!(form.value(&field(1, 0)), "109,5");
    given(&portal, &me, &[(field(2, 0), "180,5"), (field(2, 1), "90")]).await.is(303);
    assert_eq!(kept(&portal, 2).await, [("2026-11-01".into(), 1, 180_500, "resident".into())]);
    assert_eq!(kept(&portal, 1).await.len(), 2, "what stood there already is not given twice");
    portal.visit(&me, "/home").await.is(200).misses("Есептегіш көрсеткіштері: ");
    // a correction is another record
    given(&portal, &me, &[(field(2, 0), "181")]).await.is(303);
    let both: Vec<i64> = kept(&portal, 2).await.into_iter().map(|(_, _, value, _)| value).collect();
    assert_eq!(both, [180_500, 181_000]);
    // nobody else's
    let others = portal.visit(&owner2(), "/meters").await;
    others.is(200).misses("cw-1");
    for stranger in [owner2(), other_owner()] {
        portal.upload(&stranger, &mine(), &[(&field(1, 0), "200")], &[]).await.is(404);
    }
    portal.visit(&clerk(), "/staff/meters").await.is(403);
}

#[actix_web::test]
async fn what_cannot_be_is_refused_and_what_is_far_is_asked_twice() {
    let portal = TestPortal::open().await;
    let (me, desk) = (owner(), accountant());
    opened(&portal, &desk).await;
    for wrong in ["1e3", "-1", "123456", "110,1234"] {
        assert!(!given(&portal, &me, &[(field(1, 0), wrong)]).await.is(422).error_of(&field(1, 0)).is_empty(), "{wrong}");
    }
    let less = given(&portal, &me, &[(field(1, 0), "104,9")]).await;
    assert!(less.is(422).error_of(&field(1, 0)).contains("105"));
    assert_eq!(less.form(&mine()).value(&field(1, 0)), "104,9", "what was typed is not lost");
    // in three months 5 m³ went through: 50 in one is asked twice, and nothing typed is lost
    let far = given(&portal, &me, &[(field(1, 0), "155")]).await;
    assert!(!far.is(422).error_of(&field(1, 0)).is_empty());
    let form = far.form(&mine());
    assert_eq!(form.value(&field(1, 0)), "155");
    let sure = format!("sure-{}", Side::First.meter(1));
    assert!(far.body().contains(&sure));
    portal.submit(&me, &form.and(&sure, "yes")).await.is(303);
    portal.visit(&desk, "/staff/meters?month=2026-11-01").await.is(200).sees("155");
}

#[actix_web::test]
async fn what_comes_too_late_counts_for_the_next_month() {
    let portal = TestPortal::open().await;
    let me = owner();
    given(&portal, &me, &[(field(1, 0), "111")]).await.is(303);
    let last = kept(&portal, 1).await.pop().expect("a reading");
    assert_eq!(last, ("2026-12-01".into(), 1, 111_000, "resident".into()), "on the 20th a window of the 1st to the 5th is over");
}

#[actix_web::test]
async fn a_form_that_is_sent_many_times_gives_one_reading() {
    let portal = TestPortal::open().await;
    let me = owner();
    let form = portal.visit(&me, "/meters").await.form(&mine()).with(&field(1, 0), "111");
    let sent = join_all((0..5).map(|_| portal.submit(&me, &form))).await;
    assert!(sent.iter().all(|screen| screen.status.as_u16() == 303), "each is answered as the first was");
    // and two people who give different values of one turn do not both win
    let (at, value, turn) = (mine(), field(1, 0), format!("turn-{}", Side::First.meter(1)));
    let typed = |is| [("once", ""), (turn.as_str(), "1"), (value.as_str(), is)];
    let (a, b) = (typed("112"), typed("113"));
    let both = join_all([portal.upload(&me, &at, &a, &[]), portal.upload(&me, &at, &b, &[])]).await;
    let statuses: Vec<u16> = both.iter().map(|screen| screen.status.as_u16()).collect();
    assert!(statuses.contains(&303) && statuses.contains(&422), "{statuses:?}");
    assert_eq!(kept(&portal, 1).await.iter().filter(|(month, ..)| month == "2026-12-01").count(), 2);
}

#[actix_web::test]
async fn the_desk_sees_picture_and_number_and_says_once_what_it_thinks() {
    let portal = TestPortal::open().await;
    let (me, desk) = (owner(), accountant());
    let form = portal.visit(&me, "/meters").await.form(&mine());
    let (value, photo) = (field(1, 0), format!("photo-{}", Side::First.meter(1)));
    // a refused form does not lose its picture
    let pairs: Vec<(&str, &str)> = vec![("once", form.value("once")), (&value, "1e3")];
    let refused = portal.upload(&me, &mine(), &pairs, &[(&photo, "meter.jpg", &picture())]).await;
    let again = refused.is(422).sees("meter.jpg").form(&mine()).with(&value, "111");
    portal.submit(&me, &again).await.is(303);
    let list = portal.visit(&desk, "/staff/meters?month=2026-12-01").await;
    list.is(200).sees("111").sees("109,5");
    let seen = list.attributes("section img", "src").first().expect("the picture").clone();
    let bytes = portal.visit(&desk, &seen).await.is(200).bytes.clone();
    assert!(bytes.starts_with(&[0xff, 0xd8]) || bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"RIFF"));
    portal.visit(&me, &seen.replace("/staff/meters/", "/meters/")).await.is(200);
    portal.visit(&owner2(), &seen.replace("/staff/meters/", "/meters/")).await.is(404);
    let verdict = seen.replace("/photo", "/verdict");
    portal.send(&desk, &verdict, &[("verdict", "rejected"), ("reason", "")]).await.is(303);
    portal.visit(&desk, "/staff/meters?month=2026-12-01").await.sees("111");
    portal.send(&desk, &verdict, &[("verdict", "rejected"), ("reason", "Сурет анық емес")]).await.is(303);
    portal.visit(&desk, "/staff/meters?month=2026-12-01").await.is(200).misses("109,5");
    portal.work().await;
    assert!(portal.letter_to("owner@demo.example").text.contains("Сурет анық емес"));
    portal.visit(&me, "/meters").await.is(200).sees("Сурет анық емес").sees("109,5");
    // somebody else was of another mind, too late
    portal.send(&desk, &verdict, &[("verdict", "accepted")]).await.is(303);
    portal.visit(&me, "/meters").await.sees("Қабылданбады");
}

#[actix_web::test]
async fn a_link_opens_the_meters_of_one_premises_and_nothing_else() {
    let portal = TestPortal::open().await;
    let (nobody, desk) = (visitor(), accountant());
    let at = format!("/meters/link/{}", Side::First.meter_link());
    let page = portal.visit(&nobody, &at).await;
    page.is(200).sees("cw-1").misses("Абай").misses("house-1");
    portal.submit(&nobody, &page.form(&at).with(&field(1, 0), "111")).await.is(303);
    assert_eq!(kept(&portal, 1).await.pop().expect("one"), ("2026-12-01".into(), 1, 111_000, "link".into()));
    portal.visit(&nobody, &format!("{at}x")).await.is(422);
    // taken back it opens nothing, and another one can be made
    let room = format!("/staff/meters/premises/{}", Side::First.premises(1));
    let form = portal.visit(&desk, &room).await.is(200).form(&format!("{room}/link/revocation"));
    portal.submit(&desk, &form).await.is(303);
    portal.visit(&nobody, &at).await.is(422);
    let form = portal.visit(&desk, &room).await.is(200).form(&format!("{room}/link"));
    portal.submit(&desk, &form).await.is(303);
    let fresh = portal.visit(&desk, &room).await.all("#link code").pop().expect("an address");
    let fresh = fresh.split_once("/meters/").map(|(_, rest)| format!("/meters/{rest}")).expect("a path");
    assert_ne!(fresh, at);
    portal.visit(&nobody, &fresh).await.is(200);
    portal.pass(TimeDelta::days(16)).await;
    portal.visit(&nobody, &fresh).await.is(422);
}

#[actix_web::test]
async fn whoever_has_not_given_is_reminded_by_a_letter_with_a_link() {
    let portal = TestPortal::open().await;
    opened(&portal, &accountant()).await;
    portal.pass(TimeDelta::minutes(40)).await;
    let to_owner = |portal: &TestPortal| {
        let mine = portal.letters().into_iter().filter(|sent| sent.text.contains("/meters/link/"));
        mine.filter(|sent| sent.to.contains("owner@demo.example")).count()
    };
    assert_eq!(to_owner(&portal), 1);
    portal.pass(TimeDelta::hours(2)).await;
    assert_eq!(to_owner(&portal), 1, "once a window's beginning");
    let letter = portal.letter_to("owner@demo.example");
    let path = letter.text.split("/meters/link/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
    let (at, nobody) = (format!("/meters/link/{path}"), visitor());
    let form = portal.visit(&nobody, &at).await.is(200).form(&at);
    portal.submit(&nobody, &form.with(&field(2, 0), "160").with(&field(2, 1), "70")).await.is(303);
    // all is given: nobody is reminded again before the end
    portal.pass(TimeDelta::days(4)).await;
    assert_eq!(to_owner(&portal), 1);
    let many: i64 = portal
        .app
        .db
        .read(|conn| meter_links::table.filter(meter_links::premises_id.eq(Side::First.premises(1))).count().get_result(conn))
        .await
        .expect("counted");
    assert_eq!(many, 2, "one link a window");
}

#[actix_web::test]
async fn staff_register_replace_and_write_down() {
    let portal = TestPortal::open().await;
    let desk = accountant();
    let form = portal.visit(&desk, "/staff/meters/new").await.is(200).form("/staff/meters");
    let form = form.with("building", &Side::First.building(1)).with("premises", "1").with("resource", "hot_water");
    let form = form.with("serial", "HW-7").with("installed_on", "2026-11-01").with("first-0", "12,5");
    for (name, wrong) in [("premises", "999"), ("digits", "12"), ("first-0", "x"), ("installed_on", "2027-01-01")] {
        assert!(!portal.submit(&desk, &form.clone().with(name, wrong)).await.is(422).error_of(name).is_empty(), "{name}");
    }
    let at = portal.submit(&desk, &form).await.is(303).leads_to().to_owned();
    let twice = portal.visit(&desk, "/staff/meters/new").await.form("/staff/meters");
    let twice = twice.with("building", &Side::First.building(1)).with("resource", "hot_water").with("serial", "hw-7");
    assert!(!portal.submit(&desk, &twice.with("first-0", "1")).await.is(422).error_of("serial").is_empty());
    let id = at.rsplit('/').next().expect("an id").to_owned();
    let write = portal.visit(&desk, &at).await.is(200).form(&format!("{at}/readings"));
    let value = format!("v-{id}-0");
    portal.submit(&desk, &write.with(&value, "14,5")).await.is(303);
    let correct = portal.visit(&desk, &at).await.form(&format!("{at}/readings")).with(&value, "15");
    assert!(!portal.submit(&desk, &correct).await.is(422).error_of("reason").is_empty(), "a correction has a reason");
    portal.submit(&desk, &correct.with("reason", "Қате оқылған")).await.is(303);
    // replaced by an act: the last value of one, the first of the other
    let gone = format!("{at}/replacement");
    let form = portal.visit(&desk, &gone).await.is(200).form(&gone).with("act", "№ 15").with("serial", "HW-8");
    let form = form.with("first-0", "0,25");
    assert!(!portal.submit(&desk, &form.clone().with("last-0", "14,9")).await.is(422).error_of("last-0").is_empty());
    let next = portal.submit(&desk, &form.with("last-0", "15,5")).await.is(303).leads_to().to_owned();
    assert_ne!(next, at);
    portal.visit(&desk, &next).await.is(200).sees("HW-8").sees("№ 15").sees("0,25");
    portal.visit(&desk, &at).await.is(200).sees("15,5").misses("name=\"reason\"");
    let (days, verified) = (format!("{next}/verification"), "2030-05-01");
    let form = portal.visit(&desk, &next).await.form(&days).with("verified_until", verified);
    portal.submit(&desk, &form).await.is(303);
    let csv = portal.visit(&desk, "/staff/meters/register/export.csv").await;
    assert!(csv.is(200).body().contains("HW-8") && !csv.body().contains("HW-7"));
    let hanging: i64 = portal
        .app
        .db
        .read(|conn| {
            meters::table.filter(meters::removed_on.is_null()).filter(meters::serial.like("HW-%")).count().get_result(conn)
        })
        .await
        .expect("counted");
    assert_eq!(hanging, 1);
}

/// Begins to charge for cold water from November on, at 100 ₸ for flats.
async fn charges(portal: &TestPortal, desk: &Person, basis: &str) {
    let form = portal.visit(desk, "/staff/billing/services/new").await.is(200).form("/staff/billing/services");
    let form = form.with("name_kk", "Суық су").with("name_ru", "Холодная вода").with("decision", "Хаттама № 5");
    let form = form.with("fund", "current").with("basis", basis).with("since", "2026-11").with("flats", "100");
    let nothing = portal.submit(desk, &form.clone().with("resource", "")).await;
    assert!(!nothing.is(422).error_of("resource").is_empty(), "what is metered must be said");
    portal.submit(desk, &form.with("resource", "cold_water")).await.is(303);
}

/// The metered lines of November: premises, basis, quantity, amount.
async fn lines(portal: &TestPortal) -> Vec<(String, String, i64, i64)> {
    use aula::db::schema::{bill_lines, billing_services, bills};
    let read = portal.app.db.read(|conn| {
        bills::table
            .inner_join(bill_lines::table.on(bill_lines::bill_id.eq(bills::id)))
            .inner_join(billing_services::table.on(billing_services::id.eq(bill_lines::service_id)))
            .filter(bills::company_id.eq(Side::First.company()))
            .filter(bills::is_live.eq(true))
            .filter(billing_services::resource.is_not_null())
            .order((billing_services::basis, bills::premises_id))
            .select((bills::premises_id, billing_services::basis, bill_lines::quantity, bill_lines::amount))
            .load(conn)
    });
    read.await.expect("the lines")
}

#[actix_web::test]
async fn a_month_is_charged_by_what_was_read_and_the_rest_is_shared() {
    let portal = TestPortal::open().await;
    let desk = accountant();
    for basis in ["meter", "common"] {
        charges(&portal, &desk, basis).await;
    }
    let at = format!("/staff/meters/{}", Side::First.meter(3));
    let form = portal.visit(&desk, &at).await.is(200).form(&format!("{at}/readings"));
    portal.submit(&desk, &form.with("month", "2026-11-01").with(&field(3, 0), "130")).await.is(303);
    let form = portal.visit(&desk, "/staff/billing").await.is(200).form("/staff/billing/runs");
    let run = portal.submit(&desk, &form).await.is(303).leads_to().to_owned();
    portal.work().await;
    let form = portal.visit(&desk, &run).await.is(200).form(&format!("{run}/posting"));
    portal.submit(&desk, &form).await.is(303);
    portal.work().await;
    let all = lines(&portal).await;
    let own: Vec<_> = all.iter().filter(|(_, basis, ..)| basis == "meter").collect();
    // 105 → 109,5 of the one flat that has a meter, at 100 ₸
    assert_eq!(own, [&(Side::First.premises(1), "meter".to_owned(), 4_500, 45_000)]);
    // the house counted 30, the flats 4,5: 25,5 m³ are split among the four flats of the house, to the tiyn
    let shares: Vec<i64> = all.iter().filter(|(_, basis, ..)| basis == "common").map(|(.., amount)| *amount).collect();
    assert_eq!((shares.len(), shares.iter().sum::<i64>()), (4, 255_000));
    let bill = portal.visit(&owner(), "/bills").await.attributes("tbody th a", "href").first().expect("a bill").clone();
    portal.visit(&owner(), &bill).await.is(200).sees("105 → 109,5 = 4,5").sees("ортақ есептегіш 30").sees("25,5");
    assert!(portal.visit(&owner(), &format!("{bill}/bill.pdf")).await.is(200).bytes.starts_with(b"%PDF"));
}

#[actix_web::test]
async fn holders_are_told_before_a_verification_ends() {
    let portal = TestPortal::open().await;
    let desk = accountant();
    let at = format!("/staff/meters/{}", Side::First.meter(1));
    let form = portal.visit(&desk, &at).await.is(200).form(&format!("{at}/verification"));
    portal.submit(&desk, &form.with("verified_until", "2027-01-15")).await.is(303);
    let told = |portal: &TestPortal| portal.letters().into_iter().filter(|sent| sent.subject.contains("cw-1")).count();
    // a new task of the schedule waits for its next hour
    portal.pass(TimeDelta::minutes(1)).await;
    portal.pass(TimeDelta::days(1)).await;
    assert_eq!(told(&portal), 1);
    portal.pass(TimeDelta::days(2)).await;
    assert_eq!(told(&portal), 1, "once sixty days before");
}
