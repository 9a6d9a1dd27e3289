//! Banks' machines ask for accounts and tell of payments: in four dialects, as often as they like, from where they should.

use actix_web::http::Method;
use aula::db::schema::{biller_answers, biller_doors, biller_incidents, ledger_entries, payment_parked, payments, premises};
use aula::ledger::Kind;
use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use crate::payments::{charge, company, trial};
use crate::support::people::{PASSWORD, accountant, clerk, owner};
use crate::support::{Person, Screen, Side, TestPortal};

/// The account of the owner's first flat.
pub(crate) const ACCOUNT: &str = "10-000777";

/// A machine at the bank's address.
pub(crate) fn bank() -> Person {
    Person::visitor().moved_to([194, 187, 247, 152])
}

/// An accountant who has just typed their password.
pub(crate) async fn recent(portal: &TestPortal) -> Person {
    let who = Person::visitor();
    portal.sign_in(&who, "accountant@demo.example", PASSWORD).await.is(303);
    who
}

async fn get(portal: &TestPortal, who: &Person, path: &str) -> Screen {
    portal.ask(who, Method::GET, path, &[], Vec::new()).await
}

/// Asks at the door of the first company.
pub(crate) async fn ask(portal: &TestPortal, who: &Person, query: &str) -> Screen {
    get(portal, who, &format!("/api/biller/kaspi-json/{}?{query}", Side::First.door())).await
}

fn said(screen: &Screen) -> serde_json::Value {
    serde_json::from_str(&screen.is(200).body()).expect("JSON")
}

/// A portal with a month charged, where the owner's first flat has an account.
pub(crate) async fn opened() -> TestPortal {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let given = portal.app.db.write::<_, aula::db::Never>(|tx| {
        for side in Side::BOTH {
            let flat = premises::table.filter(premises::id.eq(side.premises(1)));
            diesel::update(flat).set(premises::account.eq(Some(ACCOUNT))).execute(&mut **tx)?;
        }
        Ok(())
    });
    given.await.map_err(|_| "broken").expect("an account");
    portal
}

/// Lets the door's contract say something else.
async fn contract(portal: &TestPortal, dialect: &'static str, unknowns: &'static str) {
    let set = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        let door = biller_doors::table.filter(biller_doors::id.eq(Side::First.biller()));
        let to = (biller_doors::dialect.eq(dialect), biller_doors::unknowns.eq(unknowns));
        Ok(diesel::update(door).set(to).execute(&mut **tx)?)
    });
    set.await.map_err(|_| "broken").expect("a contract");
}

/// How many payments, answers, incidents and how much parked money there is.
pub(crate) async fn counted(portal: &TestPortal) -> (i64, i64, i64, i64) {
    let read = portal.app.db.read(|conn| {
        let told = payments::table.filter(payments::company_id.eq(company())).filter(payments::channel.eq("biller"));
        let answers = biller_answers::table.filter(biller_answers::company_id.eq(company()));
        let odd = biller_incidents::table.filter(biller_incidents::company_id.eq(company()));
        let parked = payment_parked::table.filter(payment_parked::company_id.eq(company()));
        Ok((
            told.count().get_result(conn)?,
            answers.count().get_result(conn)?,
            odd.count().get_result(conn)?,
            parked.count().get_result(conn)?,
        ))
    });
    read.await.expect("counts")
}

