//! Measures the portal as it is shipped, beside a static answer and a bare page of the same rows. Started by `tests/load/run`.

mod anchors;
mod chapters;
mod child;
mod drive;
mod figures;
mod floor;
mod portal;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "load", about = "Measures Aula")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves 20 kB from memory: what actix can do.
    Still {
        /// Where to listen.
        addr: String,
    },
    /// Serves the rows of the staff's list of homes, and nothing around them: what diesel and askama can do.
    Bare {
        /// Where to listen.
        addr: String,
        /// The SQLite file.
        database: String,
    },
    /// Measures; of an option given twice the last counts.
    #[command(args_override_self = true)]
    Measure(Settings),
}

/// What is measured, and how long.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Settings {
    /// The portal's program.
    #[arg(long)]
    aula: PathBuf,
    /// A folder for databases and what else is written.
    #[arg(long)]
    scratch: PathBuf,
    /// An empty PostgreSQL database, if there is one.
    #[arg(long)]
    postgres: Option<String>,
    /// Flats of the small database.
    #[arg(long, default_value_t = 1_000)]
    small: usize,
    /// Flats of the large database.
    #[arg(long, default_value_t = 100_000)]
    large: usize,
    /// Rows of the sheet that is imported.
    #[arg(long, default_value_t = 50_000)]
    import: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// How often each measurement is repeated; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Only these chapters.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

impl Settings {
    fn wants(&self, chapter: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| one == chapter)
    }
}

/// A line for the person at the terminal.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap_or_default();
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Still { addr } => anchors::still(&addr),
        Command::Bare { addr, database } => anchors::bare(&addr, &database),
        Command::Measure(settings) => chapters::measure(&settings),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("Could not be measured: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
