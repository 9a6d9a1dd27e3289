//! Many connections that ask for a while, and what came of it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::child;
use crate::wire::{Ask, Wire};

/// Asked before anything is counted.
const WARM: Duration = Duration::from_millis(400);
/// More answers than this are not kept: the measurement ends.
const MOST: usize = 2_000_000;

/// What is asked, and how.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    pub(crate) asks: Vec<Ask>,
    pub(crate) status: u16,
    /// Answers shorter than this are not the page.
    pub(crate) least: usize,
    pub(crate) connections: usize,
    pub(crate) seconds: f64,
    /// Each connection asks once in this time, or at once again.
    pub(crate) every: Option<Duration>,
}

/// What a load did.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    /// Microseconds of the server's processors, for each request.
    pub(crate) cpu: f64,
    pub(crate) answers: usize,
}

/// Asks for a while. Every answer is looked at: one of another status or too short ends the measurement.
pub(crate) async fn drive(addr: SocketAddr, pid: u32, load: &Load) -> anyhow::Result<Measured> {
    let asks = Arc::new(load.asks.clone());
    let warm = Instant::now() + WARM;
    let end = warm + Duration::from_secs_f64(load.seconds);
    let mut tasks = Vec::new();
    for nth in 0..load.connections {
        let (asks, load) = (asks.clone(), load.clone());
        tasks.push(tokio::task::spawn_local(async move { one(addr, nth, &asks, &load, warm, end).await }));
    }
    tokio::time::sleep_until(warm.into()).await;
    let before = child::cpu(pid)?;
    tokio::time::sleep_until(end.into()).await;
    let after = child::cpu(pid)?;
    let mut all: Vec<f32> = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    ensure!(!all.is_empty(), "nothing was answered in {} s", load.seconds);
    all.sort_by(f32::total_cmp);
    let at = |percent: usize| all.get((all.len() * percent / 100).min(all.len() - 1)).copied().map_or(0.0, f64::from);
    Ok(Measured {
        rate: all.len() as f64 / load.seconds,
        p50: at(50),
        p99: at(99),
        cpu: (after - before) * 1e6 / all.len() as f64,
        answers: all.len(),
    })
}

async fn one(addr: SocketAddr, nth: usize, asks: &[Ask], load: &Load, warm: Instant, end: Instant) -> anyhow::Result<Vec<f32>> {
    let mut wire = Wire::open(addr).await?;
    let mut took = Vec::new();
    for ask in asks.iter().cycle().skip(nth * asks.len() / load.connections.max(1)) {
        let began = Instant::now();
        if began >= end || took.len() >= MOST {
            break;
        }
        let (status, length) = wire.ask(ask).await?;
        ensure!(
            status == load.status && length >= load.least,
            "answered {status} with {length} bytes instead of {} with {} or more",
            load.status,
            load.least
        );
        let now = Instant::now();
        if began >= warm && now <= end {
            took.push((now - began).as_secs_f32() * 1000.0);
        }
        if let Some(every) = load.every {
            tokio::time::sleep_until((began + every).into()).await;
        }
    }
    Ok(took)
}

/// The median of several measurements, figure by figure.
pub(crate) fn median(of: &[Measured]) -> Measured {
    let middle = |figure: fn(&Measured) -> f64| {
        let mut all: Vec<f64> = of.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Measured {
        rate: middle(|m| m.rate),
        p50: middle(|m| m.p50),
        p99: middle(|m| m.p99),
        cpu: middle(|m| m.cpu),
        answers: of.iter().map(|m| m.answers).sum(),
    }
}
