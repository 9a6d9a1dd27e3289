//! Money comes in: by the accountant's hands and by machines; it is written down once, shared out as the page says, and goes back once.

use aula::billing;
use aula::db::Failure;
use aula::ledger::{self, Kind};
use aula::money::Tiyn;
use aula::payments::{self, Channel, Credited, Incoming, Refused};
use chrono::NaiveDate;
use futures_util::future::join_all;

use crate::support::people::{accountant, clerk, known_as};
use crate::support::{Side, TestPortal};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn company() -> aula::who::CompanyId {
    Side::First.company().parse().expect("an id")
}

/// Charges a month on its last day, or today.
pub(crate) async fn charge(portal: &TestPortal, of: &str, on: &str) {
    let by = known_as("accountant").id().parse().expect("an id");
    billing::settle_month(&portal.app, (company(), by), day(of), day(on)).await.expect("charged");
}

pub(crate) async fn trial(portal: &TestPortal) -> Vec<(Kind, i64)> {
    let all = portal.app.db.read(|conn| ledger::trial(conn, company())).await.expect("the trial balance");
    portal.app.db.read(ledger::deep_check).await.expect("the check").expect("the books balance");
    let mut sums = std::collections::BTreeMap::new();
    for row in all {
        *sums.entry(row.kind).or_insert(0) += row.amount.0;
    }
    sums.into_iter().filter(|(_, sum)| *sum != 0).collect()
}

fn incoming(n: u64, premises: u128, amount: i64) -> Incoming {
    Incoming {
        channel: Channel::Biller,
        source: "test".into(),
        external: n.to_string(),
        premises: Side::First.premises(premises).parse().expect("an id"),
        day: day("2026-11-20"),
        amount: Tiyn(amount),
        payer: "ЖҰМАБАЕВ Е.".into(),
        note: String::new(),
        person: None,
    }
}

async fn credit(portal: &TestPortal, of: Incoming) -> Result<Credited, Failure<Refused>> {
    portal.app.db.write(move |tx| payments::settle(tx, company(), None, &of)).await
}

#[actix_web::test]
async fn cash_is_found_for_taken_shown_printed_and_given_back() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), "/staff/payments").await.is(403);
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let found = portal.visit(&who, "/staff/payments/new?q=%D0%B6%D2%B1%D0%BC%D0%B0%D0%B1%D0%B0%D0%B5%D0%B2").await;
    assert_eq!(found.is(200).all("tbody th").len(), 3, "two flats and a parking place of his");
    let at = format!("/staff/payments/new?premises={}", Side::First.premises(1));
    let form = portal.visit(&who, &at).await.is(200).sees("3 070,00").form("/staff/payments");
    for (field, wrong) in
        [("amount", "0"), ("amount", "-5"), ("amount", "1e3"), ("amount", "0.001"), ("day", "2026-11-21"), ("payer", "")]
    {
        let refused = portal.submit(&who, &form.clone().with(field, wrong)).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{field}: {wrong}");
    }
    let paid = portal.submit(&who, &form.clone().with("amount", "4 000")).await;
    let payment = paid.is(303).leads_to().to_owned();
    // the button pressed twice
    assert_eq!(portal.submit(&who, &form.with("amount", "4 000")).await.leads_to(), payment);
    portal.visit(&who, &payment).await.is(200).sees("3 070,00").sees("930,00").sees("2026-000002");
    let paper = portal.visit(&who, &format!("{payment}/receipt.pdf")).await;
    assert!(paper.is(200).bytes.starts_with(b"%PDF"));
    assert_eq!(
        trial(&portal).await,
        [(Kind::Receivable, 2_598_750 - 307_000), (Kind::Advance, -93_000), (Kind::Cash, 400_000), (Kind::Income, -2_598_750)]
    );
    portal.visit(&crate::support::people::owner(), "/bills").await.is(200).sees("930,00");
    let list = portal.visit(&who, "/staff/payments?channel=cash&from=2026-11-20").await;
    assert_eq!(list.is(200).all("tbody th[scope=row]").len(), 1);
    assert_eq!(portal.visit(&who, "/staff/payments?q=2026-000001").await.is(200).all("tbody th[scope=row]").len(), 1);
    assert!(portal.visit(&who, "/staff/payments/export.csv").await.is(200).body().contains("2026-000002"));
    // to give it back the password is asked for again
    portal.app.clock.pass(chrono::TimeDelta::minutes(20));
    portal.visit(&who, &format!("{payment}/return")).await.is(303);
}

