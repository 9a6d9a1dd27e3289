//! Houses that go from one company to another: begun, packed, proved, taken over once, read and no more written.

use diesel::prelude::*;
use futures_util::future::join;

use crate::support::people::{known_as, owner, registrar, tenant};
use crate::support::{Person, Screen, Side, TestPortal};

/// Everybody of a hand-over, each once: a form's token belongs to one visitor.
struct Cast {
    operator: Person,
    old: Person,
    new: Person,
}

fn cast() -> Cast {
    Cast { operator: Person::named("operator"), old: Person::named("manager"), new: Person::named("other_manager") }
}

/// A portal whose two companies have no account number in common.
async fn open() -> TestPortal {
    let portal = TestPortal::open().await;
    use aula::db::schema::premises;
    let changed = portal.app.db.write::<_, aula::db::Never>(|tx| {
        let theirs: Vec<(String, Option<String>)> = premises::table
            .filter(premises::company_id.eq(Side::Second.company()))
            .select((premises::id, premises::account))
            .load(&mut **tx)?;
        for (id, account) in theirs {
            let other = account.map(|account| format!("9{account}"));
            diesel::update(premises::table.find(id)).set(premises::account.eq(other)).execute(&mut **tx)?;
        }
        Ok(())
    });
    changed.await.expect("the accounts");
    portal
}

/// The operator hands houses of the first company to the second, and the archive is made; gives the id.
async fn begun(portal: &TestPortal, who: &Person, houses: &[u128]) -> String {
    let from = Side::First.company();
    let form = portal.visit(who, &format!("/operator/handovers/new?from={from}")).await.is(200).form("/operator/handovers");
    let form = form.with("to", &Side::Second.company()).with("ground", "№ 7").with("ground_day", "2026-11-10");
    let form =
        houses.iter().fold(form.with("day", "2026-11-20"), |form, house| form.and("buildings", &Side::First.building(*house)));
    let done = portal.submit(who, &form).await;
    let id = done.is(303).leads_to().rsplit('/').next().expect("an id").to_owned();
    portal.work().await;
    id
}

async fn accept(portal: &TestPortal, who: &Person, id: &str) -> Screen {
    let path = format!("/staff/handovers/{id}/acceptance");
    let form = portal.visit(who, &path).await.is(200).form(&path);
    portal.submit(who, &form).await
}

/// The archive, as whoever may have it gets it.
async fn archive(portal: &TestPortal, who: &Person, id: &str) -> Vec<u8> {
    let path = format!("/staff/handovers/{id}");
    let form = portal.visit(who, &path).await.is(200).form(&format!("{path}/archive"));
    let sealed = portal.submit(who, &form).await;
    let file = portal.visit(who, sealed.is(303).leads_to()).await;
    file.is(200).bytes.clone()
}

/// The lines of a company's exported register that speak of an address.
async fn lines(portal: &TestPortal, who: &Person, address: &str) -> Vec<String> {
    let csv = portal.visit(who, "/staff/homes/export.csv").await;
    csv.is(200).body().lines().filter(|line| line.contains(address)).map(str::to_owned).collect()
}

const ABAI: &str = "Абай даңғылы, 12";
const SATBAEV: &str = "Сәтбаев көшесі, 5";

#[actix_web::test]
async fn a_house_goes_to_the_other_company_with_everybody_in_it() {
    let (portal, cast) = (open().await, cast());
    let before = lines(&portal, &cast.old, ABAI).await;
    assert!(before.len() > 5);
    let id = begun(&portal, &cast.operator, &[1]).await;
    let page = portal.visit(&cast.new, &format!("/staff/handovers/{id}")).await;
    page.is(200).sees("Ждёт приёмки").sees("4 декабря 2026").sees("осталось рабочих дней: 10").sees(ABAI);
    assert!(portal.visit(&owner(), "/home").await.is(200).body().contains("Алатау"));
    portal.visit(&cast.new, accept(&portal, &cast.new, &id).await.is(303).leads_to()).await.sees("Дом принят");
    assert_eq!(lines(&portal, &cast.new, ABAI).await, before, "the register is the same, to the letter");
    assert_eq!(lines(&portal, &cast.old, ABAI).await, before, "and the old company reads on");
    let home = portal.visit(&owner(), "/home").await;
    assert!(home.is(200).sees(ABAI).body().contains("Басқа үй") && !home.body().contains("Алатау"));
    portal.work().await;
    assert!(portal.letter_to(&known_as("owner").email()).text.contains("Басқа үй"), "residents are told, in their language");
    for who in [&cast.old, &cast.new] {
        portal
            .visit(who, "/staff/audit?act=handover")
            .await
            .is(200)
            .sees("Начата передача")
            .sees("Сделан архив")
            .sees("Дом принят");
    }
}

