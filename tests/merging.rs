//! Two cards become one, and two again; and what is left of somebody who has died.

use futures_util::future::join;

use crate::support::people::{clerk, known_as, manager, owner, owner2, registrar};
use crate::support::screen::SeenForm;
use crate::support::{Person, Screen, Side, TestPortal};

fn flat(number: u128) -> String {
    format!("/staff/homes/premises/{}", Side::First.premises(number))
}

fn card(number: u128) -> String {
    format!("/staff/people/{}", Side::First.contact(number))
}

/// Somebody is entered as a holder; the pairs are what is typed besides the name.
async fn enter(portal: &TestPortal, who: &Person, premises: u128, name: &str, typed: &[(&str, &str)]) {
    let of = flat(premises);
    let form = portal.visit(who, &format!("{of}/holders/new")).await.form(&format!("{of}/holders"));
    let form = typed.iter().fold(form.with("name", name).with("holds", "owner"), |form, (field, value)| form.with(field, value));
    portal.submit(who, &form).await.is(303);
}

/// The address of the card of that name.
async fn card_of(portal: &TestPortal, who: &Person, premises: u128, name: &str) -> String {
    let page = portal.visit(who, &flat(premises)).await;
    page.links().into_iter().find(|(text, path)| text == name && path.contains("/people/")).expect("the card").1
}

/// Where two cards are compared, the first of which stays.
fn merging(kept: &str, gone: &str) -> String {
    format!("{kept}/merging/{}", gone.rsplit('/').next().expect("an id"))
}

async fn form(portal: &TestPortal, who: &Person, kept: &str, gone: &str) -> SeenForm {
    let path = merging(kept, gone);
    portal.visit(who, &path).await.is(200).form(&path)
}

/// The owner is written down a second time, without an account, in the second flat; and both are made one.
async fn doubled(portal: &TestPortal, who: &Person) -> String {
    enter(portal, who, 2, "Жұмабаев Е. С.", &[("phone", known_as("owner").phone), ("share", "1/3")]).await;
    card_of(portal, who, 2, "Жұмабаев Е. С.").await
}

async fn merge(portal: &TestPortal, who: &Person, kept: &str, gone: &str) -> Screen {
    let form = form(portal, who, kept, gone).await;
    portal.submit(who, &form.and("sure", "yes")).await
}

async fn undo(portal: &TestPortal, who: &Person) -> Screen {
    let page = portal.visit(who, "/staff/people/doubles").await;
    let (_, path) = page.links().into_iter().find(|(_, path)| path.contains("/merges/")).expect("a merge to undo");
    portal.visit(who, &path).await.is(200);
    let done = portal.send(who, &path, &[]).await;
    portal.visit(who, done.is(303).leads_to()).await
}

#[actix_web::test]
async fn the_same_phone_is_a_candidate_and_the_preview_shows_both() {
    let (portal, who) = (TestPortal::open().await, registrar());
    portal.visit(&who, "/staff/people/doubles").await.is(200).sees("Повторов не найдено");
    let other = doubled(&portal, &who).await;
    portal.visit(&who, "/staff/people/doubles").await.sees("Одинаковый телефон").sees("Жұмабаев Е. С.");
    let page = portal.visit(&who, &merging(&card(1), &other)).await;
    page.is(200).sees("Есть и используется").sees("Учётной записи нет").sees("Помещения сейчас").sees("Переезды");
    let unsure = portal.submit(&who, &page.form(&merging(&card(1), &other))).await;
    assert!(!unsure.is(422).error_of("sure").is_empty());
    portal.visit(&who, &merging(&card(1), &card(1))).await.is(404);
    portal.visit(&clerk(), "/staff/people/doubles").await.is(403);
}

