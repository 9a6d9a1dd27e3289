//! What is seen of votes, by whom and when; and what voters are told.

use chrono::TimeDelta;

use super::votes;
use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called, neighbour};
use crate::support::people::{manager, owner2, tenant, visitor};

#[actix_web::test]
async fn owners_see_how_each_unit_voted_and_nobody_else_does() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    votes(&portal, &owner2(), &here.at(""), &here, "fann").await.is(303);
    let page = portal.visit(&neighbour(), &here.at("")).await;
    page.is(200).sees("За: 2").sees("За — 2 из 13; нужно не менее 7");
    let list = portal.visit(&neighbour(), &here.at("/units")).await;
    list.is(200).sees("Иванова Мария Петровна").sees("Голоса нет");
    assert_eq!(list.all("tbody tr").len(), 16);
    let second = portal.visit(&neighbour(), &here.at("/units?entrance=2")).await;
    assert_eq!(second.is(200).all("tbody tr").len(), 6);
    portal.visit(&tenant(), &here.at("/units")).await.is(404);
    portal.visit(&tenant(), &here.at("")).await.is(200).misses("Результат").misses("Голоса нет");
    portal.visit(&manager(), &here.at("/units")).await.is(403);
    portal.visit(&visitor(), &here.at("/units")).await.is(303);
}

#[actix_web::test]
async fn a_meeting_that_hides_votes_shows_how_many_came_and_nothing_else() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open().hidden()).await;
    let before = portal.visit(&neighbour(), &here.at("")).await;
    votes(&portal, &owner2(), &here.at(""), &here, "faaa").await.is(303);
    let page = portal.visit(&neighbour(), &here.at("")).await;
    page.is(200).sees("проголосовали 2 из 13").misses("Результат").misses("Как проголосовало");
    assert_eq!(before.header("etag"), page.header("etag"), "no trace in headers");
    portal.visit(&neighbour(), &here.at("/units")).await.is(404);
}

#[actix_web::test]
async fn those_who_may_vote_are_told_once_that_voting_has_begun() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    portal.pass(TimeDelta::minutes(2)).await;
    let begun: Vec<String> =
        portal.letters().into_iter().filter(|sent| sent.text.contains(&here.at(""))).map(|sent| sent.to).collect();
    let mut all = begun.clone();
    all.sort();
    assert_eq!(all, ["neighbour@demo.example", "owner2@demo.example", "owner@demo.example", "proxy@demo.example"]);
    portal.pass(TimeDelta::minutes(2)).await;
    let again = portal.letters().into_iter().filter(|sent| sent.text.contains(&here.at(""))).count();
    assert_eq!(again, begun.len());
}
