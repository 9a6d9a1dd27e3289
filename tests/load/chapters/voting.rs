//! P8, P9 and P10: how quick the votes of a million units are counted, how many ballots a second are taken for good, and how long a protocol of
//! ten thousand names takes. And two hundred people who vote through the pages at once, once with the power going.

mod at_once;
mod killed;
mod tower;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use aula::clock::Clock;
use aula::db::schema::{companies, contacts, holdings, people, premises};
use aula::db::{Db, Never};
use aula::homes::{BuildingId, ContactId, Kind, PremisesId};
use aula::money::Tiyn;
use aula::voting::{
    self, Channel, Choices, Format, Formula, Initiator, MeetingId, PastMeeting, PastQuestion, PastVote, Roll, Shown, trial,
};
use aula::who::{CompanyId, Holds, PersonId};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{World, megabytes};
use crate::figures::{Figures, at_least, at_most};
use crate::say;

const BALLOTS: usize = 1_000_000;
/// Units of the house whose protocol is drawn: each is named twice in it.
const NAMED: usize = 5_000;
/// How many ask the writer at once.
const AT_ONCE: usize = 32;

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    // first what is measured in memory: what the million leaves behind would hide it
    protocol(world, figures)?;
    counting(world, figures)?;
    casting(world, figures).await?;
    let tower = tower::Tower::build(world).await?;
    at_once::measure(world, &tower, figures).await?;
    killed::measure(world, &tower, figures).await
}

