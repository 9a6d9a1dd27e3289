//! Charges from the tariff to the bill: by the accountant's hands, seen by those who pay, and the same whatever is killed or doubled.

use aula::billing;
use aula::db::Never;
use aula::db::schema::{billing_runs, bills, holdings, ledger_entries};
use aula::ledger::{self, Account, Document, Entry, Fund, Kind, month};
use aula::money::Tiyn;
use chrono::NaiveDate;
use diesel::prelude::*;
use futures_util::future::join_all;

use crate::support::people::{accountant, clerk, known_as, other_owner, owner, owner2, tenant};
use crate::support::{Person, Side, TestPortal};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn company() -> aula::who::CompanyId {
    Side::First.company().parse().expect("an id")
}

/// Begins the run of November and waits for its rehearsal; gives its address.
async fn rehearsed(portal: &TestPortal, who: &Person) -> String {
    let form = portal.visit(who, "/staff/billing").await.is(200).form("/staff/billing/runs");
    let at = portal.submit(who, &form).await.is(303).leads_to().to_owned();
    portal.work().await;
    at
}

async fn posted(portal: &TestPortal, who: &Person) -> String {
    let at = rehearsed(portal, who).await;
    let form = portal.visit(who, &at).await.is(200).form(&format!("{at}/posting"));
    portal.submit(who, &form).await.is(303);
    portal.work().await;
    at
}

/// The bills of a month that count: premises, charged, due.
async fn counted(portal: &TestPortal, of: &'static str) -> Vec<(String, i64, i64)> {
    let read = portal.app.db.read(move |conn| {
        let mine = bills::table.filter(bills::company_id.eq(company())).filter(bills::is_live.eq(true));
        mine.filter(bills::month.eq(day(of)))
            .order(bills::premises_id)
            .select((bills::premises_id, bills::accrued, bills::due))
            .load(conn)
    });
    read.await.expect("the bills")
}

async fn trial(portal: &TestPortal) -> Vec<(Kind, i64)> {
    let all = portal.app.db.read(|conn| ledger::trial(conn, company())).await.expect("the trial balance");
    portal.app.db.read(ledger::deep_check).await.expect("the check").expect("the books balance");
    all.iter().filter(|row| row.amount != Tiyn::ZERO).map(|row| (row.kind, row.amount.0)).collect()
}

async fn paper(portal: &TestPortal, who: &Person, at: &str) -> Vec<u8> {
    portal.visit(who, at).await.is(200).bytes.clone()
}

/// The owner's first flat pays so much.
async fn pay(portal: &TestPortal, amount: i64, on: &'static str) {
    let premises = Side::First.premises(1).parse().expect("an id");
    let mut entry = Entry::new(day(on), Document { kind: "payment", id: "1".into(), number: "1".into() }, "");
    let bank = Account::own(Kind::Bank, Fund::Current, "");
    entry.transfer(&bank, &Account::receivable(Fund::Current, premises), Tiyn(amount)).expect("a transfer");
    let paid = portal.app.db.write(move |tx| ledger::post(tx, company(), None, &[entry])).await;
    paid.expect("paid");
}

#[actix_web::test]
async fn an_accountant_rehearses_looks_and_issues_the_bills() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), "/staff/billing").await.is(403);
    let at = rehearsed(&portal, &who).await;
    assert!(counted(&portal, "2026-11-01").await.is_empty(), "a rehearsal writes nothing");
    // 61,4 + 45 + 72,05 + 38,9 + 55,5 m² of flats at 50 ₸, 120 m² at 100 ₸, 17,25 m² of spaces at 20 ₸
    portal.visit(&who, &at).await.is(200).sees("25 987,50");
    let form = portal.visit(&who, &at).await.form(&format!("{at}/posting"));
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    let bills = counted(&portal, "2026-11-01").await;
    assert_eq!((bills.len(), bills.iter().map(|(_, accrued, _)| accrued).sum::<i64>()), (8, 2_598_750));
    assert_eq!(trial(&portal).await, [(Kind::Receivable, 2_598_750), (Kind::Income, -2_598_750)]);
    let list = portal.visit(&who, "/staff/billing/bills").await;
    assert_eq!(list.is(200).all("tbody th[scope=row]").len(), 8);
    assert!(portal.visit(&who, "/staff/billing/bills/export.csv").await.is(200).body().contains("2026-000009"));
    // and it is not done twice
    portal.visit(&who, "/staff/billing").await.is(200).misses("value=\"2026-11-01\"");
    let again = portal.send(&who, "/staff/billing/runs", &[("month", "2026-11-01")]).await;
    assert_eq!(again.is(303).leads_to(), "/staff/billing");
    let future = portal.send(&who, "/staff/billing/runs", &[("month", "2026-12-01")]).await;
    assert_eq!(future.is(303).leads_to(), "/staff/billing");
    assert_eq!(counted(&portal, "2026-11-01").await.len(), 8);
}

