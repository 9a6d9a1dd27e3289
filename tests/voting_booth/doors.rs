//! Who may, and when.

use aula::db::Never;
use aula::db::schema::{holdings, representatives};
use aula::homes::{HoldingId, Kind};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{filled, kept, reviewed, votes, whole};
use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called, neighbour, proxy, relative};
use crate::support::people::{other_owner, owner, owner2, registrar, tenant};

#[actix_web::test]
async fn who_owns_nothing_reads_and_is_told_why_they_do_not_vote() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    for who in [tenant(), relative()] {
        let page = portal.visit(&who, &here.at("")).await;
        page.is(200).sees("право голоса есть только у собственников").sees("Ежемесячный взнос");
        assert!(page.attributes("input[type=radio]", "name").is_empty());
        portal.visit(&who, &here.at("/units")).await.is(404);
        portal.visit(&who, &here.at("/receipt")).await.is(404);
        let unit = here.flat(2).to_string();
        let forged = [("unit", unit.as_str()), ("mine-1", "for"), ("mine-2", "for"), ("step", "cast")];
        portal.send(&who, &here.at("/ballot"), &forged).await.is(422).sees("За это помещение вы не голосуете");
    }
    assert!(kept(&portal, &here, here.flat(2)).await.is_empty());
    // an owner of the house cannot vote for a unit of somebody else either
    let (who, foreign) = (owner(), here.flat(7).to_string());
    let key = foreign.clone() + "-1";
    let forged = [("unit", foreign.as_str()), ("apart", "yes"), (key.as_str(), "for"), ("mine-1", "for"), ("step", "cast")];
    portal.send(&who, &here.at("/ballot"), &forged).await.is(422);
    assert!(kept(&portal, &here, here.flat(7)).await.is_empty());
}

#[actix_web::test]
async fn a_meeting_of_another_house_is_not_there() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let who = other_owner();
    for tail in ["", "/receipt", "/units"] {
        portal.visit(&who, &here.at(tail)).await.is(404);
    }
    portal.send(&who, &here.at("/ballot"), &[("unit", "1"), ("mine-1", "for")]).await.is(404);
    portal.visit(&who, "/votes").await.is(200).misses("Жылдық жиналыс").misses("Годовое собрание");
}

#[actix_web::test]
async fn the_last_moment_is_one_microsecond_before_the_close() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::closing()).await;
    let (one, two) = (owner(), owner2());
    let first = reviewed(&portal, &one, &filled(&portal, &one, &here.at(""), &here, "ffff").await).await;
    let second = reviewed(&portal, &two, &filled(&portal, &two, &here.at(""), &here, "ffff").await).await;
    let left = here.closes_at - portal.app.clock.now() - TimeDelta::microseconds(1);
    portal.app.clock.pass(left);
    let password = crate::support::people::PASSWORD;
    portal.submit(&one, &first.with("password", password)).await.is(303);
    portal.app.clock.pass(TimeDelta::microseconds(1));
    let late = portal.submit(&two, &second.with("password", password)).await;
    late.is(422);
    assert!(kept(&portal, &here, here.flat(7)).await.is_empty());
    assert_eq!(kept(&portal, &here, here.flat(1)).await.len(), 1);
    let page = portal.visit(&two, &here.at("")).await;
    page.is(200).sees("Голосование закончилось");
    assert!(page.attributes("input[type=radio]", "name").is_empty(), "after the close one reads");
    whole(&portal, &here).await;
}

#[actix_web::test]
async fn an_announced_meeting_is_read_and_not_voted() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::announced()).await, owner2());
    portal.visit(&who, "/votes").await.is(200).sees("Объявлены").sees("Годовое собрание");
    let page = portal.visit(&who, &here.at("")).await;
    page.is(200).sees("Голосование начнётся").sees("не менее 7 из 13");
    assert!(page.attributes("input[type=radio]", "name").is_empty());
    let unit = here.flat(7).to_string();
    let early = [("unit", unit.as_str()), ("mine-1", "for"), ("mine-2", "for"), ("mine-4", "for"), ("step", "cast")];
    portal.send(&who, &here.at("/ballot"), &early).await.is(422).sees("ещё не началось");
    assert!(kept(&portal, &here, here.flat(7)).await.is_empty());
}