#[actix_web::test]
async fn the_same_name_is_one_only_in_the_same_premises() {
    let (portal, who) = (TestPortal::open().await, registrar());
    enter(&portal, &who, 4, "Әлиев Асан", &[]).await;
    enter(&portal, &who, 5, "Әлиев Асан", &[]).await;
    portal.visit(&who, "/staff/people/doubles").await.sees("Повторов не найдено");
    enter(&portal, &who, 4, "әлиев  асан", &[("holds", "tenant")]).await;
    let page = portal.visit(&who, "/staff/people/doubles").await;
    page.sees("Одинаковое имя в одном помещении");
    assert_eq!(page.links().iter().filter(|(_, path)| path.contains("/merging/")).count(), 1);
}

#[actix_web::test]
async fn holdings_are_the_remaining_cards_and_come_back_on_undoing() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let other = doubled(&portal, &who).await;
    merge(&portal, &who, &card(1), &other).await.is(303);
    portal.visit(&who, &flat(2)).await.sees("Жұмабаев Ерлан Серікұлы").misses("Жұмабаев Е. С.");
    portal.visit(&who, &other).await.is(404);
    assert_eq!(portal.visit(&who, "/staff/people").await.all("tbody th").len(), 3);
    portal.visit(&owner(), "/home").await.is(200).sees("Абай");
    portal.visit(&who, &merging(&card(1), &other)).await.is(404);
    undo(&portal, &who).await.sees("Объединение отменено");
    portal.visit(&who, &flat(2)).await.sees("Жұмабаев Е. С.").misses("Жұмабаев Ерлан Серікұлы");
    portal.visit(&who, &other).await.is(200);
    portal.visit(&manager(), "/staff/audit").await.sees("Две карточки объединены").sees("Объединение карточек отменено");
}

#[actix_web::test]
async fn two_people_who_both_come_in_are_never_one() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let page = portal.visit(&who, &merging(&card(1), &card(2))).await;
    page.is(200).sees("это два разных человека");
    assert!(page.all("main form").is_empty(), "nothing to press");
    let path = merging(&card(1), &card(2));
    portal.send(&who, &path, &[("sure", "yes")]).await.is(422).sees("это два разных человека");
    portal.visit(&owner2(), "/home").await.is(200);
}

#[actix_web::test]
async fn shares_that_make_more_than_a_whole_are_refused() {
    let (portal, who) = (TestPortal::open().await, registrar());
    for (name, share) in [("Әлиев Асан", "1/2"), ("Әлиев А.", "2/3"), ("Омаров Ұлан", "1/4")] {
        enter(&portal, &who, 4, name, &[("share", share)]).await;
    }
    let (one, other) = (card_of(&portal, &who, 4, "Әлиев Асан").await, card_of(&portal, &who, 4, "Әлиев А.").await);
    portal.visit(&who, &merging(&one, &other)).await.is(200).sees("больше целого");
    portal.send(&who, &merging(&one, &other), &[("sure", "yes")]).await.is(422);
}

#[actix_web::test]
async fn different_idents_must_be_confirmed_by_themselves() {
    let (portal, who) = (TestPortal::open().await, registrar());
    enter(&portal, &who, 4, "Әлиев Асан", &[("ident", "850101300124")]).await;
    enter(&portal, &who, 5, "Әлиев А.", &[("ident", "900101300136")]).await;
    let (one, other) = (card_of(&portal, &who, 4, "Әлиев Асан").await, card_of(&portal, &who, 5, "Әлиев А.").await);
    let form = form(&portal, &who, &one, &other).await.with("ident", "gone").and("sure", "yes");
    let unsure = portal.submit(&who, &form).await;
    assert!(!unsure.is(422).error_of("sure_of_ident").is_empty());
    portal.submit(&who, &form.and("sure_of_ident", "yes")).await.is(303);
    portal.visit(&who, &one).await.sees("900101300136").misses("850101300124");
}

#[actix_web::test]
async fn of_two_merges_at_once_one_is_done() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let other = doubled(&portal, &who).await;
    let there = form(&portal, &who, &card(1), &other).await.and("sure", "yes");
    let back = form(&portal, &who, &other, &card(1)).await.and("sure", "yes");
    let (one, two) = join(portal.submit(&who, &there), portal.submit(&who, &back)).await;
    let done = [&one, &two].iter().filter(|screen| screen.status.as_u16() == 303).count();
    assert_eq!(done, 1, "{} {}", one.status, two.status);
    assert_eq!(portal.visit(&who, "/staff/people").await.all("tbody th").len(), 3, "one card of the two is left");
}

