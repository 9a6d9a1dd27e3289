//! P5 and P6: memory at rest and under everything, and how soon after its start the portal answers.

use std::time::Duration;

use super::{CONNECTIONS, World, pages};
use crate::child;
use crate::drive::{Load, drive};
use crate::figures::{Figures, at_most};
use crate::portal::sign_in;
use crate::say;
use crate::wire::Ask;

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let portal = world.large.serve()?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (idle, idle_own) = child::memory(portal.pid())?;
    let (manager, owner) =
        (sign_in(portal.addr, "manager@demo.example").await?, sign_in(portal.addr, "owner@demo.example").await?);
    let mut asks = Vec::new();
    for subject in pages::subjects(&manager, &owner) {
        subject.checked(portal.addr, 1.0).await?;
        asks.extend(subject.paths.iter().map(|path| Ask::get(path, &[("Cookie", &subject.cookie)])));
    }
    asks.push(Ask::get("/staff/homes?q=%D0%B0", &[("Cookie", &manager)]));
    let load = Load {
        asks,
        status: 200,
        least: 1_000,
        connections: CONNECTIONS * 2,
        seconds: world.settings.seconds * 3.0,
        every: None,
    };
    let pid = portal.pid();
    let watching = tokio::task::spawn_local(async move {
        let mut most = (0.0f64, 0.0f64);
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let Ok((all, own)) = child::memory(pid) else { return most };
            most = (most.0.max(all), most.1.max(own));
            WATCHED.with(|watched| watched.set(most));
        }
    });
    let done = drive(portal.addr, pid, &load).await;
    watching.abort();
    Figures::show("all pages in turn, 64 connections", &done?);
    let (peak, peak_own) = WATCHED.with(std::cell::Cell::get);
    say(&format!("  PSS idle {idle:.0} MB ({idle_own:.0} without files), peak {peak:.0} MB ({peak_own:.0} without files)"));
    figures.add("P5 memory idle, PSS", idle, "MB", Some(("without files", idle_own)), at_most(40.0, 20.0));
    figures.add("P5 memory peak, PSS", peak, "MB", Some(("without files", peak_own)), at_most(150.0, 80.0));
    portal.stop()?;
    let mut warm = Vec::new();
    let mut cold = Vec::new();
    for _ in 0..world.settings.rounds.max(3) {
        warm.push(world.large.cold_start().await?);
        world.large.forget()?;
        cold.push(world.large.cold_start().await?);
    }
    warm.sort_by(f64::total_cmp);
    cold.sort_by(f64::total_cmp);
    let middle = |all: &[f64]| all.get(all.len() / 2).copied().unwrap_or_default();
    say(&format!("  cold start: warm cache {warm:.0?} ms, program and database not in the cache {cold:.0?} ms"));
    figures.add("P6 start to the first page, warm cache", middle(&warm), "ms", None, at_most(150.0, 50.0));
    figures.add("P6 start to the first page, cold cache", middle(&cold), "ms", None, at_most(300.0, 120.0));
    Ok(())
}

thread_local! {
    /// The most memory seen so far: read after the watcher was ended.
    static WATCHED: std::cell::Cell<(f64, f64)> = const { std::cell::Cell::new((0.0, 0.0)) };
}
