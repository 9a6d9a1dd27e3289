//! Two hundred people vote through the pages at once, each as a browser does: the page, the review, the ballot, the receipt; then they
//! change it. Meanwhile the secretary watches the turnout of the three thousand units.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::ensure;

use super::super::World;
use super::tower::Tower;
use crate::figures::{Figures, at_most};
use crate::portal::{form, look, sign_in};
use crate::say;
use crate::wire::{Ask, Wire};

/// How often each of them votes.
const TIMES: usize = 3;
/// How long the secretary looks at a page before asking again.
const EVERY: Duration = Duration::from_millis(15);

/// Milliseconds of the pages of a vote and of the ballots alone.
#[derive(Default)]
struct Waits {
    all: Vec<f64>,
    casts: Vec<f64>,
}

/// What a ballot carries.
pub(super) fn ballot(unit: &str, word: &str, step: &str, once: &str) -> String {
    format!("unit={unit}&mine-1={word}&mine-2={word}&mine-3={word}&again=yes&step={step}&once={once}")
}

fn at(of: &mut [f64], percent: usize) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get((of.len() * percent / 100).min(of.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub(super) async fn measure(world: &World, tower: &Tower, figures: &mut Figures) -> anyhow::Result<()> {
    let portal = world.small.serve()?;
    let addr = portal.addr;
    let cookies = tower.arrive(addr).await?;
    let manager = sign_in(addr, "manager@demo.example").await?;
    let turnout = format!("/staff/votes/{}/turnout", tower.meeting);
    let seen = look(addr, &manager, &turnout, &[]).await?;
    ensure!(seen.text().matches("<meter").count() + seen.text().matches("<tr").count() >= 12, "the turnout has no entrances");
    let over = Rc::new(Cell::new(false));
    let watched: Vec<_> = [turnout.as_str(), "/staff/homes", "/staff/votes", "/staff"]
        .into_iter()
        .map(|path| tokio::task::spawn_local(watch(addr, manager.clone(), path.to_owned(), over.clone())))
        .collect();
    let began = Instant::now();
    let tasks: Vec<_> = tower
        .units
        .iter()
        .zip(&cookies)
        .map(|(unit, cookie)| {
            let (unit, cookie, of) = (unit.to_string(), cookie.clone(), tower.meeting.to_string());
            tokio::task::spawn_local(async move { vote(addr, &cookie, &of, &unit).await })
        })
        .collect();
    let mut waits = Waits::default();
    for task in tasks {
        let mut one = task.await??;
        waits.all.append(&mut one.all);
        waits.casts.append(&mut one.casts);
    }
    let took = began.elapsed().as_secs_f64();
    over.set(true);
    let mut pages = Vec::new();
    for task in watched {
        pages.push(task.await??);
    }
    drop(portal);
    let cast = tower.holds(&world.small.url, |_| TIMES).await?;
    let (p99, casts) = (at(&mut waits.all, 99), at(&mut waits.casts, 99));
    say(&format!(
        "  {} people cast {cast} ballots through {} pages in {took:.2} s; no ballot lost or doubled, the chain verifies",
        tower.units.len(),
        waits.all.len()
    ));
    figures.add("200 vote at once: slowest of a hundred ballots", casts, "ms", None, at_most(250.0, 100.0));
    figures.add("200 vote at once: slowest of a hundred requests", p99, "ms", None, at_most(250.0, 100.0));
    let [turnout, others @ ..] = pages.as_mut_slice() else { anyhow::bail!("nobody watched") };
    let slowest = others.iter_mut().map(|page| at(page, 50)).fold(0.0, f64::max);
    let slowest_p99 = others.iter_mut().map(|page| at(page, 99)).fold(0.0, f64::max);
    figures.add(
        "turnout of 3,000 units meanwhile: p50",
        at(turnout, 50),
        "ms",
        Some(("other pages", slowest)),
        at_most(slowest * 1.2, slowest),
    );
    figures.add(
        "turnout of 3,000 units meanwhile: p99",
        at(turnout, 99),
        "ms",
        Some(("other pages", slowest_p99)),
        at_most(250.0, 100.0),
    );
    Ok(())
}

/// Somebody looks at a page again and again.
async fn watch(addr: SocketAddr, cookie: String, path: String, over: Rc<Cell<bool>>) -> anyhow::Result<Vec<f64>> {
    let (mut wire, ask) = (Wire::open(addr).await?, Ask::get(&path, &[("Cookie", &cookie)]));
    let mut waits = Vec::new();
    while !over.get() {
        let began = Instant::now();
        let (status, _) = wire.ask(&ask).await?;
        ensure!(status == 200, "{path} answers {status}");
        waits.push(began.elapsed().as_secs_f64() * 1000.0);
        tokio::time::sleep(EVERY).await;
    }
    ensure!(!waits.is_empty(), "{path} was never looked at");
    Ok(waits)
}

/// Votes and changes it, as often as everybody does.
async fn vote(addr: SocketAddr, cookie: &str, meeting: &str, unit: &str) -> anyhow::Result<Waits> {
    let mut wire = Wire::open(addr).await?;
    let mut waits = Waits::default();
    let (page, receipt) = (format!("/votes/{meeting}?again=yes"), format!("/votes/{meeting}/receipt"));
    for nth in 0..TIMES {
        let word = if nth.is_multiple_of(2) { "for" } else { "against" };
        let send = |step: &str| {
            let body = ballot(unit, word, step, &format!("{unit}-{nth}"));
            form(&format!("/votes/{meeting}/ballot"), "10.0.0.1", Some(cookie), body.as_bytes())
        };
        let asks = [
            (Ask::get(&page, &[("Cookie", cookie)]), 200, "name=\"mine-3\""),
            (send("review"), 200, "value=\"cast\""),
            (send("cast"), 303, ""),
            (Ask::get(&receipt, &[("Cookie", cookie)]), 200, "class=\"number"),
        ];
        for (ask, status, mark) in asks {
            let began = Instant::now();
            let answer = wire.fetch(&ask).await?;
            let took = began.elapsed().as_secs_f64() * 1000.0;
            ensure!(answer.status == status && answer.text().contains(mark), "{} and no {mark}: {}", answer.status, answer.head);
            if status == 303 {
                ensure!(answer.header("location").any(|to| to.ends_with("/receipt")), "it leads elsewhere: {}", answer.head);
                waits.casts.push(took);
            }
            waits.all.push(took);
        }
    }
    Ok(waits)
}