#[actix_web::test]
async fn an_account_is_found_without_saying_whose_it_is_or_changing_anything() {
    let portal = opened().await;
    let before = counted(&portal).await;
    let found = ask(&portal, &bank(), &format!("command=check&txn_id=1&account={ACCOUNT}&sum=200.00")).await;
    assert_eq!(
        found.is(200).body(),
        r##"{"txn_id":"1","result":0,"sum":"3070.00","comment":"","fields":{"field1":{"@name":"ФИО","#text":"Ж*** Е."},"field2":{"@name":"Адрес","#text":"кв. 1"}}}"##
    );
    assert_eq!(found.header("content-type"), "application/json; charset=utf-8");
    let unknown = ask(&portal, &bank(), "command=check&txn_id=1&account=10-000778&sum=1.00").await;
    assert_eq!(unknown.is(200).body(), r#"{"txn_id":"1","result":1,"sum":"1.00","comment":"account not found"}"#);
    // of another company's account no more is said than of none
    let other = "command=check&txn_id=1&account=20-000001&sum=1.00";
    assert_eq!(said(&ask(&portal, &bank(), other).await)["result"].as_u64(), Some(1));
    assert_eq!(counted(&portal).await, before);
}

#[actix_web::test]
async fn a_bank_asks_for_so_many_accounts_a_minute_and_no_more() {
    let portal = opened().await;
    let check = format!("command=check&txn_id=1&account={ACCOUNT}&sum=1.00");
    for _ in 0..5 {
        assert_eq!(said(&ask(&portal, &bank(), &check).await)["result"].as_u64(), Some(0));
    }
    let late = ask(&portal, &bank(), &check).await;
    assert_eq!(late.is(200).body(), r#"{"txn_id":"1","result":5,"sum":"1.00","comment":"temporary error"}"#);
    let paid = ask(&portal, &bank(), &format!("command=pay&txn_id=1&account={ACCOUNT}&sum=1.00")).await;
    assert_eq!(said(&paid)["result"].as_u64(), Some(0), "money is never kept waiting");
    portal.app.clock.pass(TimeDelta::minutes(1));
    assert_eq!(said(&ask(&portal, &bank(), &check).await)["result"].as_u64(), Some(0));
}

#[actix_web::test]
async fn fifty_at_once_who_tell_of_one_payment_get_one_answer() {
    let portal = opened().await;
    let machine = bank();
    let query = format!("command=pay&txn_id=12345678901234567890&account={ACCOUNT}&sum=1000.00&txn_date=20261120101503");
    let answers = join_all((0..50).map(|_| ask(&portal, &machine, &query))).await;
    let first = answers[0].is(200).body();
    assert_eq!(first, r#"{"txn_id":"12345678901234567890","prv_txn_id":"2026000002","result":0,"sum":"1000.00","comment":"OK"}"#);
    assert!(answers.iter().all(|answer| answer.is(200).body() == first), "byte for byte");
    assert_eq!(counted(&portal).await, (1, 1, 0, 1));
    assert!(trial(&portal).await.contains(&(Kind::Bank, 100_000)));
    // told again otherwise: the same answer, nothing more, and a person sees it
    let name = "command=pay&txn_id=12345678901234567890";
    for other in [format!("{name}&account={ACCOUNT}&sum=9999.00"), format!("{name}&account=10-000778&sum=1000.00")] {
        for _ in 0..2 {
            assert_eq!(ask(&portal, &machine, &other).await.is(200).body(), first);
        }
    }
    assert_eq!(counted(&portal).await, (1, 1, 2, 1));
    let seen = portal.visit(&accountant(), &format!("/staff/payments/doors/{}", Side::First.biller())).await;
    seen.is(200).sees("9 999,00").sees("10-000778").sees("12345678901234567890");
    portal.visit(&owner(), "/payments").await.is(200).sees("1 000,00");
    // it went back to the payer: told again, it is what it was, and is not written down anew
    let page = format!("/staff/payments?q={}", "12345678901234567890");
    let payment = portal.visit(&accountant(), &page).await.is(200).attributes("tbody th a", "href")[0].clone();
    let who = recent(&portal).await;
    portal.send(&who, &format!("{payment}/return"), &[("back", "refund"), ("reason", "банк")]).await.is(303);
    assert_eq!(ask(&portal, &machine, &query).await.is(200).body(), first);
    assert_eq!(counted(&portal).await.0, 1);
}

#[actix_web::test]
async fn each_dialect_has_its_own_words_for_the_same() {
    let portal = opened().await;
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    for (dialect, check, pay, answers) in [
        (
            "kaspi-xml",
            format!("command=check&txn_id=5&account={ACCOUNT}&sum=1"),
            format!("command=pay&txn_id=5&account={ACCOUNT}&sum=10.45&txn_date=20261120101503"),
            [
                "<sum>3070.00</sum>",
                "<response><txn_id>5</txn_id><prv_txn_id>2026000002</prv_txn_id><result>0</result><sum>10.45</sum><comment>OK</comment></response>",
            ],
        ),
        (
            "osmp",
            format!("command=check&txn_id=6&account={ACCOUNT}&sum=1"),
            format!("command=pay&txn_id=6&account={ACCOUNT}&sum=10.45&txn_date=20261120101503"),
            [
                "<sum>3059.55</sum>",
                "<response><osmp_txn_id>6</osmp_txn_id><prv_txn>2026000003</prv_txn><sum>10.45</sum><result>0</result><comment>OK</comment></response>",
            ],
        ),
        (
            "sber",
            format!("ACTION=check&ACCOUNT={ACCOUNT}"),
            format!("ACTION=payment&ACCOUNT={ACCOUNT}&AMOUNT=10.45&PAY_ID=7&PAY_DATE=20.11.2026_10:15:03"),
            [
                "<REC_SUM>3049.10</REC_SUM>",
                "<response><CODE>0</CODE><MESSAGE>OK</MESSAGE><EXT_ID>2026000004</EXT_ID><REG_DATE>20.11.2026</REG_DATE><AMOUNT>10.45</AMOUNT></response>",
            ],
        ),
    ] {
        contract(&portal, dialect, "refuse").await;
        let at = format!("/api/biller/{dialect}/{}", Side::First.door());
        let found = get(&portal, &bank(), &format!("{at}?{check}")).await;
        assert!(found.is(200).body().contains(answers[0]), "{dialect}: {}", found.body());
        assert_eq!(found.header("content-type"), "application/xml; charset=utf-8");
        let paid = get(&portal, &bank(), &format!("{at}?{pay}")).await;
        assert_eq!(paid.is(200).body(), format!("{xml}{}", answers[1]), "{dialect}");
        assert_eq!(get(&portal, &bank(), &format!("{at}?{pay}")).await.is(200).body(), paid.body(), "{dialect}: again");
    }
    assert_eq!(counted(&portal).await.0, 3);
}

#[actix_web::test]
async fn what_is_no_payment_is_refused_by_name_and_kept_nowhere() {
    let portal = opened().await;
    let before = counted(&portal).await;
    let pay = |rest: &str| format!("command=pay&{rest}");
    for (query, result, comment) in [
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=1e3")), 5, "wrong sum"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=-1")), 5, "wrong sum"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=0.001")), 5, "wrong sum"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=0")), 5, "sum too small"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=100000000.01")), 5, "sum too large"),
        (pay(&format!("txn_id=123456789012345678901&account={ACCOUNT}&sum=1")), 5, "wrong payment id"),
        (pay("txn_id=1&account=1'%20OR%201=1--&sum=1"), 1, "wrong account format"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&account=10-000778&sum=1")), 5, "unknown request"),
        (pay(&format!("txn_id=1&account={ACCOUNT}&sum=1&txn_date=20261320101503")), 5, "wrong date"),
        (format!("command=cancel&txn_id=1&account={ACCOUNT}&sum=1"), 5, "unknown request"),
        (String::new(), 5, "unknown request"),
    ] {
        let answer = said(&ask(&portal, &bank(), &query).await);
        assert_eq!((answer["result"].as_u64(), answer["comment"].as_str()), (Some(result), Some(comment)), "{query}");
    }
    assert_eq!(counted(&portal).await, before);
}