#[actix_web::test]
async fn what_has_changed_since_is_not_undone() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let other = doubled(&portal, &who).await;
    merge(&portal, &who, &card(1), &other).await.is(303);
    let form = portal.visit(&who, &format!("{}/edit", card(1))).await.form(&card(1));
    portal.submit(&who, &form.with("phone", "+77770000000")).await.is(303);
    undo(&portal, &who).await.sees("изменились, поэтому отменить нельзя");
    portal.visit(&who, &other).await.is(404);
}

#[actix_web::test]
async fn after_thirty_days_a_merge_stands_and_its_states_are_gone() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let other = doubled(&portal, &who).await;
    merge(&portal, &who, &card(1), &other).await.is(303);
    let page = portal.visit(&who, "/staff/people/doubles").await;
    let (_, path) = page.links().into_iter().find(|(_, path)| path.contains("/merges/")).expect("a merge to undo");
    for _ in 0..6 {
        portal.pass(chrono::TimeDelta::days(5)).await;
        portal.visit(&who, "/staff/people/doubles").await.sees("Объединённые");
    }
    portal.pass(chrono::TimeDelta::minutes(1)).await;
    let late = portal.send(&who, &path, &[]).await;
    portal.visit(&who, late.is(303).leads_to()).await.sees("Тридцать дней");
    portal.visit(&who, "/staff/people/doubles").await.misses("Объединённые");
    aula::homes::forget_merges(&portal.app.db, portal.app.clock.now()).await.expect("forgotten");
    use aula::db::schema::merges;
    use diesel::prelude::*;
    let left = portal.app.db.read(|conn| merges::table.filter(merges::before.ne("")).count().get_result::<i64>(conn)).await;
    assert_eq!(left.expect("counted"), 0);
}

/// Everything that a merge may touch, as text.
async fn everything(portal: &TestPortal) -> Vec<String> {
    use aula::db::schema::{contact_words, contacts, holdings, home_words, move_sides, representatives};
    use diesel::prelude::*;
    let read = |conn: &mut aula::db::Conn| {
        let cards: Vec<(aula::homes::Contact, Option<String>)> =
            contacts::table.order(contacts::id).select((aula::homes::Contact::as_select(), contacts::merged_into)).load(conn)?;
        let held: Vec<aula::homes::Holding> =
            holdings::table.order(holdings::id).select(aula::homes::Holding::as_select()).load(conn)?;
        let powers: Vec<(String, String, String)> = representatives::table
            .order(representatives::id)
            .select((representatives::id, representatives::holding_id, representatives::contact_id))
            .load(conn)?;
        let sides: Vec<(String, String, String)> = move_sides::table
            .order((move_sides::move_id, move_sides::holding_id))
            .select((move_sides::move_id, move_sides::holding_id, move_sides::contact_id))
            .load(conn)?;
        let words: Vec<(String, String)> = contact_words::table
            .order((contact_words::word, contact_words::contact_id))
            .select((contact_words::word, contact_words::contact_id))
            .load(conn)?;
        let homes: Vec<(String, String)> = home_words::table
            .order((home_words::word, home_words::premises_id))
            .select((home_words::word, home_words::premises_id))
            .load(conn)?;
        let all = [format!("{cards:?}"), format!("{held:?}"), format!("{powers:?}"), format!("{sides:?}")];
        Ok(all.into_iter().chain([format!("{words:?}"), format!("{homes:?}")]).collect())
    };
    portal.app.db.read(read).await.expect("the tables")
}

