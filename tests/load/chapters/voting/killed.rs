//! The power goes again and again while two hundred people vote. Each sends the ballot that was not answered once more: it counts once.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::ensure;

use super::super::World;
use super::at_once::ballot;
use super::tower::Tower;
use crate::figures::{Figures, at_most};
use crate::portal::form;
use crate::say;
use crate::wire::Wire;

/// How often it is killed.
const KILLS: u64 = 25;

/// Sends ballots from the given number on until nothing comes back, or `most` were sent; gives the number of the first one that was not acknowledged.
async fn vote(addr: SocketAddr, cookie: &str, path: &str, unit: &str, from: usize, most: usize) -> anyhow::Result<usize> {
    let Ok(mut wire) = Wire::open(addr).await else { return Ok(from) };
    let mut next = from;
    while next < from + most {
        let word = if next.is_multiple_of(2) { "for" } else { "against" };
        let body = ballot(unit, word, "cast", &format!("killed-{unit}-{next}"));
        let Ok(answer) = wire.fetch(&form(path, "10.0.0.1", Some(cookie), body.as_bytes())).await else { break };
        ensure!(answer.status == 303, "a ballot is answered {}", answer.status);
        next += 1;
    }
    Ok(next)
}

pub(super) async fn measure(world: &World, tower: &Tower, figures: &mut Figures) -> anyhow::Result<()> {
    let mut before: HashMap<String, usize> = HashMap::new();
    for (unit, ..) in tower.cast(&world.small.url)? {
        *before.entry(unit).or_default() += 1;
    }
    let mut portal = world.small.serve()?;
    let cookies = tower.arrive(portal.addr).await?;
    let path = format!("/votes/{}/ballot", tower.meeting);
    let mut next: Vec<usize> = vec![0; tower.units.len()];
    for round in 0..=KILLS {
        let most = if round == KILLS { 1 } else { usize::MAX / 2 };
        let addr = portal.addr;
        let tasks: Vec<_> = tower
            .units
            .iter()
            .zip(&cookies)
            .zip(&next)
            .map(|((unit, cookie), from)| {
                let (unit, cookie, path, from) = (unit.to_string(), cookie.clone(), path.clone(), *from);
                tokio::task::spawn_local(async move { vote(addr, &cookie, &path, &unit, from, most).await })
            })
            .collect();
        if round < KILLS {
            tokio::time::sleep(Duration::from_millis(80 + round * 97 % 400)).await;
            // kill -9
            drop(portal);
            portal = world.small.serve()?;
        }
        for (task, next) in tasks.into_iter().zip(&mut next) {
            *next = task.await??;
        }
    }
    drop(portal);
    let acknowledged: HashMap<String, usize> = tower.units.iter().map(ToString::to_string).zip(next.iter().copied()).collect();
    let many = |unit: &str| before.get(unit).copied().unwrap_or_default() + acknowledged.get(unit).copied().unwrap_or_default();
    tower.holds(&world.small.url, many).await?;
    let sum: usize = next.iter().sum();
    say(&format!(
        "  killed {KILLS} times while {} vote: {sum} ballots acknowledged, each there once; the chain verifies",
        tower.units.len()
    ));
    figures.add(format!("ballots lost or doubled in {KILLS} kill -9"), 0.0, "", None, at_most(0.0, 0.0));
    Ok(())
}
