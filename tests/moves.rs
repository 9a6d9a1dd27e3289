//! Moves: who leaves, who comes, what either sees from that day on, and the act.

use futures_util::future::join_all;

use crate::support::people::{accountant, clerk, known_as, manager, owner, owner2, registrar, tenant};
use crate::support::screen::SeenForm;
use crate::support::{Person, Side, TestPortal};

fn at(premises: u128) -> String {
    format!("/staff/homes/premises/{}", Side::First.premises(premises))
}

/// The first step of a sale of the second owner's flat by somebody who keeps the register.
async fn sale(portal: &TestPortal, who: &Person, day: &str) -> SeenForm {
    let form = portal.visit(who, &format!("{}/moves/new", at(2))).await.is(200).form(&format!("{}/moves", at(2)));
    let form = form.with("kind", "sale").with("day", day).and("leaves", &Side::First.holding(4));
    form.with("name", "Оспан Бекзат").with("email", "bekzat@mail.example").with("family", "Оспан Айгүл\nОспан Мира")
}

/// The second step: what is carried over, confirmed.
async fn confirmed(portal: &TestPortal, who: &Person, first: &SeenForm) -> SeenForm {
    let review = portal.submit(who, first).await;
    review.is(200).form(&first.action).and("step", "confirmed")
}

#[actix_web::test]
async fn a_sale_ends_one_ownership_and_begins_another_on_the_day() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.powers_end().await;
    let first = sale(&portal, &who, "2026-11-20").await;
    let review = portal.submit(&who, &first).await;
    review.is(200).sees("Иванова Мария Петровна: 20 ноября 2026").sees("Оспан Бекзат, собственник (1)").sees("Оспан Мира");
    portal.visit(&who, &at(2)).await.misses("Оспан Бекзат");
    portal.visit(&owner2(), "/home").await.is(200);
    let back = portal.submit(&who, &review.form(&first.action).and("step", "back")).await;
    assert_eq!(back.is(200).form(&first.action).value("name"), "Оспан Бекзат", "nothing typed is lost on the way back");
    let done = portal.submit(&who, &review.form(&first.action).and("step", "confirmed")).await;
    done.is(303);
    let page = portal.visit(&who, done.leads_to()).await;
    page.is(200).sees("2026-000001").sees("Иванова Мария").sees("Оспан Мира");
    portal.visit(&who, &at(2)).await.sees("19.11.2026").sees("Оспан Бекзат").sees("20.11.2026");
    portal.visit(&owner2(), "/home").await.is(403);
    assert!(portal.visit(&who, "/staff/people?q=%D0%9E%D1%81%D0%BF%D0%B0%D0%BD").await.all("tbody th").len() == 3);
}

#[actix_web::test]
async fn both_sides_are_told_and_have_the_act() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-20").await).await;
    let done = portal.submit(&who, &form).await;
    done.is(303);
    let staff = done.leads_to().to_owned();
    portal.work().await;
    let mine = staff.replace("/staff/homes/moves/", "/home/moves/");
    assert!(portal.letter_to("bekzat@mail.example").text.contains(&mine));
    assert!(portal.letter_to(&known_as("owner2").email()).text.contains("20 ноября 2026"));
    let page = portal.visit(&owner2(), &mine).await;
    page.is(200).sees("больше не записаны").sees("Скачать акт");
    portal.visit(&owner2(), "/home/moves").await.is(200).sees("2026-000001");
    let act = portal.visit(&owner2(), &format!("{mine}/act")).await;
    assert!(act.is(200).bytes.starts_with(b"%PDF"));
    assert_eq!(portal.visit(&who, &format!("{staff}/act")).await.is(200).bytes, act.bytes, "the act that was kept");
    for stranger in [owner(), tenant(), manager()] {
        portal.visit(&stranger, &mine).await.is(404);
        portal.visit(&stranger, &format!("{mine}/act")).await.is(404);
    }
    portal.visit(&clerk(), &format!("{staff}/act")).await.is(403);
}

#[actix_web::test]
async fn a_day_ahead_counts_by_the_companys_own_calendar() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.powers_end().await;
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-22").await).await;
    portal.submit(&who, &form).await.is(303);
    portal.visit(&owner2(), "/home").await.is(200);
    // 21 November, 23:30 in Almaty, which is 18:30 in Greenwich
    portal.pass(chrono::TimeDelta::minutes(24 * 60 + 9 * 60 + 30)).await;
    portal.visit(&owner2(), "/home").await.is(200);
    // a quarter past midnight in Almaty; in Greenwich it is still the day before
    portal.pass(chrono::TimeDelta::minutes(45)).await;
    portal.visit(&owner2(), "/home").await.is(403);
}

#[actix_web::test]
async fn whoever_buys_tomorrow_owns_nothing_today_at_the_cash_desk() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-22").await).await;
    portal.submit(&who, &form).await.is(303);
    let (cash, pay) = (format!("/staff/payments/new?premises={}", Side::First.premises(2)), "/staff/payments");
    assert_eq!(portal.visit(&accountant(), &cash).await.is(200).form(pay).value("payer"), "Иванова Мария Петровна");
    portal.pass(chrono::TimeDelta::days(2)).await;
    assert_eq!(portal.visit(&accountant(), &cash).await.is(200).form(pay).value("payer"), "Оспан Бекзат");
}