#[actix_web::test]
async fn an_owner_stands_before_whoever_acts_for_them_and_that_one_is_told() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let page = portal.visit(&proxy(), &here.at("")).await;
    page.is(200).sees("по доверенности от собственника (Иванова Мария Петровна)").sees("Әбдіғалиева Күләш");
    votes(&portal, &proxy(), &here.at(""), &here, "ffff").await.is(303);
    for flat in [7, 8, 12] {
        assert_eq!(kept(&portal, &here, here.flat(flat)).await.len(), 1, "flat {flat}");
    }
    votes(&portal, &owner2(), &here.at("?again=yes"), &here, "aaaa").await.is(303);
    let flat = kept(&portal, &here, here.flat(7)).await;
    assert_eq!(flat, [("replaced".into(), "ff-f".into(), 1), ("counts".into(), "aa-a".into(), 2)]);
    portal.work().await;
    assert!(portal.letter_to("proxy@demo.example").text.contains("Иванова Мария Петровна"));
    let page = portal.visit(&proxy(), &here.at("?again=yes")).await;
    page.is(200).sees("Собственник проголосовал сам: 20 ноября 2026");
    assert!(!page.attributes("input[name=unit]", "value").contains(&here.flat(7).to_string()));
    let unit = here.flat(7).to_string();
    let card = format!("{}-", here.card("owner2"));
    let (one, two, four) = (format!("{card}1"), format!("{card}2"), format!("{card}4"));
    let forged =
        [("unit", unit.as_str()), (one.as_str(), "for"), (two.as_str(), "for"), (four.as_str(), "for"), ("step", "cast")];
    let refused = portal.send(&proxy(), &here.at("/ballot"), &forged).await;
    refused.is(422).sees("Собственник проголосовал сам: 20 ноября 2026, 14:00");
    whole(&portal, &here).await;
}

#[actix_web::test]
async fn a_power_that_was_taken_back_is_no_voice() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, proxy());
    let form = filled(&portal, &who, &here.at(""), &here, "ffff").await;
    let form = reviewed(&portal, &who, &form).await;
    let (clerk, flats) = (registrar(), [(6, here.flat(7)), (7, here.flat(8))]);
    for (unit, premises) in flats {
        let holding = here.holding(unit);
        let power = portal.app.db.read(move |conn| {
            representatives::table
                .filter(representatives::holding_id.eq(holding))
                .select(representatives::id)
                .first::<String>(conn)
        });
        let power = power.await.expect("a power");
        let at = format!("/staff/homes/premises/{premises}/holders/{holding}/representatives/{power}/ending");
        portal.send(&clerk, &at, &[]).await.is(303);
    }
    portal.work().await;
    assert!(portal.letter_to("proxy@demo.example").text.contains("Доверенность № 3-1187 отозвана"));
    portal.submit(&who, &form).await;
    assert!(kept(&portal, &here, here.flat(8)).await.is_empty() && kept(&portal, &here, here.flat(7)).await.is_empty());
    assert_eq!(kept(&portal, &here, here.flat(12)).await.len(), 1, "their own flat has voted");
    portal.visit(&who, &here.at("")).await.is(200).misses("по доверенности");
}

#[actix_web::test]
async fn who_bought_a_flat_after_the_notice_votes_for_it() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let (sold, buyer) = (here.holding(6), here.card("neighbour"));
    let yesterday = (portal.app.clock.now() - TimeDelta::days(1)).date();
    let moved = portal.app.db.write::<_, Never>(move |tx| {
        diesel::update(holdings::table.find(sold)).set(holdings::until.eq(yesterday)).execute(&mut **tx)?;
        let mut new: aula::homes::Holding =
            holdings::table.find(sold).select(aula::homes::Holding::as_select()).first(&mut **tx)?;
        new.id = HoldingId::fresh(tx.now());
        (new.contact_id, new.since, new.until) = (buyer, Some(yesterday), None);
        Ok(aula::on_each!(&mut **tx, c => diesel::insert_into(holdings::table).values(&new).execute(c))?)
    });
    moved.await.ok().expect("a sale");
    let page = portal.visit(&neighbour(), &here.at("")).await;
    page.is(200).sees("кв. 7: помещение перешло к вам после уведомления");
    votes(&portal, &neighbour(), &here.at(""), &here, "ffff").await.is(303);
    assert_eq!(kept(&portal, &here, here.flat(7)).await.len(), 1);
    let page = portal.visit(&owner2(), &here.at("")).await;
    assert!(!page.is(200).attributes("input[name=unit]", "value").contains(&here.flat(7).to_string()));
    assert_eq!(Kind::Flat.word(), "flat");
}
