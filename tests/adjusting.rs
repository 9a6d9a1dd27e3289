//! Charges are made good: absences, benefits, moves and outages enter the next month as lines with their formula, each once.

use aula::billing::{self, Basis, NewService, Rate, Rates};
use aula::db::Never;
use aula::db::schema::{bill_adjustments, bills, premises};
use aula::ledger::{Fund, Kind, month};
use aula::requests::{self, PastOutage, Service};
use chrono::NaiveDate;
use diesel::prelude::*;

use crate::payments::{company, trial};
use crate::support::people::{accountant, clerk, known_as, owner, owner2};
use crate::support::{Person, Screen, Side, TestPortal};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";
const AT: &str = "/staff/billing/adjustments";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Three live in the first flat, and rubbish costs each 450 ₸.
async fn rubbish(portal: &TestPortal) {
    let by = known_as("accountant").id().parse().expect("an id");
    let written = portal.app.db.write::<_, Never>(move |tx| {
        let mine = premises::table.filter(premises::id.eq(Side::First.premises(1)));
        diesel::update(mine).set(premises::residing.eq(Some(3))).execute(&mut **tx)?;
        let of = NewService {
            names: ("Қалдық", "Мусор"),
            fund: Fund::Current,
            basis: Basis::Person,
            metered: (None, 0),
            rates: Rates { flats: Rate(4_500_000), commercial: Rate(0), spaces: Rate(0) },
            decision: ("Хаттама № 3", day("2026-09-12")),
        };
        Ok(billing::settle_service(tx, (company(), by), &of, day("2026-11-01"))?)
    });
    written.await.map_err(|_| "broken").expect("a service");
}

async fn write_down(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> Screen {
    let flat = Side::First.premises(1);
    let mut all = vec![("premises", flat.as_str()), ("document", "Справка № 7")];
    all.extend(fields);
    portal.upload(who, AT, &all, &[("file", "paper.pdf", PDF)]).await
}

/// What the first flat was charged for a month, made good and in all.
async fn charged(portal: &TestPortal, of: &'static str) -> (i64, i64) {
    let read = portal.app.db.read(move |conn| {
        let mine = bills::table.filter(bills::premises_id.eq(Side::First.premises(1))).filter(bills::is_live.eq(true));
        let (id, accrued): (String, i64) =
            mine.filter(bills::month.eq(day(of))).select((bills::id, bills::accrued)).first(conn)?;
        let lines = bill_adjustments::table.filter(bill_adjustments::bill_id.eq(id));
        let amounts: Vec<i64> = lines.select(bill_adjustments::amount).load(conn)?;
        Ok((amounts.iter().sum(), accrued))
    });
    read.await.expect("a bill")
}

async fn posted(portal: &TestPortal, who: &Person) -> String {
    let form = portal.visit(who, "/staff/billing").await.is(200).form("/staff/billing/runs");
    let at = portal.submit(who, &form).await.is(303).leads_to().to_owned();
    portal.work().await;
    let form = portal.visit(who, &at).await.is(200).form(&format!("{at}/posting"));
    portal.submit(who, &form).await.is(303);
    portal.work().await;
    at
}

#[actix_web::test]
async fn an_absence_and_a_benefit_are_rehearsed_charged_shown_and_taken_back() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), AT).await.is(403);
    rubbish(&portal).await;
    let found = portal.visit(&who, &format!("{AT}/new?q=10-000001")).await;
    found.is(200);
    let service = Side::First.service();
    let half = [("kind", "benefit"), ("since", "2026-11-01"), ("percent", "50"), ("service", service.as_str())];
    let at = write_down(&portal, &who, &half).await.is(303).leads_to().to_owned();
    portal.visit(&who, &at).await.is(200).sees("Справка № 7").sees("50 %");
    assert_eq!(portal.visit(&who, &format!("{at}/document")).await.is(200).bytes, PDF);
    // one of three is away for ten days of November, as the world has it: 450 ₸ × 10 / 30
    let form = portal.visit(&who, "/staff/billing").await.is(200).form("/staff/billing/runs");
    let run = portal.submit(&who, &form).await.is(303).leads_to().to_owned();
    portal.work().await;
    portal.visit(&who, &run).await.is(200).sees("Временное отсутствие").sees("−150,00").sees("−1 535,00");
    let form = portal.visit(&who, &run).await.form(&format!("{run}/posting"));
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    let net = 307_000 + 135_000 - 15_000 - 153_500;
    assert_eq!(charged(&portal, "2026-11-01").await, (-168_500, net));
    let others = 2_598_750 - 307_000;
    assert_eq!(trial(&portal).await, [(Kind::Receivable, others + net), (Kind::Income, -others - net)]);
    let mine = portal.visit(&owner(), "/bills").await.attributes("tbody th a", "href").first().expect("a bill").clone();
    portal.visit(&owner(), &mine).await.is(200).sees("Уақытша болмау").sees("−150,00").sees("Анықтама № 1").sees("2 735,00");
    portal.visit(&owner2(), &mine).await.is(404);
    portal.visit(&who, &at).await.is(200).sees("−1 535,00");
    // taken back and charged again, it comes to the same
    let undo = format!("{run}/undo");
    let form = portal.visit(&who, &undo).await.is(200).form(&undo);
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    assert!(trial(&portal).await.is_empty());
    posted(&portal, &who).await;
    assert_eq!(charged(&portal, "2026-11-01").await, (-168_500, net));
}