/// The quickest of several: what the work takes where nothing else is done.
fn quickest<T>(rounds: usize, mut work: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<(f64, T)> {
    let mut best: Option<(f64, T)> = None;
    for _ in 0..rounds.max(1) {
        let began = Instant::now();
        let done = work()?;
        let took = began.elapsed().as_secs_f64();
        if best.as_ref().is_none_or(|(least, _)| took < *least) {
            best = Some((took, done));
        }
    }
    best.context("nothing was measured")
}

fn counting(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let all = trial::Trial::of(BALLOTS, Clock::real().now());
    let (counted, by_ballots) = quickest(world.settings.rounds, || Ok(all.count()))?;
    let (chained, by_chain) = quickest(world.settings.rounds, || all.recount().map_err(|fault| anyhow::anyhow!("{fault:?}")))?;
    ensure!(by_ballots == by_chain, "the two counts differ");
    say(&format!("  {BALLOTS} ballots counted in {counted:.3} s, with the chain gone through in {chained:.3} s"));
    figures.add("P8 count of 1,000,000 ballots", counted, "s", None, at_most(0.5, 0.2));
    figures.add("P8 the same by the chain, each hash checked", chained, "s", Some(("count alone", counted)), at_most(1.0, 0.4));
    Ok(())
}

fn protocol(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let me = std::process::id();
    let before = crate::child::memory(me)?.0;
    let most = Arc::new(AtomicUsize::new(0));
    let (watched, done) = (most.clone(), Arc::new(std::sync::atomic::AtomicBool::new(false)));
    let over = done.clone();
    let watching = std::thread::spawn(move || {
        while !over.load(Ordering::Relaxed) {
            let now = crate::child::memory(me).map_or(0.0, |(all, _)| all);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "megabytes of a process")]
            watched.fetch_max(now.max(0.0) as usize, Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    let at = Clock::real().now();
    let drawn = quickest(world.settings.rounds, || trial::protocol(NAMED, at).map_err(|error| anyhow::anyhow!("{error:?}")));
    done.store(true, Ordering::Relaxed);
    watching.join().map_err(|_| anyhow::anyhow!("the watch panicked"))?;
    let (took, bytes) = drawn?;
    let memory = most.load(Ordering::Relaxed) as f64 - before;
    let file = world.settings.scratch.join("protocol.pdf");
    std::fs::write(&file, &bytes)?;
    say(&format!("  a protocol with {} named rows: {took:.2} s, {memory:.0} MB more memory", 2 * NAMED));
    figures.add("P10 protocol with 10,000 named rows", took, "s", None, at_most(1.0, 0.4));
    figures.add("P10 memory it takes", memory.max(0.0), "MB", None, at_most(100.0, 50.0));
    figures.add("P10 its file", megabytes(&file)?, "MB", None, at_most(2.0, 1.0));
    Ok(())
}

/// Who owns what in the largest house of the small database.
type House = (CompanyId, BuildingId, PersonId, Vec<(PremisesId, ContactId)>);

fn house(conn: &mut aula::db::Conn) -> QueryResult<House> {
    let (company, building): (CompanyId, BuildingId) = premises::table
        .group_by((premises::company_id, premises::building_id))
        .order(diesel::dsl::count_star().desc())
        .select((premises::company_id, premises::building_id))
        .first(conn)?;
    let author = people::table.filter(people::email.eq("manager@demo.example")).select(people::id).first(conn)?;
    let mut owned: Vec<(PremisesId, ContactId)> = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(companies::table.on(companies::id.eq(holdings::company_id)))
        .filter(premises::building_id.eq(building))
        // the agenda asks homes
        .filter(premises::kind.eq(Kind::Flat))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::until.is_null())
        .order((premises::id, contacts::id))
        .select((premises::id, contacts::id))
        .load(conn)?;
    owned.dedup_by_key(|(unit, _)| *unit);
    Ok((company, building, author, owned))
}

fn meeting(building: BuildingId, now: aula::clock::Moment) -> PastMeeting {
    let question = |item| PastQuestion {
        item,
        roll: Roll::Homes,
        entrance: None,
        title: ("A".into(), "B".into()),
        text: ("A".into(), "B".into()),
        formula: (Formula::None, Tiyn(0), Tiyn(0)),
    };
    PastMeeting {
        building,
        format: Format::Absentee,
        initiator: Initiator::Manager,
        title: ("A".into(), "B".into()),
        venue: (String::new(), String::new()),
        shown: Shown::Live,
        meets_at: None,
        open: (now - TimeDelta::days(2), now + TimeDelta::days(9)),
        notified_at: Some(now - TimeDelta::days(9)),
        chair_and_secretary: ("A".into(), "B".into()),
        questions: vec![question(6), question(7), question(3)],
    }
}

/// Ballots through the one door, each in a transaction of its own on SQLite with `synchronous=FULL`: what one writer's disk allows.
async fn casting(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let db = Db::open(&world.small.url, 2, Clock::real())?;
    let (company, building, author, owned) = db.read(house).await?;
    let now = Clock::real().now();
    let new = meeting(building, now);
    let settled = db.write::<_, Never>(move |tx| Ok(voting::settle(tx, company, author, &new, now.date())?)).await;
    let id = settled.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let (owned, next, end) =
        (Arc::new(owned), Arc::new(AtomicUsize::new(0)), Instant::now() + Duration::from_secs_f64(world.settings.seconds * 2.0));
    let began = Instant::now();
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| tokio::task::spawn_local(voter(db.clone(), (company, id), owned.clone(), next.clone(), end)))
        .collect();
    let (mut cast, mut waits) = (0_usize, Vec::new());
    for task in tasks {
        let (many, mut own) = task.await??;
        cast += many;
        waits.append(&mut own);
    }
    let took = began.elapsed().as_secs_f64();
    let (lines, wrong) = db.read(voting::check).await?;
    ensure!(wrong.is_empty(), "the chain is broken: {wrong:?}");
    ensure!(lines >= cast + 2, "{cast} ballots were acknowledged, and {lines} lines stand in the chains");
    waits.sort_by(f64::total_cmp);
    let p99 = waits.get(waits.len() * 99 / 100).copied().unwrap_or_default();
    say(&format!("  {cast} ballots in {took:.1} s from {AT_ONCE} at once, one commit each, p99 {p99:.1} ms; the chain verifies"));
    figures.add("P9 ballots taken, one commit each, chained", cast as f64 / took, "per s", None, at_least(1_000.0, 2_500.0));
    figures.add("P9 slowest of a hundred ballots", p99, "ms", None, at_most(250.0, 100.0));
    Ok(())
}

/// Casts one ballot after another until the end: each unit's first, then its changes.
async fn voter(
    db: Db,
    (company, meeting): (CompanyId, MeetingId),
    owned: Arc<Vec<(PremisesId, ContactId)>>,
    next: Arc<AtomicUsize>,
    end: Instant,
) -> anyhow::Result<(usize, Vec<f64>)> {
    let mut waits = Vec::new();
    while Instant::now() < end {
        let place = next.fetch_add(1, Ordering::Relaxed);
        let (premises, card) = owned.get(place % owned.len().max(1)).copied().context("a house without owners")?;
        let said = if (place / owned.len().max(1)).is_multiple_of(2) { "ffa" } else { "faf" };
        let one = PastVote {
            premises,
            channel: Channel::Portal,
            voter: (card, "somebody".into()),
            caster: (None, "somebody".into()),
            choices: Choices::read(said).context("letters")?,
            at: Clock::real().now(),
        };
        let began = Instant::now();
        let cast = db.write(move |tx| voting::settle_votes(tx, company, meeting, std::slice::from_ref(&one))).await;
        cast.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        waits.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok((waits.len(), waits))
}