#[actix_web::test]
async fn what_was_handed_over_is_read_and_not_written() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[1]).await;
    let flat = format!("/staff/homes/premises/{}", Side::First.premises(2));
    let holders = format!("{flat}/holders");
    let moves = portal.visit(&cast.old, &format!("{flat}/moves/new")).await.form(&format!("{flat}/moves"));
    let holder = portal.visit(&cast.old, &format!("{holders}/new")).await.form(&holders);
    accept(&portal, &cast.new, &id).await.is(303);
    let no = "передан другой компании";
    portal.visit(&cast.old, &flat).await.is(200).sees("Иванова").sees(no).misses("Добавить человека");
    portal.submit(&cast.old, &holder.with("name", "Кто-то").with("holds", "tenant")).await.is(422).sees(no);
    let edit = portal.visit(&cast.old, &format!("{flat}/edit")).await.form(&flat);
    portal.submit(&cast.old, &edit.with("area", "99")).await.is(422).sees(no);
    let house = format!("/staff/homes/buildings/{}", Side::First.building(1));
    let edit = portal.visit(&cast.old, &format!("{house}/edit")).await.form(&house);
    portal.submit(&cast.old, &edit.with("floors", "12")).await.is(422).sees(no);
    let card = format!("/staff/people/{}", Side::First.contact(2));
    let edit = portal.visit(&cast.old, &format!("{card}/edit")).await.form(&card);
    portal.submit(&cast.old, &edit.with("phone", "+77770000000")).await.is(422).sees(no);
    let first = moves.with("kind", "sale").with("day", "2026-11-20").and("leaves", &Side::First.holding(4)).with("name", "А Б");
    let review = portal.submit(&cast.old, &first).await;
    portal.submit(&cast.old, &review.is(200).form(&first.action).and("step", "confirmed")).await.is(422).sees(no);
    // an announcement of the old company to all its houses reaches nobody there any more
    portal.work().await;
    let before = portal.letters().len();
    let everywhere = crate::announcements::water(&[("place", "company")]);
    crate::announcements::told(&portal, &cast.old, &everywhere).await;
    let told: Vec<String> = portal.letters().iter().skip(before).map(|letter| letter.to.clone()).collect();
    assert!(!told.contains(&known_as("owner").email()) && told.contains(&known_as("tenant").email()), "{told:?}");
}

#[actix_web::test]
async fn of_two_who_take_over_at_once_one_does() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[2]).await;
    let path = format!("/staff/handovers/{id}/acceptance");
    let form = portal.visit(&cast.new, &path).await.form(&path);
    let (one, other) = join(portal.submit(&cast.new, &form), portal.submit(&cast.new, &form)).await;
    one.is(303);
    other.is(303);
    assert_eq!(lines(&portal, &cast.new, SATBAEV).await.len(), lines(&portal, &cast.old, SATBAEV).await.len());
    let houses = portal.visit(&cast.new, "/staff/homes/buildings").await.all("tbody th");
    assert_eq!(houses.iter().filter(|house| house.contains(SATBAEV)).count(), 1, "{houses:?}");
}

#[actix_web::test]
async fn a_refusal_says_why_and_changes_nothing() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[2]).await;
    let path = format!("/staff/handovers/{id}/refusal");
    let form = portal.visit(&cast.new, &path).await.form(&path);
    assert!(!portal.submit(&cast.new, &form).await.is(422).error_of("reason").is_empty());
    portal.submit(&cast.new, &form.with("reason", "Нет ключей от подвала")).await.is(303);
    for (who, base) in [(&cast.old, "/staff"), (&cast.operator, "/operator")] {
        portal.visit(who, &format!("{base}/handovers/{id}")).await.is(200).sees("Нет ключей от подвала");
    }
    assert!(lines(&portal, &cast.new, SATBAEV).await.is_empty());
    assert!(portal.visit(&tenant(), "/home").await.is(200).body().contains("Алатау"));
    // refused, it can be begun again
    begun(&portal, &cast.operator, &[2]).await;
}

