//! The count, the check before signing, the protocol and what proves it.

use aula::db::Never;
use aula::db::schema::{meetings, protocols, voting_events};
use aula::voting::{self, Channel, Choices, PastVote};
use chrono::TimeDelta;
use diesel::prelude::*;

use crate::support::assembly::{Assembly, Called};
use crate::support::paper::{is_sound, words_of};
use crate::support::people::{known_as, owner, secretary, tenant};
use crate::support::{Person, Screen, Side, TestPortal};

/// A vote for a flat of the house by one of its owners.
pub(crate) fn vote(here: &Assembly, flat: usize, who: &str, said: &str, channel: Channel, at: aula::clock::Moment) -> PastVote {
    PastVote {
        premises: here.flat(flat),
        channel,
        voter: (here.card(who), who.to_owned()),
        caster: (known_id(who), who.to_owned()),
        choices: Choices::read(said).expect("letters"),
        at,
    }
}

fn known_id(who: &str) -> Option<aula::who::PersonId> {
    ["owner", "owner2"].contains(&who).then(|| known_as(who).id().parse().ok().expect("an id"))
}

/// Who votes for which flat.
const VOTERS: [(usize, &str, Channel); 9] = [
    (1, "owner", Channel::Portal),
    (2, "owner", Channel::Portal),
    (3, "a3", Channel::Paper),
    (4, "owner2", Channel::Portal),
    (5, "a5", Channel::Paper),
    (6, "a6", Channel::Portal),
    (7, "owner2", Channel::Portal),
    (9, "a9", Channel::Portal),
    (10, "a10", Channel::Paper),
];

/// So many vote: all for the first question, the first against the second.
pub(crate) async fn voted(portal: &TestPortal, many: usize) -> Assembly {
    let here = Assembly::settle(portal, Called::closing()).await;
    let at = portal.app.clock.now() - TimeDelta::days(1);
    let said = |place: usize| if place == 0 { "fa--" } else { "ff-f" };
    let votes: Vec<PastVote> = VOTERS
        .iter()
        .take(many)
        .enumerate()
        .map(|(place, (flat, who, way))| vote(&here, *flat, who, said(place), *way, at))
        .collect();
    let (company, meeting) = (here.company, here.meeting);
    let cast = portal.app.db.write(move |tx| voting::settle_votes(tx, company, meeting, &votes)).await;
    assert_eq!(cast.ok(), Some(many));
    here
}

/// Voting ends.
pub(crate) async fn close(portal: &TestPortal, here: &Assembly) {
    let (company, meeting, now) = (here.company, here.meeting, portal.app.clock.now());
    let closed = portal.app.db.write::<_, Never>(move |tx| Ok(voting::settle_close(tx, company, meeting, now)?)).await;
    assert_eq!(closed.ok(), Some(true));
    portal.work().await;
}

fn desk(here: &Assembly, tail: &str) -> String {
    format!("/staff/votes/{}{tail}", here.meeting)
}

async fn state(portal: &TestPortal, here: &Assembly) -> String {
    let id = here.meeting;
    portal
        .app
        .db
        .read(move |conn| meetings::table.find(id.to_string()).select(meetings::state).first(conn))
        .await
        .expect("a state")
}

/// The secretary counts.
async fn counted(portal: &TestPortal, here: &Assembly, who: &Person) -> Screen {
    let path = desk(here, "/count");
    let form = portal.visit(who, &path).await.is(200).form(&path);
    let done = portal.submit(who, &form).await;
    portal.work().await;
    done
}

/// A house that was counted, and whose signers are named.
async fn named(portal: &TestPortal) -> (Assembly, Person) {
    let here = voted(portal, 9).await;
    close(portal, &here).await;
    let who = secretary();
    counted(portal, &here, &who).await.is(303);
    let form = portal.visit(&who, &desk(&here, "/signers")).await.form(&desk(&here, "/signers"));
    portal.submit(&who, &form.with("initiators", "Нұрланова Айгерім; директор")).await.is(303);
    portal.work().await;
    (here, who)
}

#[actix_web::test]
async fn what_was_voted_is_counted_in_words_and_once_more_by_the_journal() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 9).await;
    let who = secretary();
    portal.visit(&who, &desk(&here, "/count")).await.is(404);
    close(&portal, &here).await;
    counted(&portal, &here, &who).await.is(303);
    assert_eq!(state(&portal, &here).await, "counted");
    let page = portal.visit(&who, &desk(&here, "/count")).await;
    page.is(200).sees("Пересчёт по журналу совпадает.").sees("9 за из 13; нужно не менее 7");
    page.sees("8 за из 9 проголосовавших; нужно не менее 5").sees("принято").sees("нет кворума");
    // of the second entrance's six flats three voted: more than half would be four
    page.sees("Участвовали 3 из 6; для кворума нужно не менее 4");
    let again = portal.send(&who, &desk(&here, "/count"), &[]).await;
    assert!(portal.follow(&who, again).await.flash().contains("уже в другом состоянии"));
}