#[actix_web::test]
async fn strangers_and_other_doors_are_not_answered() {
    let portal = opened().await;
    let query = format!("command=check&txn_id=1&account={ACCOUNT}&sum=1.00");
    ask(&portal, &Person::visitor(), &query).await.is(403);
    ask(&portal, &accountant(), &query).await.is(403);
    // what a stranger says of where they come from is not believed
    let path = format!("/api/biller/kaspi-json/{}?{query}", Side::First.door());
    let forged = [("x-forwarded-for", "194.187.247.152")];
    portal.ask(&Person::visitor(), Method::GET, &path, &forged, Vec::new()).await.is(403);
    let machine = bank();
    for path in [
        format!("/api/biller/kaspi-xml/{}?{query}", Side::First.door()),
        format!("/api/biller/nobody/{}?{query}", Side::First.door()),
        format!("/api/biller/kaspi-json/AAAA?{query}"),
    ] {
        get(&portal, &machine, &path).await.is(404);
    }
    // the other company's door credits its own premises alone
    let elsewhere = format!("/api/biller/kaspi-json/{}?command=pay&txn_id=1&account={ACCOUNT}&sum=1.00", Side::Second.door());
    assert_eq!(said(&get(&portal, &machine, &elsewhere).await)["result"].as_u64(), Some(0));
    assert_eq!(counted(&portal).await.0, 0);
}

