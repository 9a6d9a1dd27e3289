//! The books against naive ones, and what holds when two write at once.

use std::collections::BTreeMap;

use aula::db::{Broken, Failure};
use aula::homes::PremisesId;
use aula::ledger::{self, Account, Document, Entry, EntryId, Fault, Fund, Kind, Refused, month};
use aula::money::Tiyn;
use aula::who::CompanyId;
use chrono::{Days, NaiveDate};
use diesel::connection::SimpleConnection;
use futures_util::future::join_all;

use crate::support::people::known_as;
use crate::support::{Side, TestPortal};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn company() -> CompanyId {
    Side::First.company().parse().expect("an id")
}

fn premises(n: u128) -> PremisesId {
    Side::First.premises(n).parse().expect("an id")
}

fn paper(n: u64) -> Document {
    Document { kind: "test", id: n.to_string(), number: format!("T-{n}") }
}

/// One entry: premises owe `amount` more to a fund.
fn charge(n: u64, on: &str, of: u128, amount: i64) -> Entry {
    let mut entry = Entry::new(day(on), paper(n), "");
    let income = Account::own(Kind::Income, Fund::Current, "lift");
    entry.transfer(&Account::receivable(Fund::Current, premises(of)), &income, Tiyn(amount)).expect("a transfer");
    entry
}

async fn post(portal: &TestPortal, entries: Vec<Entry>) -> Result<Vec<EntryId>, Failure<Refused>> {
    portal.app.db.write(move |tx| ledger::post(tx, company(), None, &entries)).await
}

async fn close(portal: &TestPortal, on: &str) -> Result<(), Failure<Refused>> {
    let (by, of) = (known_as("accountant").id().parse().expect("an id"), day(on));
    portal.app.db.write(move |tx| ledger::seal(tx, (company(), by), of, day("2026-11-20"))).await
}

async fn found(portal: &TestPortal) -> Result<i64, Fault> {
    portal.app.db.read(ledger::deep_check).await.expect("the check")
}

fn refused<T: std::fmt::Debug>(done: Result<T, Failure<Refused>>) -> Refused {
    match done {
        Err(Failure::Refused(refused)) => refused,
        other => panic!("it was not refused: {other:?}"),
    }
}

async fn balance(portal: &TestPortal, of: u128) -> i64 {
    let read = portal.app.db.read(move |conn| ledger::of_premises(conn, company(), &[premises(of)])).await.expect("balances");
    read.values().flatten().map(|balance| balance.amount.0).sum()
}

/// Pseudo-random numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

fn some_account(dice: &mut Dice) -> Account {
    let fund = Fund::ALL[usize::try_from(dice.roll(3)).expect("a few")];
    let of = premises(u128::from(dice.roll(4)) + 1);
    match dice.roll(4) {
        0 => Account::receivable(fund, of),
        1 => Account::advance(of),
        2 => Account::own(Kind::Bank, fund, ""),
        _ => Account::own(Kind::Income, fund, dice.roll(3)),
    }
}

#[actix_web::test]
async fn the_books_hold_what_naive_ones_hold() {
    let portal = TestPortal::open().await;
    let (mut dice, mut naive, mut written) = (Dice(6), BTreeMap::<(Kind, Fund), i64>::new(), Vec::new());
    let mut of_premises = BTreeMap::<Option<PremisesId>, i64>::new();
    for n in 0..60 {
        let mut moved = Vec::new();
        let entries: Vec<Entry> = (0..=dice.roll(4))
            .map(|_| {
                let on = day("2026-09-01") + Days::new(dice.roll(80));
                let mut entry = Entry::new(on, paper(n), "");
                for _ in 0..dice.roll(5) {
                    let (debit, credit, amount) =
                        (some_account(&mut dice), some_account(&mut dice), i64::try_from(dice.roll(1_000_000)).expect("a sum"));
                    entry.transfer(&debit, &credit, Tiyn(amount)).expect("a transfer");
                    moved.push((debit, credit, amount));
                }
                entry
            })
            .collect();
        written.extend(post(&portal, entries).await.expect("posted").into_iter().zip(std::iter::repeat(n)));
        for (debit, credit, amount) in moved {
            for (account, amount) in [(debit, amount), (credit, -amount)] {
                *naive.entry((account.kind, account.fund)).or_default() += amount;
                *of_premises.entry(account.premises).or_default() += amount;
            }
        }
    }
    let trial = portal.app.db.read(|conn| ledger::trial(conn, company())).await.expect("the trial balance");
    for row in &trial {
        assert_eq!(row.amount.0, naive.get(&(row.kind, row.fund)).copied().unwrap_or_default(), "{row:?}");
    }
    assert_eq!(trial.iter().map(|row| row.amount.0).sum::<i64>(), 0);
    for n in 1..=4 {
        assert_eq!(balance(&portal, n).await, of_premises.get(&Some(premises(n))).copied().unwrap_or_default());
    }
    assert!(found(&portal).await.expect("the books balance") > 100);
    // and when all of it is taken back, nothing is left
    let all: Vec<EntryId> = written.iter().map(|(id, _)| *id).collect();
    let back = all.clone();
    let back = portal.app.db.write(move |tx| ledger::reverse(tx, company(), None, &back, (day("2026-11-20"), "test"))).await;
    back.expect("taken back");
    let trial = portal.app.db.read(|conn| ledger::trial(conn, company())).await.expect("the trial balance");
    assert!(trial.iter().all(|row| row.amount == Tiyn::ZERO), "{trial:?}");
    let again = portal.app.db.write(move |tx| ledger::reverse(tx, company(), None, &all, (day("2026-11-20"), "again"))).await;
    assert_eq!(refused(again), Refused::Reversed);
}