#[actix_web::test]
async fn a_payment_that_went_back_is_owed_again_and_goes_back_once() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = crate::support::Person::visitor();
    portal.sign_in(&who, "accountant@demo.example", crate::support::people::PASSWORD).await.is(303);
    let credited = credit(&portal, incoming(1, 1, 307_000)).await.expect("credited");
    let at = format!("/staff/payments/{}", credited.id());
    let form = portal.visit(&who, &format!("{at}/return")).await.is(200).form(&format!("{at}/return"));
    assert!(!portal.submit(&who, &form.clone().with("reason", "")).await.is(422).error_of("reason").is_empty());
    let form = form.with("reason", "Екі рет төленген");
    portal.submit(&who, &form).await.is(303);
    portal.visit(&who, &at).await.is(200).sees("Екі рет төленген");
    assert_eq!(trial(&portal).await, [(Kind::Receivable, 2_598_750), (Kind::Income, -2_598_750)]);
    // once more, by a form of its own: nothing happens
    portal.send(&who, &format!("{at}/return"), &[("back", "refund"), ("reason", "тағы")]).await.is(303);
    assert_eq!(trial(&portal).await, [(Kind::Receivable, 2_598_750), (Kind::Income, -2_598_750)]);
    assert!(portal.visit(&who, "/staff/payments?state=back").await.is(200).body().contains(&credited.id().to_string()));
}

#[actix_web::test]
async fn fifty_at_once_who_tell_of_one_payment_credit_it_once() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let done = join_all((0..50).map(|_| credit(&portal, incoming(7, 1, 100_000)))).await;
    let done: Vec<Credited> = done.into_iter().map(|done| done.map_err(|e| format!("{e:?}")).expect("credited")).collect();
    assert_eq!(done.iter().filter(|done| matches!(done, Credited::Now(_))).count(), 1);
    assert!(done.iter().all(|one| one.id() == done[0].id()));
    assert_eq!(trial(&portal).await[0], (Kind::Receivable, 2_598_750 - 100_000));
}

#[actix_web::test]
async fn two_who_pay_the_same_debt_at_once_pay_it_once_and_the_rest_ahead() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let done = join_all((0..8).map(|n| credit(&portal, incoming(n, 1, 307_000)))).await;
    assert!(done.into_iter().all(|done| matches!(done, Ok(Credited::Now(_)))));
    let all = trial(&portal).await;
    assert_eq!(all[0], (Kind::Receivable, 2_598_750 - 307_000), "the flat's debt is nothing, not less");
    assert_eq!(all[1], (Kind::Advance, -7 * 307_000));
}

#[actix_web::test]
async fn money_of_a_closed_month_is_booked_on_the_first_open_day_and_stops_the_undoing_of_bills() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let by = known_as("accountant").id().parse().expect("an id");
    let closed = portal.app.db.write(move |tx| ledger::seal(tx, (company(), by), day("2026-10-01"), day("2026-11-20"))).await;
    closed.expect("closed");
    let early = Incoming { day: day("2026-10-30"), ..incoming(1, 1, 100) };
    credit(&portal, early).await.expect("credited");
    let premises = [Side::First.premises(1).parse().expect("an id")];
    let moved = portal.app.db.read(move |conn| ledger::movements(conn, company(), &premises)).await.expect("movements");
    assert_eq!(moved.first().map(|of| (of.day, of.amount)), Some((day("2026-11-01"), -100)));
    let runs = portal.visit(&accountant(), "/staff/billing").await;
    let run = runs.attributes("tbody th a", "href").first().expect("a run").clone();
    assert_eq!(portal.visit(&accountant(), &format!("{run}/undo")).await.is(303).leads_to(), run, "something was paid");
}

#[actix_web::test]
async fn a_returned_advance_that_a_bill_used_up_is_covered_first() {
    let portal = TestPortal::open().await;
    let ahead = credit(&portal, incoming(1, 1, 307_000)).await.expect("credited");
    charge(&portal, "2026-11-01", "2026-11-20").await;
    assert!(!trial(&portal).await.iter().any(|(kind, _)| *kind == Kind::Advance), "the bill used it up");
    let id = ahead.id();
    let who = crate::support::Person::visitor();
    portal.sign_in(&who, "accountant@demo.example", crate::support::people::PASSWORD).await.is(303);
    portal.send(&who, &format!("/staff/payments/{id}/return"), &[("back", "chargeback"), ("reason", "банк")]).await.is(303);
    assert!(trial(&portal).await.contains(&(Kind::Advance, 307_000)), "as much is missing");
    portal.visit(&crate::support::people::owner(), "/bills").await.is(200).sees("3 070,00");
    credit(&portal, incoming(2, 1, 307_000)).await.expect("credited");
    assert!(!trial(&portal).await.iter().any(|(kind, _)| *kind == Kind::Advance));
}
