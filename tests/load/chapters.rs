//! What is measured, chapter by chapter. A chapter that fails is reported as not measured; the others go on.

mod biller;
mod crowd;
mod doors;
mod engines;
mod growth;
mod import;
mod memory;
mod pages;
mod voting;
mod weight;

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::child::{self, Process};
use crate::drive::{Load, Measured, drive};
use crate::figures::{Figures, at_most};
use crate::portal::{self, Filled};
use crate::wire::Ask;
use crate::{Settings, say};

/// Connections of all measurements of pages, as `measure.md` has it.
pub(crate) const CONNECTIONS: usize = 32;

/// A page that is measured: by whom it is asked for, and what must stand in it how often.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) paths: Vec<String>,
    pub(crate) cookie: String,
    pub(crate) mark: &'static str,
    pub(crate) times: usize,
}

impl Subject {
    /// Looks at the page before it is timed: status, text and number of rows.
    pub(crate) async fn checked(&self, addr: SocketAddr, seconds: f64) -> anyhow::Result<Load> {
        let mut least = usize::MAX;
        for path in &self.paths {
            let page = portal::look(addr, &self.cookie, path, &[]).await?;
            let text = page.text();
            let found = text.matches(self.mark).count();
            ensure!(
                found >= self.times,
                "{} at {path}: {:?} stands there {found} times, not {}",
                self.name,
                self.mark,
                self.times
            );
            least = least.min(page.body.len());
        }
        let asks = self.paths.iter().map(|path| Ask::get(path, &[("Cookie", &self.cookie)])).collect();
        Ok(Load { asks, status: 200, least: least * 9 / 10, connections: CONNECTIONS, seconds, every: None })
    }
}

/// A server and what is asked of it.
pub(crate) struct Lane<'a> {
    pub(crate) name: String,
    pub(crate) process: &'a Process,
    pub(crate) load: Load,
}

/// Measures all lanes in turn, several times over, so that what the machine does meanwhile falls on all of them.
pub(crate) async fn race(lanes: &[Lane<'_>], rounds: usize) -> anyhow::Result<Vec<Measured>> {
    let mut all: Vec<Vec<Measured>> = vec![Vec::new(); lanes.len()];
    for _ in 0..rounds.max(1) {
        for (lane, measured) in lanes.iter().zip(&mut all) {
            measured.push(drive(lane.process.addr, lane.process.pid(), &lane.load).await.with_context(|| lane.name.clone())?);
        }
    }
    let medians: Vec<Measured> = all.iter().map(|of| crate::drive::median(of)).collect();
    for (lane, of) in lanes.iter().zip(&medians) {
        Figures::show(&lane.name, of);
    }
    Ok(medians)
}

/// Everything that the chapters share: two filled databases.
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) small: Filled,
    pub(crate) large: Filled,
}

impl World {
    fn fill(settings: &Settings, figures: &mut Figures) -> anyhow::Result<Self> {
        let small = portal::fill(settings, settings.small, None)?;
        let large = portal::fill(settings, settings.large, None)?;
        let limit = if settings.large <= 100_000 { at_most(60.0, 30.0) } else { None };
        figures.add(format!("demo --flats {} fills", settings.large), large.took, "s", None, limit);
        for filled in [&small, &large] {
            crowd::announcements(&filled.url)?;
        }
        Ok(Self { settings: settings.clone(), small, large })
    }

    /// A server beside the portal.
    pub(crate) fn beside(&self, what: &str, more: &[&str]) -> anyhow::Result<Process> {
        let addr = child::free_addr()?;
        let me = std::env::current_exe()?;
        Process::serve(Command::new(me).arg(what).arg(addr.to_string()).args(more).stdout(Stdio::null()), addr)
    }
}

/// Runs the chapters that are wanted and prints the table.
pub(crate) fn measure(settings: &Settings) -> anyhow::Result<()> {
    std::fs::create_dir_all(&settings.scratch)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut figures = Figures::default();
    let world = World::fill(settings, &mut figures)?;
    tokio::task::LocalSet::new().block_on(&runtime, async {
        for chapter in ["pages", "growth", "memory", "doors", "weight", "engines", "import", "voting", "biller"] {
            if !settings.wants(chapter) {
                continue;
            }
            say(&format!("\n{chapter}"));
            let done = match chapter {
                "pages" => pages::measure(&world, &mut figures).await,
                "growth" => growth::measure(&world, &mut figures).await,
                "memory" => memory::measure(&world, &mut figures).await,
                "doors" => doors::measure(&world, &mut figures).await,
                "weight" => weight::measure(&world, &mut figures).await,
                "engines" => engines::measure(&world, &mut figures).await,
                "voting" => voting::measure(&world, &mut figures).await,
                "biller" => biller::measure(&world, &mut figures).await,
                _ => import::measure(&world, &mut figures).await,
            };
            if let Err(error) = done {
                say(&format!("  not measured: {error:#}"));
                figures.missing.push(format!("{chapter}: {error:#}"));
            }
        }
    });
    figures.print();
    ensure!(figures.missing.is_empty(), "{} chapters", figures.missing.len());
    Ok(())
}

/// The size of a file in megabytes.
pub(crate) fn megabytes(file: &Path) -> anyhow::Result<f64> {
    Ok(std::fs::metadata(file)?.len() as f64 / 1e6)
}
