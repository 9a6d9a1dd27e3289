//! What residents do with a meeting: they read, they vote, they change it, and they see what they may see.

mod doors;
mod proving;
mod races;
mod representing;
mod several;
mod shown;

use aula::db::schema::{ballots, voting_events};
use aula::homes::PremisesId;
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::support::assembly::{Assembly, Called, neighbour};
use crate::support::people::{owner, owner2};
use crate::support::screen::SeenForm;
use crate::support::{Person, Screen, TestPortal};

/// The ballot of the meeting's page, with an answer in every field of it: `f`, `a`, `n` for the questions in their order.
async fn filled(portal: &TestPortal, who: &Person, path: &str, here: &Assembly, answers: &str) -> SeenForm {
    let page = portal.visit(who, path).await;
    let mut form = page.is(200).form(&here.at("/ballot"));
    let mut names: Vec<String> = page.attributes("input[type=radio]", "name");
    names.dedup();
    for name in names {
        let place: usize = name.rsplit('-').next().and_then(|place| place.parse().ok()).expect("a field ends in its question");
        let word = match &answers[place - 1..place] {
            "f" => "for",
            "a" => "against",
            _ => "abstain",
        };
        form = form.with(&name, word);
    }
    form
}

/// The second step of a filled ballot.
async fn reviewed(portal: &TestPortal, who: &Person, form: &SeenForm) -> SeenForm {
    let review = portal.submit(who, form).await;
    assert!(review.is(200).attributes("input[type=radio]", "name").is_empty(), "there is nothing to choose any more");
    review.form(&form.action).with("step", "cast")
}

/// Votes through the pages.
async fn votes(portal: &TestPortal, who: &Person, path: &str, here: &Assembly, answers: &str) -> Screen {
    let form = filled(portal, who, path, here, answers).await;
    let form = reviewed(portal, who, &form).await;
    portal.submit(who, &form).await
}

/// Standing, channel, choices and version of the ballots of a unit, in the order in which they came.
async fn kept(portal: &TestPortal, here: &Assembly, unit: PremisesId) -> Vec<(String, String, i32)> {
    let meeting = here.meeting.to_string();
    let unit = unit.to_string();
    let rows = portal.app.db.read(move |conn| {
        ballots::table
            .filter(ballots::meeting_id.eq(meeting))
            .filter(ballots::premises_id.eq(unit))
            .order(ballots::version)
            .select((ballots::standing, ballots::choices, ballots::version))
            .load(conn)
    });
    rows.await.expect("the ballots")
}

/// Goes through the chain as anybody could; gives how many lines it has.
async fn whole(portal: &TestPortal, here: &Assembly) -> usize {
    let meeting = here.meeting.to_string();
    let lines = portal.app.db.read(move |conn| {
        voting_events::table
            .filter(voting_events::meeting_id.eq(meeting))
            .order(voting_events::place)
            .select((voting_events::place, voting_events::line, voting_events::hash))
            .load::<(i64, String, String)>(conn)
    });
    let lines = lines.await.expect("the chain");
    let mut head = String::new();
    for (nth, (place, line, hash)) in (1..).zip(&lines) {
        let sealed = Sha256::digest(format!("{head}\n{line}").as_bytes());
        head = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((*place, &head), (nth, hash), "line {nth} is not as it was sealed");
    }
    lines.len()
}

#[actix_web::test]
async fn an_owner_votes_once_for_three_units_and_holds_a_receipt() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner().speaking("ru"));
    portal.visit(&who, "/home").await.is(200).sees("Жылдық жиналыс");
    let form = filled(&portal, &who, &here.at(""), &here, "fna-").await;
    assert_eq!(form.fields.iter().filter(|(name, _)| name == "unit").count(), 3);
    let again = portal.submit(&who, &form.clone().without("mine-3")).await;
    assert!(!again.is(422).error_of("mine-3").is_empty());
    assert!(again.all("input[checked]").len() == 2 || again.attributes("input[checked]", "name").len() == 2, "nothing is lost");
    let review = portal.submit(&who, &form).await;
    assert!(kept(&portal, &here, here.flat(1)).await.is_empty(), "nothing is cast before it is confirmed");
    let cast = review.is(200).form(&form.action).with("step", "cast");
    let done = portal.submit(&who, &cast).await;
    assert_eq!(done.is(303).leads_to(), here.at("/receipt"));
    let (flat, parking) = (kept(&portal, &here, here.flat(1)).await, kept(&portal, &here, here.unit(13)).await);
    assert_eq!(flat, [("counts".to_owned(), "fn--".to_owned(), 1)]);
    assert_eq!(parking, [("counts".to_owned(), "--a-".to_owned(), 1)]);
    let resent = portal.submit(&who, &cast).await;
    assert_eq!(resent.is(303).leads_to(), done.leads_to(), "a form that is sent again gives the same receipt");
    assert_eq!(kept(&portal, &here, here.flat(2)).await.len(), 1);
    let receipt = portal.arrive(&who, done.leads_to()).await;
    let codes = receipt.is(200).all(".number");
    assert_eq!(codes.len(), 3, "{codes:?}");
    portal.work().await;
    let letter = portal.letter_to("owner@demo.example");
    assert!(codes.iter().all(|code| letter.text.contains(code)), "{}", letter.text);
    for word in ["За", "Против", "Иә", "Қарсы", "Қалыс"] {
        assert!(!letter.text.split(|c: char| !c.is_alphabetic()).any(|found| found == word), "the letter says {word}");
    }
    portal.visit(&who, "/home").await.misses("Жылдық жиналыс");
    assert_eq!(whole(&portal, &here).await, 2 + 3);
}

#[actix_web::test]
async fn a_changed_vote_keeps_its_versions() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    votes(&portal, &who, &here.at(""), &here, "ffff").await.is(303);
    let page = portal.visit(&who, &here.at("")).await;
    let href = page.is(200).sees("Изменить голос").link("Изменить голос");
    assert!(page.all("input[type=radio]").is_empty() && page.attributes("input[type=radio]", "name").is_empty());
    portal.app.clock.pass(chrono::TimeDelta::minutes(3));
    votes(&portal, &who, &href, &here, "aaaa").await.is(303);
    let flat = kept(&portal, &here, here.flat(7)).await;
    assert_eq!(flat, [("replaced".into(), "ff-f".into(), 1), ("counts".into(), "aa-a".into(), 2)]);
    portal.visit(&who, &here.at("/receipt")).await.is(200).sees("вариант 1").sees("вариант 2").sees("14:03");
    whole(&portal, &here).await;
}

#[actix_web::test]
async fn co_owners_agree_or_open_a_dispute() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    votes(&portal, &neighbour(), &here.at(""), &here, "fnnf").await.is(303);
    let page = portal.visit(&owner2(), &here.at("")).await;
    page.is(200).sees("голосовал(а) Иванов Пётр Алексеевич");
    votes(&portal, &owner2(), &here.at("?again=yes&apart=yes"), &here, "fnnf").await.is(303);
    portal.visit(&owner2(), &here.at("/receipt")).await.is(200).sees("Совпадает с голосом другого собственника");
    votes(&portal, &owner2(), &here.at("?again=yes&apart=yes"), &here, "annf").await.is(303);
    let flat = kept(&portal, &here, here.flat(4)).await;
    let standings: Vec<&str> = flat.iter().map(|(standing, ..)| standing.as_str()).collect();
    assert_eq!(standings, ["counts", "replaced", "disputed"]);
    portal.visit(&owner2(), &here.at("/receipt")).await.is(200).sees("решит секретарь собрания");
    whole(&portal, &here).await;
}