#[actix_web::test]
async fn what_comes_late_is_made_good_once_in_the_next_month() {
    let portal = TestPortal::open().await;
    let (who, by) = (accountant(), known_as("accountant").id().parse().expect("an id"));
    rubbish(&portal).await;
    posted(&portal, &who).await;
    let late = [("kind", "absence"), ("since", "2026-11-11"), ("until", "2026-12-05"), ("people", "2")];
    write_down(&portal, &who, &late).await.is(303);
    for of in ["2026-12-01", "2027-01-01"] {
        billing::settle_month(&portal.app, (company(), by), day(of), month::last(day(of))).await.expect("charged");
    }
    // November: 2 × 20 days of 30 days are 600 ₸; December: 2 × 5 of 31 are 145,16 ₸
    assert_eq!(charged(&portal, "2026-12-01").await.0, -60_000 - 14_516);
    assert_eq!(charged(&portal, "2027-01-01").await.0, 0, "never twice");
    // two moved out on the 16th of January, and that is known in February
    let moved = [("kind", "moved"), ("since", "2027-01-17"), ("people", "3"), ("people_after", "1")];
    let at = write_down(&portal, &who, &moved).await.is(303).leads_to().to_owned();
    billing::settle_month(&portal.app, (company(), by), day("2027-02-01"), day("2027-02-28")).await.expect("charged");
    // 3 × 16 + 1 × 15 = 63 of 93 person-days: 450 ₸ × 30 / 31 less
    assert_eq!(charged(&portal, "2027-02-01").await.0, -43_548);
    // withdrawn, it stays in the bill and enters no other
    let ask = portal.visit(&who, &format!("{at}/withdrawal")).await.is(200).form(&format!("{at}/withdrawal"));
    portal.submit(&who, &ask).await.is(303);
    portal.visit(&who, &at).await.is(200).sees("−435,48");
    trial(&portal).await;
}

#[actix_web::test]
async fn a_house_without_a_service_pays_by_the_hour_and_once() {
    let portal = TestPortal::open().await;
    let who = accountant();
    let by = known_as("dispatcher").id().parse().expect("an id");
    let off = portal.app.db.write::<_, Never>(move |tx| {
        let at = |on: &str| day(on).and_hms_opt(7, 0, 0).expect("a moment");
        let of = PastOutage {
            service: Service::Lift,
            planned: false,
            begins_at: at("2026-11-03"),
            ends_at: Some(at("2026-11-06")),
            why: "Двигатель".into(),
            houses: vec![Side::First.building(1).parse().expect("an id")],
        };
        Ok(requests::settle_outage(tx, company(), by, &of)?)
    });
    off.await.map_err(|_| "broken").expect("an outage");
    let to = format!("{AT}/outages");
    let form = portal.visit(&who, &format!("{AT}/new")).await.is(200).form(&to);
    assert!(!portal.submit(&who, &form).await.is(422).error_of("outage").is_empty());
    let page = portal.visit(&who, &format!("{AT}/new")).await;
    let chosen = page.attributes("#off-outage option", "value").into_iter().find(|value| value.len() > 40).expect("an outage");
    let form = page.form(&to).with("outage", &chosen).with("service", &Side::First.service());
    portal.submit(&who, &form).await.is(303);
    let again = portal.visit(&who, &format!("{AT}/new")).await.form(&to);
    let again = again.with("outage", &chosen).with("service", &Side::First.service());
    assert!(!portal.submit(&who, &again).await.is(422).error_of("outage").is_empty(), "once a house and service");
    posted(&portal, &who).await;
    // 72 of 720 hours: a tenth
    assert_eq!(charged(&portal, "2026-11-01").await, (-30_700, 307_000 - 30_700));
    trial(&portal).await;
}

#[actix_web::test]
async fn what_is_typed_wrong_is_said_at_its_field() {
    let portal = TestPortal::open().await;
    let who = accountant();
    let right = [("kind", "absence"), ("since", "2026-11-01"), ("until", "2026-11-05"), ("people", "1")];
    for (field, wrong) in [
        ("kind", "outage"),
        ("since", ""),
        ("until", ""),
        ("until", "2026-10-31"),
        ("people", "0"),
        ("people", "1e3"),
        ("document", ""),
        ("premises", "x"),
    ] {
        let mut fields: Vec<(&str, &str)> = right.iter().copied().filter(|(name, _)| *name != field).collect();
        fields.insert(0, (field, wrong));
        let flat = Side::First.premises(1);
        if field != "premises" {
            fields.push(("premises", &flat));
        }
        if field != "document" {
            fields.push(("document", "Справка"));
        }
        let refused = portal.upload(&who, AT, &fields, &[("file", "paper.pdf", PDF)]).await;
        assert!(refused.status.as_u16() == 422, "{field}: {wrong} → {}", refused.status);
    }
    for percent in ["0", "100,01", "-5", "1e1", "abc", ""] {
        let fields = [("kind", "benefit"), ("since", "2026-11-01"), ("percent", percent)];
        assert!(!write_down(&portal, &who, &fields).await.is(422).error_of("percent").is_empty(), "{percent}");
    }
    let bare = [("premises", Side::First.premises(1)), ("kind", "absence".into()), ("document", "x".into())];
    let bare: Vec<(&str, &str)> = bare.iter().map(|(name, value)| (*name, value.as_str())).chain(right).collect();
    assert!(!portal.upload(&who, AT, &bare, &[]).await.is(422).error_of("file").is_empty());
    let program = [("file", "paper.pdf", &b"MZ\x90\x00"[..])];
    assert!(!portal.upload(&who, AT, &bare, &program).await.is(422).error_of("file").is_empty(), "the file gate");
}
