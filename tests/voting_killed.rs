//! The power goes while many vote: every ballot that was acknowledged is there, none twice, and the chain verifies. And a clock set back.

mod served;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use aula::clock::Clock;
use aula::db::schema::{ballots, voting_events};
use aula::db::{Conn, Db};
use aula::voting::{self, Channel, Choices, MeetingId, PastVote};
use aula::who::CompanyId;
use chrono::{DateTime, TimeDelta};
use diesel::prelude::*;

use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called};
use crate::voting_counting::vote;

/// What the process that is killed is told.
const DATABASE: &str = "AULA_TEST_VOTING_DATABASE";
const HOUSE: &str = "AULA_TEST_VOTING_HOUSE";
/// Whose votes change again and again.
const UNITS: [(usize, &str); 5] = [(1, "owner"), (2, "owner"), (3, "a3"), (5, "a5"), (6, "a6")];

/// Votes until it is killed, from five tasks at once, and says each receipt once the ballot is committed.
#[actix_web::test]
#[ignore = "only as the process that the next test kills"]
async fn votes_until_it_is_killed() {
    let (Ok(url), Ok(house)) = (std::env::var(DATABASE), std::env::var(HOUSE)) else { return };
    let words: Vec<&str> = house.split(' ').collect();
    let company: CompanyId = words[0].parse().ok().expect("an id");
    let meeting: MeetingId = words[1].parse().ok().expect("an id");
    let at = DateTime::from_timestamp_micros(words[2].parse().expect("a moment")).expect("a moment").naive_utc();
    let db = Db::open(&url, 2, Clock::standing_at(at)).expect("the database");
    let all = words[3..].chunks(2).map(|unit| {
        let (db, premises, card) = (db.clone(), unit[0].parse().ok().expect("an id"), unit[1].parse().ok().expect("an id"));
        async move {
            for said in ["ff--", "fa--", "aa--"].into_iter().cycle() {
                let one = PastVote {
                    premises,
                    channel: Channel::Portal,
                    voter: (card, "somebody".into()),
                    caster: (None, "somebody".into()),
                    choices: Choices::read(said).expect("letters"),
                    at,
                };
                let cast = db.write(move |tx| {
                    voting::settle_votes(tx, company, meeting, std::slice::from_ref(&one))?;
                    let last = ballots::table.filter(ballots::premises_id.eq(premises)).order(ballots::version.desc());
                    Ok::<String, aula::db::Failure<voting::Refused>>(last.select(ballots::receipt).first(&mut **tx)?)
                });
                let receipt = cast.await.ok().expect("a ballot");
                let mut out = std::io::stdout().lock();
                writeln!(out, "acknowledged {receipt}").and_then(|()| out.flush()).expect("somebody who listens");
            }
        }
    });
    futures_util::future::join_all(all).await;
}

/// Starts that process, lets it acknowledge so many, kills it, and gives all it had acknowledged.
fn killed_after(portal: &TestPortal, here: &Assembly, many: usize) -> Vec<String> {
    let units: Vec<String> = UNITS.iter().map(|(flat, who)| format!("{} {}", here.flat(*flat), here.card(who))).collect();
    let at = portal.app.clock.now().and_utc().timestamp_micros();
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["voting_killed::votes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, portal.app.config.database_url.reveal())
        .env(HOUSE, format!("{} {} {at} {}", here.company, here.meeting, units.join(" ")))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let receipt = |line: std::io::Result<String>| {
        line.ok().and_then(|line| line.split_once("acknowledged ").map(|(_, receipt)| receipt.to_owned()))
    };
    let mut all: Vec<String> = lines.by_ref().filter_map(receipt).take(many).collect();
    child.kill().expect("SIGKILL");
    all.extend(lines.filter_map(receipt));
    child.wait().expect("an end");
    all
}

#[actix_web::test]
async fn what_was_acknowledged_before_the_power_went_is_there_once() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let mut acknowledged = BTreeSet::new();
    for many in [1, 40, 90] {
        let receipts = killed_after(&portal, &here, many);
        assert!(receipts.len() >= many, "{} of {many}", receipts.len());
        for receipt in receipts {
            assert!(acknowledged.insert(receipt.clone()), "{receipt} was given twice");
        }
    }
    let mut conn = Conn::open(portal.app.config.database_url.reveal()).expect("the database");
    let rows: Vec<(String, String, i32, String)> = ballots::table
        .filter(ballots::meeting_id.eq(here.meeting.to_string()))
        .select((ballots::receipt, ballots::premises_id, ballots::version, ballots::standing))
        .load(&mut conn)
        .expect("the ballots");
    let there: BTreeSet<&String> = rows.iter().map(|(receipt, ..)| receipt).collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|receipt| !there.contains(receipt)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert_eq!(there.len(), rows.len(), "no receipt stands twice");
    for (flat, _) in UNITS {
        let unit = here.flat(flat).to_string();
        let mut versions: Vec<i32> = rows.iter().filter(|row| row.1 == unit).map(|row| row.2).collect();
        versions.sort_unstable();
        assert_eq!(versions, (1..).take(versions.len()).collect::<Vec<i32>>(), "no version is left out or stands twice");
        let counting = rows.iter().filter(|row| row.1 == unit && row.3 == "counts").count();
        assert_eq!(counting, usize::from(!versions.is_empty()), "one of each unit counts");
    }
    let (lines, wrong) = voting::check(&mut conn).expect("a check");
    assert!(wrong.is_empty(), "{wrong:?}");
    // the notice, the opening, and a line for each ballot
    assert_eq!(lines, rows.len() + 2);
}

#[actix_web::test]
async fn a_clock_set_back_keeps_the_order_of_the_chain() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let now = portal.app.clock.now();
    let votes = vec![
        vote(&here, 1, "owner", "ff--", Channel::Portal, now),
        vote(&here, 2, "owner", "ff--", Channel::Portal, now - TimeDelta::hours(30)),
        vote(&here, 3, "a3", "aa--", Channel::Portal, now - TimeDelta::hours(3)),
    ];
    let (company, meeting) = (here.company, here.meeting);
    portal.app.db.write(move |tx| voting::settle_votes(tx, company, meeting, &votes)).await.expect("three votes");
    let lines: Vec<String> = portal
        .app
        .db
        .read(move |conn| {
            voting_events::table
                .filter(voting_events::meeting_id.eq(meeting.to_string()))
                .order(voting_events::place)
                .select(voting_events::line)
                .load(conn)
        })
        .await
        .expect("the chain");
    let at = |line: &String| {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON")["at"].as_str().expect("a moment").to_owned()
    };
    let moments: Vec<String> = lines.iter().map(at).collect();
    assert!(moments.is_sorted(), "{moments:#?}");
    let (_, wrong) = portal.app.db.read(voting::check).await.expect("a check");
    assert!(wrong.is_empty(), "{wrong:?}");
}