#[actix_web::test]
async fn a_house_goes_by_one_hand_over_at_a_time_and_can_be_kept() {
    let (portal, cast) = (open().await, cast());
    let from = Side::First.company();
    let form = portal.visit(&cast.operator, &format!("/operator/handovers/new?from={from}")).await.form("/operator/handovers");
    let id = begun(&portal, &cast.operator, &[2]).await;
    let form = form.with("to_name", "Внешняя").with("ground", "№ 8").with("ground_day", "2026-11-10").with("day", "2026-11-20");
    portal.submit(&cast.operator, &form.and("buildings", &Side::First.building(2))).await.is(422);
    portal.send(&cast.operator, &format!("/operator/handovers/{id}/cancellation"), &[]).await.is(303);
    portal.visit(&cast.old, &format!("/staff/handovers/{id}")).await.sees("Отменено");
    portal.send(&cast.new, &format!("/staff/handovers/{id}/acceptance"), &[]).await.is(303);
    assert!(lines(&portal, &cast.new, SATBAEV).await.is_empty(), "what was cancelled is not taken over");
}

#[actix_web::test]
async fn what_has_changed_since_is_packed_anew_before_it_is_taken() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[2]).await;
    let flat = format!("/staff/homes/premises/{}", Side::First.premises(8));
    let edit = portal.visit(&cast.old, &format!("{flat}/edit")).await.form(&flat);
    portal.submit(&cast.old, &edit.with("area", "77")).await.is(303);
    let stale = accept(&portal, &cast.new, &id).await;
    portal.visit(&cast.new, stale.is(303).leads_to()).await.sees("Архив делается заново");
    portal.work().await;
    portal.visit(&cast.new, accept(&portal, &cast.new, &id).await.is(303).leads_to()).await.sees("Дом принят");
    assert!(lines(&portal, &cast.new, SATBAEV).await.iter().any(|line| line.contains("77")));
}

#[actix_web::test]
async fn the_archive_holds_these_houses_and_nobody_elses() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[2]).await;
    let bytes = archive(&portal, &cast.new, &id).await;
    let parcel = aula::parcel::open(&bytes).expect("proved");
    let text = |path: &str| String::from_utf8(parcel.entry(path).expect(path).to_vec()).expect("UTF-8");
    let people = text("register/people.csv");
    assert!(people.contains("Қасымов") && !people.contains("Жұмабаев") && !people.contains("Иванова"), "{people}");
    assert!(text("register/buildings.csv").contains("Сәтбаев") && !text("register/buildings.csv").contains("Абай"));
    assert!(text("README.txt").contains("openssl pkeyutl"));
    for path in ["trail.csv", "announcements/announcements.csv", "announcements/told.csv", "register/holdings.csv"] {
        assert!(parcel.entry(path).is_some(), "{path}");
    }
    assert_eq!(parcel.manifest.about.houses, [SATBAEV]);
    portal.visit(&cast.old, "/staff/audit?act=handover").await.sees("Скачан архив");
    let path = format!("/staff/handovers/{id}/archive");
    portal.send(&registrar(), &path, &[]).await.is(403);
    portal.send(&owner(), &path, &[]).await.is(403);
}

/// Somebody brings an archive as a file.
async fn brought(portal: &TestPortal, who: &Person, bytes: &[u8]) -> Screen {
    let form = portal.visit(who, "/staff/handovers/arrivals/new").await.is(200).form("/staff/handovers/arrivals");
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    portal.upload(who, "/staff/handovers/arrivals", &fields, &[("file", "houses.zip", bytes)]).await
}