#[actix_web::test]
async fn money_for_an_account_that_nobody_knows_is_refused_as_the_contract_says() {
    let portal = opened().await;
    let pay = "command=pay&txn_id=8&account=10-000778&sum=5.00";
    let first = ask(&portal, &bank(), pay).await;
    assert_eq!(first.is(200).body(), r#"{"txn_id":"8","result":1,"sum":"5.00","comment":"account not found"}"#);
    assert_eq!(ask(&portal, &bank(), pay).await.body(), first.body());
    assert_eq!(counted(&portal).await, (0, 1, 0, 1), "a refusal is kept for people to see, and no money");
    // with another sum it is an incident, and no other answer
    ask(&portal, &bank(), "command=pay&txn_id=8&account=10-000778&sum=6.00").await;
    assert_eq!(counted(&portal).await, (0, 1, 1, 1));
    // the account is there now: Kaspi may tell of it again, in OSMP the refusal was the end of it
    let flat = portal.app.db.write::<_, aula::db::Never>(|tx| {
        let flat = premises::table.filter(premises::id.eq(Side::First.premises(2)));
        Ok(diesel::update(flat).set(premises::account.eq(Some("10-000778"))).execute(&mut **tx)?)
    });
    flat.await.map_err(|_| "broken").expect("an account");
    contract(&portal, "osmp", "refuse").await;
    let osmp = format!("/api/biller/osmp/{}?{pay}", Side::First.door());
    get(&portal, &bank(), &osmp).await.is(200);
    assert_eq!(counted(&portal).await.0, 0);
    contract(&portal, "kaspi-json", "refuse").await;
    assert_eq!(said(&ask(&portal, &bank(), pay).await)["result"].as_u64(), Some(0));
    assert_eq!(counted(&portal).await, (1, 1, 1, 1));
}

#[actix_web::test]
async fn money_that_nobody_knows_waits_apart_and_is_assigned_and_taken_back() {
    let portal = opened().await;
    contract(&portal, "kaspi-json", "park").await;
    let pay = "command=pay&txn_id=9&account=10-00O777&sum=5000.00&txn_date=20261119235959";
    let taken = ask(&portal, &bank(), pay).await;
    assert_eq!(said(&taken)["prv_txn_id"].as_str(), Some("92026000001"));
    assert_eq!(ask(&portal, &bank(), pay).await.body(), taken.body());
    assert_eq!(counted(&portal).await, (0, 1, 0, 2));
    assert!(trial(&portal).await.contains(&(Kind::Unidentified, -500_000)));
    portal.visit(&clerk(), "/staff/payments/parked").await.is(403);
    let who = accountant();
    let list = portal.visit(&who, "/staff/payments/parked").await;
    let at = list.is(200).sees("5 000,00").sees("10-00O777").attributes("tbody th a", "href")[0].clone();
    portal.visit(&who, &format!("{at}?q=%D0%B6%D2%B1%D0%BC%D0%B0%D0%B1%D0%B0%D0%B5%D0%B2")).await.is(200).sees(ACCOUNT);
    let form = portal.visit(&who, &format!("{at}?premises={}", Side::First.premises(1))).await.is(200).form(&at);
    assert!(!portal.submit(&who, &form).await.is(422).error_of("reason").is_empty());
    let form = form.with("reason", "Түбіртегін көрсетті");
    let payment = portal.submit(&who, &form).await.is(303).leads_to().to_owned();
    assert_eq!(portal.submit(&who, &form).await.leads_to(), payment, "a double click is one payment");
    portal.visit(&who, &payment).await.is(200).sees("Түбіртегін көрсетті").sees("5 000,00");
    let books = trial(&portal).await;
    assert!(books.contains(&(Kind::Bank, 500_000)) && !books.iter().any(|(kind, _)| *kind == Kind::Unidentified), "{books:?}");
    // somebody else is too late
    portal.send(&who, &at, &[("premises", &Side::First.premises(2)), ("reason", "мен де")]).await.is(303);
    assert_eq!(counted(&portal).await.0, 1);
    // it was wrong: it waits again, and goes to another flat
    let undo = format!("{at}/undo");
    let form = portal.visit(&who, &undo).await.is(200).form(&undo);
    portal.submit(&who, &form.with("reason", "Басқа пәтер")).await.is(303);
    assert!(trial(&portal).await.contains(&(Kind::Unidentified, -500_000)));
    portal.visit(&who, &payment).await.is(200).sees("Басқа пәтер");
    portal.send(&who, &undo, &[("reason", "тағы")]).await.is(303);
    assert!(trial(&portal).await.contains(&(Kind::Unidentified, -500_000)), "once");
    let again = portal.send(&who, &at, &[("premises", &Side::First.premises(2)), ("reason", "осы")]).await;
    assert_ne!(again.is(303).leads_to(), payment);
    assert!(trial(&portal).await.contains(&(Kind::Bank, 500_000)));
    // told again it is still the same answer, and the closed month keeps what it has
    assert_eq!(ask(&portal, &bank(), pay).await.body(), taken.body());
    portal.app.clock.pass(TimeDelta::days(20));
    let by = crate::support::people::known_as("accountant").id().parse().expect("an id");
    let (month, today) = ("2026-11-01".parse().expect("a day"), "2026-12-10".parse().expect("a day"));
    let closed = portal.app.db.write(move |tx| aula::ledger::seal(tx, (company(), by), month, today)).await;
    closed.expect("closed");
    let who = recent(&portal).await;
    portal.send(&who, &undo, &[("reason", "кеш")]).await.is(303);
    assert!(trial(&portal).await.contains(&(Kind::Bank, 500_000)), "the month is closed");
    portal.visit(&who, "/staff/audit").await.is(403);
}

#[actix_web::test]
async fn two_who_assign_the_same_money_make_one_payment() {
    let portal = opened().await;
    let who = accountant();
    portal.token(&who).await;
    let at = format!("/staff/payments/parked/{}", Side::First.parked());
    let flats = [Side::First.premises(1), Side::First.premises(2)];
    let all: Vec<[(&str, &str); 2]> = (0..8).map(|n| [("premises", flats[n % 2].as_str()), ("reason", "жарыс")]).collect();
    join_all(all.iter().map(|fields| portal.send(&who, &at, fields))).await.iter().for_each(|screen| _ = screen.is(303));
    assert_eq!(counted(&portal).await.0, 1);
    trial(&portal).await;
}

#[actix_web::test]
async fn an_accountant_opens_a_door_whose_path_is_shown_once_and_shuts_it() {
    let portal = opened().await;
    portal.visit(&clerk(), "/staff/payments/doors").await.is(403);
    let who = recent(&portal).await;
    let form = portal.visit(&who, "/staff/payments/doors/new").await.is(200).form("/staff/payments/doors");
    let form = form.with("name", "Терминалдар").with("dialect", "osmp").with("addresses", "194.187.247.0/24");
    for (field, wrong) in [
        ("addresses", ""),
        ("addresses", "everybody"),
        ("addresses", "0.0.0.0/0"),
        ("addresses", "1.2.3.4 5.6.7.8"),
        ("checks", "0"),
        ("checks", "many"),
        ("link", "http://kaspi.kz/{account}"),
        ("link", "https://kaspi.kz/pay"),
        ("name", ""),
    ] {
        let refused = portal.submit(&who, &form.clone().with(field, wrong)).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{field}: {wrong}");
    }
    let link = "https://kaspi.kz/pay/Alatau?service_id=7&1234={account}&amount={amount}";
    let at = portal.submit(&who, &form.with("link", link)).await.is(303).leads_to().to_owned();
    let told = portal.visit(&who, &at).await;
    let address = told.is(200).flash().split_whitespace().last().expect("an address").to_owned();
    let path = address.replace("http://127.0.0.1:8080", "");
    assert!(path.starts_with("/api/biller/osmp/") && path.len() > 50, "{path}");
    let secret = path.rsplit('/').next().expect("a secret").to_owned();
    assert!(!portal.visit(&who, &at).await.is(200).body().contains(&secret), "it is shown once");
    let query = format!("command=pay&txn_id=7&txn_date=20261120120133&account={ACCOUNT}&sum=10.45");
    let paid = get(&portal, &bank(), &format!("{path}?{query}")).await;
    assert!(paid.is(200).body().contains("<prv_txn>2026000002</prv_txn><sum>10.45</sum><result>0</result>"), "{}", paid.body());
    // a resident sees the bank's own link, with the account and the amount in it
    let bill = portal.visit(&owner(), "/bills").await.is(200).attributes("tbody th a", "href")[0].clone();
    let pay = portal.visit(&owner(), &format!("{bill}/payment")).await;
    let links = pay.is(200).attributes("main a[rel~=external]", "href");
    assert_eq!(links, [format!("https://kaspi.kz/pay/Alatau?service_id=7&1234={ACCOUNT}&amount=3059.55")]);
    // the bank has moved
    let edit = portal.visit(&who, &format!("{at}/edit")).await.is(200).form(&at);
    portal.submit(&who, &edit.with("addresses", "10.9.9.9")).await.is(303);
    get(&portal, &bank(), &format!("{path}?{query}")).await.is(403);
    let back = portal.visit(&who, &format!("{at}/edit")).await.is(200).form(&at);
    portal.submit(&who, &back.with("addresses", "194.187.247.152")).await.is(303);
    let shut = format!("{at}/revocation");
    let sure = portal.visit(&who, &shut).await.is(200).form(&shut);
    portal.submit(&who, &sure).await.is(303);
    get(&portal, &bank(), &format!("{path}?{query}")).await.is(404);
    portal.submit(&who, &sure).await.is(303);
    portal.visit(&who, &at).await.is(200).sees("10,45");
    // the password was typed long ago
    portal.app.clock.pass(TimeDelta::minutes(20));
    portal.visit(&who, "/staff/payments/doors/new").await.is(303);
}

#[actix_web::test]
async fn while_the_database_is_away_nothing_is_said_that_could_be_taken_for_yes() {
    let portal = opened().await;
    let before: i64 = portal.app.db.read(|conn| ledger_entries::table.count().get_result(conn)).await.expect("entries");
    // the books refuse whatever is written: as a disk that is full or read-only does
    let spoil = |how: &'static str| {
        portal.app.db.write::<_, aula::db::Never>(move |tx| {
            use diesel::connection::SimpleConnection;
            Ok(tx.batch_execute(how)?)
        })
    };
    spoil("ALTER TABLE payment_parts RENAME TO payment_parts_away").await.map_err(|_| "broken").expect("spoilt");
    let pay = format!("command=pay&txn_id=11&account={ACCOUNT}&sum=1.00");
    let kaspi = ask(&portal, &bank(), &pay).await;
    assert!(kaspi.status.is_server_error(), "{}", kaspi.body());
    contract(&portal, "osmp", "refuse").await;
    let osmp = get(&portal, &bank(), &format!("/api/biller/osmp/{}?{pay}", Side::First.door())).await;
    assert!(osmp.is(200).body().contains("<result>1</result>"), "{}", osmp.body());
    spoil("ALTER TABLE payment_parts_away RENAME TO payment_parts").await.map_err(|_| "broken").expect("mended");
    let after: i64 = portal.app.db.read(|conn| ledger_entries::table.count().get_result(conn)).await.expect("entries");
    assert_eq!((after, counted(&portal).await), (before, (0, 0, 0, 1)), "nothing was written");
    let osmp = get(&portal, &bank(), &format!("/api/biller/osmp/{}?{pay}", Side::First.door())).await;
    assert!(osmp.is(200).body().contains("<result>0</result>"), "told again, it is written down");
    assert_eq!(counted(&portal).await.0, 1);
}