#[actix_web::test]
async fn a_merge_and_its_undoing_leave_everything_as_it_was() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let mut chance = 0x5eed_u64;
    let mut next = |below: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % below
    };
    let names = ["Әлиев Асан", "Әлиев А. Б."];
    for name in names {
        enter(&portal, &who, 7, name, &[("phone", "+77015550000"), ("share", "1/4")]).await;
    }
    let cards = [card_of(&portal, &who, 7, names[0]).await, card_of(&portal, &who, 7, names[1]).await];
    for round in 0..6 {
        // whoever of the two comes to hold what, in whatever way: some of it twice
        for _ in 0..next(4) {
            let of = flat(u128::from(next(8) + 1));
            let one = usize::try_from(next(2)).expect("small");
            let holds = ["owner", "tenant", "family"][usize::try_from(next(3)).expect("small")];
            let form = portal.visit(&who, &format!("{of}/holders/new")).await.form(&format!("{of}/holders"));
            let form = form.with("name", names[one]).with("phone", "+77015550000").with("holds", holds);
            let form = if holds == "owner" && next(2) == 0 { form.with("share", "1/9") } else { form };
            portal.submit(&who, &form).await;
        }
        let (kept, gone) = if next(2) == 0 { (0, 1) } else { (1, 0) };
        let before = everything(&portal).await;
        let form = form(&portal, &who, &cards[kept], &cards[gone]).await.and("sure", "yes");
        let form = form.with("name", if next(2) == 0 { "kept" } else { "gone" });
        portal.submit(&who, &form).await.is(303);
        assert_ne!(before, everything(&portal).await, "round {round}: something was merged");
        undo(&portal, &who).await.sees("Объединение отменено");
        assert_eq!(everything(&portal).await, before, "round {round}");
    }
}

/// A death is entered for the second owner.
async fn death(portal: &TestPortal, who: &Person) -> String {
    let of = flat(2);
    let form = portal.visit(who, &format!("{of}/moves/new")).await.form(&format!("{of}/moves"));
    let form = form.with("kind", "death").with("day", "2026-11-20").and("leaves", &Side::First.holding(4));
    let review = portal.submit(who, &form).await;
    let done = portal.submit(who, &review.is(200).form(&form.action).and("step", "confirmed")).await;
    done.is(303).leads_to().to_owned()
}

#[actix_web::test]
async fn the_dead_are_reached_no_more_and_no_list_says_how_they_were() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let known = known_as("owner2");
    enter(&portal, &who, 4, known.name, &[("email", &known.email())]).await;
    let death = death(&portal, &who).await;
    let phone = aula::text::phone::print(known.phone);
    portal.visit(&who, &card(2)).await.is(200).sees("Этот человек умер: 20 ноября 2026").misses(&phone).misses(&known.email());
    portal.visit(&who, "/staff/people").await.sees("Умер(ла)").misses(&phone).misses(&known.email());
    portal.visit(&who, &flat(4)).await.sees("Умер(ла)").misses(&phone).misses(&known.email());
    for export in ["/staff/people/export.csv", "/staff/homes/export.csv"] {
        let csv = portal.visit(&who, export).await;
        assert!(csv.body().contains("Иванова") && !csv.body().contains(&known.email()), "{export}");
    }
    assert!(portal.visit(&who, &format!("/staff/people?q={}", known.email())).await.all("tbody th").is_empty());
    let page = portal.visit(&who, &flat(4)).await;
    assert!(!page.links().iter().any(|(_, path)| path.contains("holding=")), "the dead are not invited");
    // a death that was written down by mistake brings everything back
    portal.send(&who, &format!("{death}/undo"), &[]).await.is(303);
    portal.visit(&who, &card(2)).await.sees(&phone).sees(&known.email()).misses("Этот человек умер");
}

#[actix_web::test]
async fn nothing_is_sent_to_the_dead() {
    let (portal, who, boss) = (TestPortal::open().await, registrar(), manager());
    let known = known_as("owner2");
    enter(&portal, &who, 4, known.name, &[("email", &known.email())]).await;
    death(&portal, &who).await;
    let before = portal.letters().len();
    let place = crate::announcements::building();
    crate::announcements::told(&portal, &boss, &crate::announcements::water(&[("place", &place)])).await;
    let letters = portal.letters();
    assert!(letters.len() > before, "the living are told");
    assert!(letters.iter().skip(before).all(|letter| !letter.to.contains(&known.email())), "the dead are not");
}