#[actix_web::test]
async fn too_few_decide_nothing() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 6).await;
    close(&portal, &here).await;
    counted(&portal, &here, &secretary()).await.is(303);
    assert_eq!(state(&portal, &here).await, "no_quorum");
}

#[actix_web::test]
async fn an_open_dispute_stops_the_count() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 9).await;
    let at = portal.app.clock.now();
    let other = vec![vote(&here, 4, "neighbour", "aa--", Channel::Portal, at)];
    let (company, meeting) = (here.company, here.meeting);
    portal.app.db.write(move |tx| voting::settle_votes(tx, company, meeting, &other)).await.expect("a dispute");
    close(&portal, &here).await;
    let who = secretary();
    portal.visit(&who, &desk(&here, "/count")).await.sees("таких бюллетеней 1");
    portal.send(&who, &desk(&here, "/count"), &[]).await.is(303);
    assert_eq!(state(&portal, &here).await, "counting");
}

#[actix_web::test]
async fn a_tampered_journal_is_found_and_not_counted() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 9).await;
    close(&portal, &here).await;
    let id = here.meeting.to_string();
    let tamper = portal.app.db.write::<_, Never>(move |tx| {
        let there = voting_events::table.filter(voting_events::meeting_id.eq(&id)).filter(voting_events::place.eq(4_i64));
        let line: String = there.select(voting_events::line).first(&mut **tx)?;
        let there = voting_events::table.filter(voting_events::meeting_id.eq(&id)).filter(voting_events::place.eq(4_i64));
        Ok(diesel::update(there)
            .set(voting_events::line.eq(line.replace("ff-f", "aa-a").replace("ff--", "aa--")))
            .execute(&mut **tx)?)
    });
    tamper.await.ok().expect("a changed line");
    let who = secretary();
    portal.visit(&who, &desk(&here, "/count")).await.sees("строке 4");
    portal.send(&who, &desk(&here, "/count"), &[]).await.is(303);
    assert_eq!(state(&portal, &here).await, "counting");
    let (_, wrong) = portal.app.db.read(voting::check).await.expect("a check");
    assert!(wrong.len() == 1 && wrong[0].contains("Broken(4)"), "{wrong:?}");
}

#[actix_web::test]
async fn nobody_signs_what_the_check_is_against() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 9).await;
    close(&portal, &here).await;
    let who = secretary();
    counted(&portal, &here, &who).await.is(303);
    let page = portal.visit(&who, &desk(&here, "/protocol")).await;
    page.is(200).sees("Не назван инициатор собрания.");
    assert!(page.forms().iter().all(|form| !form.multipart), "nothing to lay in yet");
    let refused = portal.upload(&who, &desk(&here, "/scan"), &[], &[("scan", "p.pdf", b"%PDF-1.4\n%%EOF\n")]).await;
    refused.is(422);
    assert_eq!(state(&portal, &here).await, "counted");
}

#[actix_web::test]
async fn a_protocol_is_signed_published_and_read_by_owners() {
    let portal = TestPortal::open().await;
    let (here, who) = named(&portal).await;
    let draft = portal.visit(&who, &desk(&here, "/protocol.pdf")).await;
    assert!(draft.is(200).bytes.starts_with(b"%PDF-1.7"));
    let boss = owner();
    portal.visit(&boss, &here.at("/protocol.pdf")).await.is(404);
    let signed = portal.upload(&who, &desk(&here, "/scan"), &[], &[("scan", "p.pdf", b"%PDF-1.4\n%%EOF\n")]).await;
    signed.is(303);
    portal.work().await;
    assert_eq!(state(&portal, &here).await, "signed");
    let last = portal.visit(&who, &desk(&here, "/protocol.pdf")).await;
    assert_ne!(last.bytes, draft.bytes, "it is no draft any more");
    let form = portal.visit(&who, &desk(&here, "/publication")).await.is(200).form(&desk(&here, "/publication"));
    portal.submit(&who, &form).await.is(303);
    portal.work().await;
    assert_eq!(state(&portal, &here).await, "published");
    let whole = portal.visit(&boss, &here.at("/protocol.pdf")).await;
    assert_eq!(whole.is(200).bytes, last.bytes);
    assert_eq!(portal.visit(&boss, &here.at("/scan")).await.is(200).bytes, b"%PDF-1.4\n%%EOF\n");
    assert!(portal.letter_to("owner@demo.example").subject.contains("жарияланды"));
    // whoever only lives there reads an extract, and not the scan
    let renting = tenant();
    let extract = portal.visit(&renting, &here.at("/protocol.pdf")).await;
    assert!(extract.is(200).bytes.len() < whole.bytes.len());
    [&draft, &whole, &extract].into_iter().for_each(|paper| is_sound(&paper.bytes));
    portal.visit(&renting, &here.at("/scan")).await.is(404);
    if let Some(text) = words_of(&extract.bytes) {
        assert!(text.contains("ҮЗІНДІ") && !text.contains("Ғабдуллин") && !text.contains("Омарова"), "{text}");
    }
    if let Some(text) = words_of(&whole.bytes) {
        assert!(text.contains("Ғабдуллин Ілияс") && text.contains("ХАТТАМА") && !text.contains("ПРОЕКТ"), "{text}");
        assert!(text.contains("стр. 1 из"), "{text}");
    }
    if let Some(text) = words_of(&draft.bytes) {
        assert!(text.contains("ПРОЕКТ"), "{text}");
    }
}