#[actix_web::test]
async fn a_closed_month_never_changes_and_its_corrections_go_to_the_open_one() {
    let portal = TestPortal::open().await;
    let wrong = post(&portal, vec![charge(1, "2026-09-30", 1, 500), charge(2, "2026-10-01", 1, 70)]).await.expect("posted");
    assert_eq!(refused(close(&portal, "2026-11-01").await), Refused::NotOver);
    close(&portal, "2026-09-15").await.expect("closed");
    assert_eq!(refused(close(&portal, "2026-09-01").await), Refused::ClosedBefore);
    assert_eq!(refused(close(&portal, "2026-08-01").await), Refused::ClosedBefore);
    assert_eq!(refused(post(&portal, vec![charge(3, "2026-09-30", 1, 1)]).await), Refused::Closed);
    let mixed = vec![charge(4, "2026-10-02", 1, 1), charge(5, "2026-08-02", 1, 1)];
    assert_eq!(refused(post(&portal, mixed).await), Refused::Closed, "one of them is enough");
    assert_eq!(balance(&portal, 1).await, 570, "nothing of it was written");
    let first = vec![wrong[0]];
    let dated = |on: &'static str| {
        let first = first.clone();
        portal.app.db.write(move |tx| ledger::reverse(tx, company(), None, &first, (day(on), "тариф қате болды")))
    };
    assert_eq!(refused(dated("2026-09-30").await), Refused::Closed);
    dated("2026-10-05").await.expect("taken back in the open month");
    assert_eq!(balance(&portal, 1).await, 70);
    found(&portal).await.expect("the books are whole");
}

/// Changes the books behind the portal's back.
async fn forge(portal: &TestPortal, sql: &'static str) {
    let write = portal.app.db.write::<_, aula::db::Never>(move |tx| Ok(tx.batch_execute(sql)?)).await;
    write.map_err(Broken::from).expect("forged");
}

#[actix_web::test]
async fn the_check_finds_what_was_changed_behind_our_back() {
    let portal = TestPortal::open().await;
    post(&portal, vec![charge(1, "2026-09-30", 1, 500), charge(2, "2026-10-01", 2, 70)]).await.expect("posted");
    close(&portal, "2026-09-01").await.expect("closed");
    assert_eq!(found(&portal).await, Ok(4));
    forge(&portal, "UPDATE ledger_postings SET amount = amount + 1 WHERE amount = 70").await;
    assert_eq!(found(&portal).await, Err(Fault::Total(company(), Tiyn(1))));
    // one entry up, another down: the sum is nothing, the entries are not
    forge(&portal, "UPDATE ledger_postings SET amount = amount - 1 WHERE amount = 500").await;
    assert!(matches!(found(&portal).await, Err(Fault::Entry(..))));
    forge(
        &portal,
        "UPDATE ledger_postings SET amount = 70 WHERE amount = 71; UPDATE ledger_postings SET amount = 500 WHERE amount = 499",
    )
    .await;
    assert_eq!(found(&portal).await, Ok(4));
    // both sides of a closed month alike: everything balances, and it is found all the same
    forge(&portal, "UPDATE ledger_postings SET amount = amount * 2 WHERE amount IN (500, -500)").await;
    assert_eq!(found(&portal).await, Err(Fault::Month(company(), day("2026-09-01"))));
}

#[actix_web::test]
async fn of_two_who_close_a_month_one_does() {
    let portal = TestPortal::open().await;
    post(&portal, vec![charge(1, "2026-09-30", 1, 500)]).await.expect("posted");
    let done = join_all((0..6).map(|_| close(&portal, "2026-09-01"))).await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    assert!(done.into_iter().filter_map(Result::err).all(|e| matches!(e, Failure::Refused(Refused::ClosedBefore))));
    found(&portal).await.expect("the books are whole");
}

#[actix_web::test]
async fn what_is_posted_while_a_month_is_closed_is_in_it_or_refused() {
    let portal = TestPortal::open().await;
    for round in 0..6u64 {
        let on = month::first(day("2026-01-01") + Days::new(31 * round));
        let on = on.to_string();
        let posting = (0..8u64).map(|n| post(&portal, vec![charge(round * 10 + n, &on, 1, 1)]));
        let closing = close(&portal, &on);
        let (posted, closed) = futures_util::future::join(join_all(posting), closing).await;
        closed.expect("closed");
        let there = posted.iter().filter(|done| done.is_ok()).count();
        let all = portal.app.db.read(|conn| ledger::closings(conn, company(), 1)).await.expect("closings");
        assert_eq!(usize::try_from(all[0].entries), Ok(there), "exactly those that were not refused");
        assert!(posted.into_iter().filter_map(Result::err).all(|e| matches!(e, Failure::Refused(Refused::Closed))));
    }
    found(&portal).await.expect("the books are whole");
}
