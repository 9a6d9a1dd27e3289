//! The money of a house: written down with its document, booked, read by residents without anybody's name, taken back.

use aula::ledger::{self, Kind};

use crate::debts::pay;
use crate::payments::{charge, company, trial};
use crate::support::people::{accountant, clerk, known_as, other_owner, owner, technician};
use crate::support::{Screen, Side, TestPortal};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

async fn write_down(portal: &TestPortal, change: &[(&str, &str)]) -> Screen {
    let house = Side::First.building(1);
    let mut fields = vec![
        ("building", house.as_str()),
        ("fund", "current"),
        ("article", "cleaning"),
        ("source", "bank"),
        ("day", "2026-11-19"),
        ("amount", "1 200,50"),
        ("what", "Уборка подъездов"),
        ("decision", "Совет дома № 7"),
        ("document", "Акт № 21"),
    ];
    fields.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
    fields.extend(change);
    portal.upload(&accountant(), "/staff/spending", &fields, &[("file", "act.pdf", PDF)]).await
}

#[actix_web::test]
async fn what_is_spent_is_booked_shown_without_names_and_taken_back_once() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), "/staff/spending").await.is(403);
    charge(&portal, "2026-11-01", "2026-11-20").await;
    pay(&portal, 1, 200_000, "2026-11-20").await;
    pay(&portal, 8, 10_000, "2026-11-20").await;
    let at = write_down(&portal, &[]).await.is(303).leads_to().to_owned();
    let booked = trial(&portal).await;
    assert!(booked.contains(&(Kind::Expense, 120_050)) && booked.contains(&(Kind::Bank, 210_000 - 120_050)), "{booked:?}");
    portal.visit(&who, &at).await.is(200).sees("1 200,50").sees("Акт № 21");
    let page = portal.visit(&owner(), "/house-money").await;
    page.is(200).sees("Уборка подъездов").sees("1 200,50").sees("Совет дома № 7").sees("2 000,00");
    for name in ["owner", "owner2", "tenant"] {
        let name = known_as(name).name.split(' ').next().expect("a name");
        let text = page.all("main").concat();
        assert!(!text.contains(name), "nobody is named: {text}");
    }
    // not shown: residents read of the document and do not get it
    let id = at.rsplit('/').next().expect("an id");
    portal.visit(&owner(), &format!("/house-money/{id}/document")).await.is(404);
    let shown = write_down(&portal, &[("shown", "yes"), ("amount", "10")]).await.is(303).leads_to().to_owned();
    let id = shown.rsplit('/').next().expect("an id");
    assert_eq!(portal.visit(&owner(), &format!("/house-money/{id}/document")).await.is(200).bytes, PDF);
    portal.visit(&other_owner(), &format!("/house-money/{id}/document")).await.is(404);
    portal.visit(&technician(), "/house-money").await.is(403);
    // taken back, it is gone for residents and stays in the books twice
    let ask = format!("{at}/reversal");
    let form = portal.visit(&who, &ask).await.is(200).form(&ask);
    assert!(!portal.submit(&who, &form).await.is(422).error_of("reason").is_empty());
    portal.submit(&who, &form.clone().with("reason", "Дважды")).await.is(303);
    let again = portal.visit(&who, &ask).await.is(200).form(&ask).with("reason", "Ещё раз");
    assert!(!portal.submit(&who, &again).await.is(422).error_of("reason").is_empty());
    portal.visit(&owner(), "/house-money").await.is(200).misses("Уборка подъездов 19");
    assert!(trial(&portal).await.contains(&(Kind::Expense, 1_000)));
    portal.visit(&who, &at).await.is(200).sees("Дважды");
}

#[actix_web::test]
async fn a_month_can_be_taken_back_whatever_was_spent_and_not_once_it_is_paid() {
    let portal = TestPortal::open().await;
    let who = accountant();
    charge(&portal, "2026-11-01", "2026-11-20").await;
    write_down(&portal, &[]).await.is(303);
    let run = portal.visit(&who, "/staff/billing").await.attributes("tbody th a", "href").first().expect("a run").clone();
    portal.visit(&who, &format!("{run}/undo")).await.is(200);
    pay(&portal, 1, 100, "2026-11-20").await;
    portal.visit(&who, &format!("{run}/undo")).await.is(303);
}

#[actix_web::test]
async fn a_closed_month_and_a_wrong_form_are_refused() {
    let portal = TestPortal::open().await;
    for (field, wrong) in [
        ("amount", "0"),
        ("amount", "-1"),
        ("amount", "1e3"),
        ("amount", "0,001"),
        ("day", "2026-11-21"),
        ("fund", "all"),
        ("article", ""),
        ("what", ""),
        ("decision", ""),
        ("document", ""),
        ("building", "x"),
    ] {
        assert!(!write_down(&portal, &[(field, wrong)]).await.is(422).error_of(field).is_empty(), "{field}: {wrong}");
    }
    let by = known_as("accountant").id().parse().expect("an id");
    let (of, today) = ("2026-10-01".parse().expect("a day"), portal.app.clock.today());
    let closed = portal.app.db.write(move |tx| ledger::seal(tx, (company(), by), of, today)).await;
    closed.expect("closed");
    assert!(!write_down(&portal, &[("day", "2026-10-31")]).await.is(422).error_of("day").is_empty());
    let bare = portal.upload(&accountant(), "/staff/spending", &[("amount", "1")], &[("file", "a.pdf", b"MZ")]).await;
    assert!(!bare.is(422).error_of("file").is_empty());
}