#[actix_web::test]
async fn a_copy_is_due_in_five_working_days() {
    let portal = TestPortal::open().await;
    let (here, who) = named(&portal).await;
    portal.upload(&who, &desk(&here, "/scan"), &[], &[("scan", "p.pdf", b"%PDF-1.4\n%%EOF\n")]).await.is(303);
    let boss = owner();
    let form = portal.visit(&boss, &here.at("/copies")).await.is(200).form(&here.at("/copies"));
    portal.submit(&boss, &form.with("note", "Қағаз түрінде")).await.is(303);
    portal.visit(&tenant(), &here.at("/copies")).await.is(404);
    let page = portal.visit(&who, &desk(&here, "/copies")).await;
    page.is(200).sees("До 27 ноября 2026").sees("Қағаз түрінде");
    portal.pass(TimeDelta::days(9)).await;
    let page = portal.visit(&who, &desk(&here, "/copies")).await;
    page.sees("просрочено рабочих дней: 1");
    let give = page.forms().into_iter().find(|form| form.action.contains("/copies/")).expect("a form");
    portal.submit(&who, &give).await.is(303);
    portal.visit(&who, &desk(&here, "/copies")).await.sees("Выдана");
}

#[actix_web::test]
async fn anybody_looks_a_protocol_up_and_learns_nobodys_name() {
    let portal = TestPortal::open().await;
    let (here, who) = named(&portal).await;
    let id = here.meeting.to_string();
    let code: String = portal
        .app
        .db
        .read(move |conn| protocols::table.filter(protocols::meeting_id.eq(id)).select(protocols::code).first(conn))
        .await
        .expect("a code");
    let anybody = Person::visitor();
    let page =
        portal.visit(&anybody, &format!("/verify?code={}", code.to_lowercase().replace('-', " ").replace(' ', "%20"))).await;
    page.is(200).sees("Тоқаев көшесі, 7").sees("подп. 6").sees("принято");
    for name in ["Жұмабаев", "Иванова", "Омарова", "Нұрланова"] {
        page.misses(name);
    }
    portal.visit(&anybody, "/verify?code=0000-0000-0000").await.is(200).sees("Протокола с таким кодом нет");
    let pdf = portal.visit(&who, &desk(&here, "/protocol.pdf")).await.bytes;
    let same = portal.upload(&anybody, "/verify", &[("code", &code)], &[("file", "a.pdf", &pdf)]).await;
    same.is(200).sees("совпадает с проектом протокола");
    let mut other = pdf.clone();
    other.push(b' ');
    portal.upload(&anybody, "/verify", &[("code", &code)], &[("file", "a.pdf", &other)]).await.sees("отличается");
    // who guesses is slowed down
    let guesser = Person::visitor();
    let mut answers = Vec::new();
    for n in 0..30 {
        answers.push(portal.visit(&guesser, &format!("/verify?code=0000-0000-{n:04}")).await.status.as_u16());
    }
    assert!(answers.contains(&429), "{answers:?}");
}

#[actix_web::test]
async fn the_bulletin_keeps_choices_until_closing_and_the_pack_names_nobody() {
    let portal = TestPortal::open().await;
    let here = voted(&portal, 9).await;
    let boss = owner();
    portal.visit(&boss, &here.at("/bulletin")).await.is(200).misses("1 — Жақтап");
    portal.visit(&boss, &here.at("/pack.zip")).await.is(404);
    close(&portal, &here).await;
    let page = portal.visit(&boss, &here.at("/bulletin")).await;
    page.is(200).sees("1 — Жақтаймын, 2 — Қарсымын");
    let receipt = page.all("tbody th code").remove(0);
    let found = portal.visit(&boss, &here.at(&format!("/bulletin?receipt={}", receipt.to_lowercase()))).await;
    assert_eq!(found.all("tbody th code"), [receipt]);
    portal.visit(&crate::support::people::other_owner(), &here.at("/bulletin")).await.is(404);
    let pack = portal.visit(&boss, &here.at("/pack.zip")).await;
    pack.is(200);
    let text = String::from_utf8_lossy(&pack.bytes).into_owned();
    for name in ["README.txt", "verify.html", "bulletin.csv", "events.jsonl", "hashes.txt", "electorate.csv"] {
        assert!(text.contains(name), "{name}");
    }
    assert_eq!(pack.bytes, portal.visit(&boss, &here.at("/pack.zip")).await.bytes, "the same bytes");
    // at closing all who voted were mailed the head of the chain
    let letter = portal.letter_to("owner@demo.example");
    let head: String = {
        let id = here.meeting.to_string();
        portal.app.db.read(move |conn| meetings::table.find(id).select(meetings::head_hash).first(conn)).await.expect("a head")
    };
    assert!(letter.text.contains(&head), "{}", letter.text);
    assert_eq!(Side::First.company(), here.company.to_string());
}