#[actix_web::test]
async fn from_the_day_on_the_former_holder_reads_nothing_of_the_premises_nor_their_files() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.powers_end().await;
    let (read, file) = (format!("/announcements/{}", Side::First.announcement(1)), Side::First.file(1));
    portal.visit(&owner2(), &read).await.is(200);
    portal.visit(&owner2(), &format!("{read}/files/{file}")).await.is(200);
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-20").await).await;
    portal.submit(&who, &form).await.is(303);
    for path in ["/announcements".to_owned(), read.clone(), format!("{read}/files/{file}")] {
        portal.visit(&owner2(), &path).await.is(403);
    }
}

#[actix_web::test]
async fn of_two_moves_at_once_one_is_entered() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let first = sale(&portal, &who, "2026-11-20").await;
    let (one, other) = (
        confirmed(&portal, &who, &first).await,
        confirmed(&portal, &who, &first.clone().with("name", "Серік Асан").without("email")).await,
    );
    let (one, other) = futures_util::future::join(portal.submit(&who, &one), portal.submit(&who, &other)).await;
    let mut said = [one.status.as_u16(), other.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [303, 422]);
    let rows = portal.visit(&who, &at(2)).await.all("tbody th[scope=row]");
    assert_eq!(
        rows.iter().filter(|name| name.starts_with("Оспан Бекзат") || name.starts_with("Серік Асан")).count(),
        1,
        "{rows:?}"
    );
}

#[actix_web::test]
async fn tenants_come_at_once_and_one_of_them_is_refused_as_late() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let mut forms = Vec::new();
    for name in ["А Б", "В Г", "Д Е"] {
        let form = portal.visit(&who, &format!("{}/moves/new", at(4))).await.form(&format!("{}/moves", at(4)));
        forms.push(confirmed(&portal, &who, &form.with("kind", "lease").with("day", "2026-11-20").with("name", name)).await);
    }
    let done = join_all(forms.iter().map(|form| portal.submit(&who, form))).await;
    assert_eq!(done.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
    assert_eq!(portal.visit(&who, &at(4)).await.all("tbody th[scope=row]").len(), 1);
}

#[actix_web::test]
async fn a_death_leaves_no_successor_and_writes_to_nobody_dead() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let before = portal.letters().len();
    let form = portal.visit(&who, &format!("{}/moves/new", at(2))).await.form(&format!("{}/moves", at(2)));
    let form = form.with("kind", "death").with("day", "2026-11-20").and("leaves", &Side::First.holding(4));
    let form = confirmed(&portal, &who, &form).await;
    let done = portal.submit(&who, &form).await;
    done.is(303);
    portal.work().await;
    assert_eq!(portal.letters().len(), before);
    portal.visit(&who, &at(2)).await.sees("пока никто не записан");
    portal.visit(&who, &format!("{}/act", done.leads_to())).await.is(200);
    let mine = done.leads_to().replace("/staff/homes/moves/", "/home/moves/");
    portal.visit(&owner2(), &mine).await.is(404);
}

#[actix_web::test]
async fn what_cannot_be_is_said_at_its_field() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let form = portal.visit(&who, &format!("{}/moves/new", at(2))).await.form(&format!("{}/moves", at(2)));
    let nobody = portal.submit(&who, &form.clone().with("kind", "sale").with("day", "2026-11-20").with("name", "А")).await;
    assert!(!nobody.is(422).error_of("leaves").is_empty());
    let nobody =
        portal.submit(&who, &form.clone().with("kind", "sale").with("day", "").and("leaves", &Side::First.holding(4))).await;
    assert!(!nobody.is(422).error_of("name").is_empty() && !nobody.error_of("day").is_empty());
    let early = form.with("kind", "sale").with("day", "2019-01-01").with("name", "А").and("leaves", &Side::First.holding(4));
    assert!(!portal.submit(&who, &early).await.is(422).error_of("day").is_empty());
}

#[actix_web::test]
async fn a_move_is_undone_within_three_days_unless_something_stands_on_it() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.powers_end().await;
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-20").await).await;
    let done = portal.submit(&who, &form).await;
    done.is(303);
    let undo = format!("{}/undo", done.leads_to());
    portal.visit(&who, &undo).await.is(200);
    portal.send(&who, &undo, &[]).await.is(303);
    portal.visit(&who, &at(2)).await.misses("Оспан Бекзат").sees("Иванова Мария");
    portal.visit(&owner2(), "/home").await.is(200);
    let again = portal.send(&who, &undo, &[]).await;
    portal.visit(&who, again.leads_to()).await.sees("отменён");

    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-20").await).await;
    let second = portal.submit(&who, &form).await.leads_to().to_owned();
    let next = portal.visit(&who, &format!("{}/moves/new", at(2))).await.form(&format!("{}/moves", at(2)));
    let next = confirmed(&portal, &who, &next.with("kind", "lease").with("day", "2026-11-20").with("name", "А Б")).await;
    portal.submit(&who, &next).await.is(303);
    let refused = portal.send(&who, &format!("{second}/undo"), &[]).await;
    portal.visit(&who, refused.leads_to()).await.sees("более новая запись");
    portal.visit(&owner2(), "/home").await.is(403);
}

#[actix_web::test]
async fn after_three_days_a_move_stands() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.powers_end().await;
    let form = confirmed(&portal, &who, &sale(&portal, &who, "2026-11-20").await).await;
    let done = portal.submit(&who, &form).await.leads_to().to_owned();
    portal.pass(chrono::TimeDelta::days(3) + chrono::TimeDelta::minutes(1)).await;
    let refused = portal.send(&who, &format!("{done}/undo"), &[]).await;
    portal.visit(&who, refused.leads_to()).await.sees("Три дня");
    portal.visit(&owner2(), "/home").await.is(403);
}