#[actix_web::test]
async fn many_who_press_the_button_at_once_issue_one_bill_each() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.token(&who).await;
    let begun = join_all((0..4).map(|_| portal.send(&who, "/staff/billing/runs", &[("month", "2026-11")]))).await;
    assert!(begun.iter().all(|screen| screen.status.as_u16() == 303));
    portal.work().await;
    let run: String = portal
        .app
        .db
        .read(|conn| {
            let mine = billing_runs::table.filter(billing_runs::company_id.eq(company()));
            mine.filter(billing_runs::month.eq(day("2026-11-01"))).select(billing_runs::id).first(conn)
        })
        .await
        .expect("one run");
    let at = format!("/staff/billing/runs/{run}/posting");
    join_all((0..4).map(|_| portal.send(&who, &at, &[]))).await;
    portal.work().await;
    assert_eq!(counted(&portal, "2026-11-01").await.len(), 8);
    assert_eq!(trial(&portal).await.len(), 2);
}

#[actix_web::test]
async fn a_run_that_was_killed_goes_on_where_it_was() {
    let portal = TestPortal::open().await;
    let who = accountant();
    let at = posted(&portal, &who).await;
    let before = counted(&portal, "2026-11-01").await;
    // as it is after a kill between two portions: half of the bills are not there, and nobody sees the others
    let halved = portal.app.db.write::<_, Never>(|tx| {
        let mine =
            billing_runs::table.filter(billing_runs::company_id.eq(company())).filter(billing_runs::month.eq(day("2026-11-01")));
        diesel::update(mine).set(billing_runs::state.eq("posting")).execute(&mut **tx)?;
        let lost = [6, 7, 8].map(|n| Side::First.premises(n));
        let ids: Vec<String> = bills::table
            .filter(bills::premises_id.eq_any(&lost))
            .filter(bills::month.eq(day("2026-11-01")))
            .select(bills::id)
            .load(&mut **tx)?;
        let entries: Vec<String> =
            ledger_entries::table.filter(ledger_entries::document_id.eq_any(&ids)).select(ledger_entries::id).load(&mut **tx)?;
        use aula::db::schema::{bill_lines, jobs, ledger_postings};
        diesel::delete(ledger_postings::table.filter(ledger_postings::entry_id.eq_any(&entries))).execute(&mut **tx)?;
        diesel::delete(ledger_entries::table.filter(ledger_entries::id.eq_any(&entries))).execute(&mut **tx)?;
        diesel::delete(bill_lines::table.filter(bill_lines::bill_id.eq_any(&ids))).execute(&mut **tx)?;
        diesel::delete(bills::table.filter(bills::id.eq_any(&ids))).execute(&mut **tx)?;
        let job = jobs::table.filter(jobs::kind.eq("billing.post"));
        diesel::update(job)
            .set((jobs::state.eq("waiting"), jobs::ended_at.eq(None::<chrono::NaiveDateTime>)))
            .execute(&mut **tx)?;
        Ok(())
    });
    halved.await.map_err(|_| "broken").expect("half of it");
    portal.visit(&owner(), "/bills").await.is(200).misses("2026 ж. қараша");
    portal.work().await;
    assert_eq!(counted(&portal, "2026-11-01").await, before);
    assert_eq!(trial(&portal).await, [(Kind::Receivable, 2_598_750), (Kind::Income, -2_598_750)]);
    portal.visit(&who, &at).await.is(200);
    portal.visit(&owner(), "/bills").await.is(200).sees("2026 ж. қараша");
}

#[actix_web::test]
async fn a_month_is_taken_back_while_nothing_is_paid_and_charged_anew() {
    let portal = TestPortal::open().await;
    let who = accountant();
    let at = posted(&portal, &who).await;
    let undo = format!("{at}/undo");
    let form = portal.visit(&who, &undo).await.is(200).form(&undo);
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    assert!(counted(&portal, "2026-11-01").await.is_empty());
    assert!(trial(&portal).await.is_empty(), "every entry has its opposite");
    portal.visit(&owner(), "/bills").await.is(200).misses("2026 ж. қараша");
    let again = posted(&portal, &who).await;
    assert_ne!(again, at);
    assert_eq!(counted(&portal, "2026-11-01").await.len(), 8);
    pay(&portal, 100, "2026-11-20").await;
    assert_eq!(portal.visit(&who, &format!("{again}/undo")).await.is(303).leads_to(), again);
    portal.send(&who, &format!("{again}/undo"), &[]).await.is(303);
    portal.work().await;
    assert_eq!(counted(&portal, "2026-11-01").await.len(), 8, "something was paid since");
}