#[actix_web::test]
async fn an_archive_that_is_brought_makes_the_same_register_or_nothing() {
    let (portal, cast) = (open().await, cast());
    let before = lines(&portal, &cast.old, ABAI).await;
    let id = begun(&portal, &cast.operator, &[1, 2]).await;
    let bytes = archive(&portal, &cast.new, &id).await;
    brought(&portal, &cast.new, b"no archive").await.is(422).sees("не архив передачи дома");
    brought(&portal, &cast.new, &bytes[..bytes.len() / 2]).await.is(422).sees("повреждён");
    // a byte of a zip's own bookkeeping, such as the hour of a file, may be another one; of what the archive says, none may
    let mut refused = 0;
    for part in 1..8 {
        let mut altered = bytes.clone();
        let at = altered.len() * part / 8;
        altered[at] ^= 0xff;
        refused += usize::from(brought(&portal, &cast.new, &altered).await.status == 422);
    }
    assert!(refused >= 5, "{refused} of 7 damaged archives were refused");
    assert!(lines(&portal, &cast.new, ABAI).await.is_empty());
    let arrival = brought(&portal, &cast.new, &bytes).await.is(303).leads_to().to_owned();
    let page = portal.visit(&cast.new, &arrival).await;
    page.is(200).sees(ABAI).sees(SATBAEV);
    assert!(lines(&portal, &cast.new, ABAI).await.is_empty(), "a rehearsal writes nothing");
    portal.submit(&cast.new, &page.form(&arrival)).await.is(303);
    assert_eq!(lines(&portal, &cast.new, ABAI).await, before);
    assert_eq!(lines(&portal, &cast.new, SATBAEV).await, lines(&portal, &cast.old, SATBAEV).await);
    let again = brought(&portal, &cast.new, &bytes).await.is(303).leads_to().to_owned();
    portal.visit(&cast.new, &again).await.is(200).sees("Такие адреса у вас уже есть");
    portal.send(&cast.new, &again, &[("compared", "yes")]).await.is(422);
    portal.visit(&cast.old, &again).await.is(404);
}

#[actix_web::test]
async fn what_is_late_is_said_once_to_both_companies_and_the_operator() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[2]).await;
    portal.pass(chrono::TimeDelta::days(13)).await;
    aula::handover::warn_of_late(&portal.app).await.expect("in time");
    let late = |portal: &TestPortal| portal.letters().iter().filter(|letter| letter.text.contains("истёк 4 декабря")).count();
    portal.work().await;
    assert_eq!(late(&portal), 0);
    portal.pass(chrono::TimeDelta::days(2)).await;
    for _ in 0..2 {
        aula::handover::warn_of_late(&portal.app).await.expect("told");
        portal.work().await;
    }
    let told: Vec<String> = portal
        .letters()
        .iter()
        .filter(|letter| letter.text.contains("истёк 4 декабря"))
        .map(|letter| letter.to.clone())
        .collect();
    for key in ["manager", "admin", "other_manager", "operator"] {
        assert_eq!(told.iter().filter(|to| **to == known_as(key).email()).count(), 1, "{key}: {told:?}");
    }
    assert!(!id.is_empty());
}

#[actix_web::test]
async fn houses_are_taken_over_by_somebody_who_has_just_proved_who_they_are() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[1]).await;
    let path = format!("/staff/handovers/{id}/acceptance");
    let form = portal.visit(&cast.new, &path).await.is(200).form(&path);
    portal.app.clock.pass(chrono::TimeDelta::minutes(16));
    for led in [portal.visit(&cast.new, &path).await, portal.submit(&cast.new, &form).await] {
        assert!(led.is(303).leads_to().starts_with("/profile/again?next="), "{}", led.leads_to());
    }
    portal.visit(&cast.new, &format!("/staff/handovers/{id}")).await.sees("Ждёт приёмки");
}

#[actix_web::test]
async fn the_act_names_both_companies_the_houses_and_the_digest_of_the_archive() {
    let (portal, cast) = (open().await, cast());
    let id = begun(&portal, &cast.operator, &[1]).await;
    let digest = aula::files::Digest::of(&archive(&portal, &cast.new, &id).await).as_str().to_owned();
    let at = format!("/staff/handovers/{id}");
    assert_eq!(portal.visit(&cast.old, &at).await.link("Акт приёма-передачи (PDF)"), format!("{at}/act.pdf"));
    for (who, at) in [(&cast.old, at.clone()), (&cast.new, at.clone()), (&cast.operator, at.replace("/staff", "/operator"))] {
        let act = portal.visit(who, &format!("{at}/act.pdf")).await;
        assert!(act.is(200).bytes.starts_with(b"%PDF-"));
        let Some(words) = crate::joining::letters::words_of(&act.bytes) else { continue };
        let letters: String = words.split_whitespace().collect();
        for wanted in ["Абайдаңғылы,12", "қабылдау-тапсыру", "приёма-передачи", "Передал", "Қабылдады"]
        {
            assert!(letters.contains(wanted), "«{wanted}» is missing in\n{words}");
        }
        assert!(digest.as_bytes().chunks(8).all(|some| words.contains(std::str::from_utf8(some).expect("hex"))), "{words}");
    }
    portal.visit(&owner(), &format!("{at}/act.pdf")).await.is(403);
}