#[actix_web::test]
async fn whoever_holds_sees_the_bill_and_whoever_left_does_not() {
    let portal = TestPortal::open().await;
    posted(&portal, &accountant()).await;
    let list = portal.visit(&owner(), "/bills").await;
    // two flats and a parking place, and October's of the first flat
    assert_eq!(list.is(200).all("tbody th[scope=row]").len(), 4);
    portal.visit(&owner(), "/home").await.is(200).sees("3 070,00");
    let bill = list.attributes("tbody th a", "href").first().expect("a bill").clone();
    portal.visit(&owner(), &bill).await.is(200).sees("61,4").sees("50,00").sees("Хаттама № 3").sees("25 желтоқсан");
    for other in [owner2(), tenant(), other_owner()] {
        portal.visit(&other, &bill).await.is(404);
        portal.visit(&other, &format!("{bill}/bill.pdf")).await.is(404);
    }
    let (me, renter) = (owner(), tenant());
    let mine = paper(&portal, &me, &format!("{bill}/bill.pdf")).await;
    assert!(mine.starts_with(b"%PDF") && mine != paper(&portal, &me, &format!("{bill}/public.pdf")).await);
    // who rents pays, and learns nothing of the owner: both papers are the same
    let rented = portal.visit(&renter, "/bills").await.attributes("tbody th a", "href").first().expect("a bill").clone();
    let public = paper(&portal, &renter, &format!("{rented}/public.pdf")).await;
    assert_eq!(paper(&portal, &renter, &format!("{rented}/bill.pdf")).await, public);
    // the owner sold the first flat yesterday
    let sold = portal.app.db.write::<_, Never>(|tx| {
        let of = holdings::table.filter(holdings::id.eq(Side::First.holding(1)));
        Ok(diesel::update(of).set(holdings::until.eq(Some(day("2026-11-19")))).execute(&mut **tx)?)
    });
    assert_eq!(sold.await.map_err(|_| "broken").expect("sold"), 1);
    portal.visit(&owner(), &bill).await.is(404);
    assert_eq!(portal.visit(&owner(), "/bills").await.all("tbody th[scope=row]").len(), 2);
}

#[actix_web::test]
async fn the_law_and_the_accountant_are_asked_before_a_tariff_is_set() {
    let portal = TestPortal::open().await;
    let who = accountant();
    let at = "/staff/billing/services";
    let form = portal.visit(&who, "/staff/billing/services/new").await.is(200).form(at);
    let form = form.with("name_kk", "Күрделі жөндеу").with("name_ru", "Капремонт").with("decision", "Хаттама № 4");
    let form = form.with("fund", "accumulative").with("basis", "area").with("since", "2026-12");
    let low = portal.submit(&who, &form.clone().with("flats", "21,62")).await;
    assert!(low.is(422).error_of("flats").contains("21,625"));
    let dear = portal.submit(&who, &form.clone().with("flats", "22").with("commercial", "44,01")).await;
    assert!(dear.is(422).error_of("commercial").contains("44,00"));
    let charged = portal.submit(&who, &form.clone().with("flats", "22").with("since", "2026-10")).await;
    assert!(!charged.is(422).error_of("since").is_empty(), "October is charged");
    for (field, wrong) in
        [("flats", "-1"), ("flats", "1e3"), ("flats", ""), ("since", "soon"), ("decision", ""), ("decided_on", "")]
    {
        let refused = portal.submit(&who, &form.clone().with("flats", "22").with(field, wrong)).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{field}: {wrong}");
    }
    let added = portal.submit(&who, &form.with("flats", "21,625").with("commercial", "21,625")).await;
    let service = added.is(303).leads_to().to_owned();
    portal.visit(&who, &service).await.is(200).sees("21,625").sees("Хаттама № 4");
    let twice = portal.visit(&who, &service).await.form(&format!("{service}/tariffs"));
    let twice = twice.with("flats", "22").with("since", "2026-12").with("decision", "Хаттама № 5");
    assert!(!portal.submit(&who, &twice).await.is(422).error_of("since").is_empty(), "one tariff a month");
    let ending = portal.visit(&who, &format!("{service}/ending")).await.is(200).form(&format!("{service}/ending"));
    portal.submit(&who, &ending).await.is(303);
    portal.visit(&who, &service).await.is(200).misses("name=\"flats\"");
}

#[actix_web::test]
async fn what_is_not_paid_by_the_25th_bears_penalty_from_the_26th() {
    let portal = TestPortal::open().await;
    let by = known_as("accountant").id().parse().expect("an id");
    for of in ["2026-11-01", "2026-12-01"] {
        billing::settle_month(&portal.app, (company(), by), day(of), month::last(day(of))).await.expect("charged");
    }
    let of = |all: &[(String, i64, i64)]| all.iter().find(|(id, ..)| *id == Side::First.premises(1)).expect("the flat").clone();
    // due on 25 December: six days of 3 070,00 ₸ at 18 % are 9,08 ₸
    assert_eq!(of(&counted(&portal, "2026-12-01").await).2, 307_000 * 2 + 908);
    pay(&portal, 614_000, "2027-01-05").await;
    billing::settle_month(&portal.app, (company(), by), day("2027-01-01"), day("2027-01-31")).await.expect("charged");
    // four more days until it was paid, 6,06 ₸, though nothing is owed any more; December's charges were paid before they were due, and
    // penalty bears none
    assert_eq!(of(&counted(&portal, "2027-01-01").await).2, 307_000 + 908 + 606);
    trial(&portal).await;
}
