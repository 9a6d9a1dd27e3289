//! The command line: `aula serve | demo | migrate | backup | restore | check | receive`. It speaks English, to whoever runs the server.

mod check;
mod receive;
mod serve;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::clock::Clock;
use crate::config::Config;

#[derive(Parser)]
#[command(name = "aula", version, about = "A portal for the companies that manage apartment buildings")]
struct Arguments {
    /// The file of settings; it may be missing.
    #[arg(long, global = true, default_value = "aula.toml")]
    settings: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the portal.
    Serve,
    /// Runs the portal filled with a believable franchise, on this machine only.
    Demo(Demo),
    /// Brings the database up to date.
    Migrate,
    /// Writes everything into one file.
    Backup {
        /// Where to.
        file: PathBuf,
    },
    /// Fills an empty database from such a file.
    Restore {
        /// Where from.
        file: PathBuf,
    },
    /// Takes in a letter to the portal from standard input, as a mail server hands it over: an answer goes into its thread, anything
    /// else of somebody we know begins a request.
    Receive,
    /// Proves settings, database, mail and fonts before a start.
    Check,
}

/// How the demo is to be.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Demo {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) addr: SocketAddr,
    /// An empty database to fill instead of a temporary one.
    #[arg(long)]
    pub(crate) database: Option<String>,
    /// How many flats there are.
    #[arg(long, default_value_t = 240)]
    pub(crate) flats: usize,
    /// A folder to keep everything in, instead of a temporary one.
    #[arg(long)]
    pub(crate) keep: Option<PathBuf>,
}

/// Runs the command.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let failed =
        if matches!(arguments.command, Command::Receive) { ExitCode::from(receive::TRY_AGAIN) } else { ExitCode::FAILURE };
    match act(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("aula: {error:#}"));
            failed
        }
    }
}

fn act(arguments: Arguments) -> anyhow::Result<()> {
    let environment: BTreeMap<String, String> = std::env::vars().collect();
    if let Command::Demo(demo) = arguments.command {
        return serve::demo(&demo, &environment);
    }
    let config = Config::read(&arguments.settings, &environment)?;
    let url = config.database_url.reveal().to_owned();
    match arguments.command {
        Command::Serve => serve::serve(config),
        Command::Receive => receive::receive(config),
        Command::Check => check::check(config),
        Command::Migrate => {
            std::fs::create_dir_all(&config.data)?;
            let mut conn = crate::db::Conn::open(&url)?;
            let steps = crate::db::migrate(&mut conn).map_err(|e| anyhow::anyhow!("{e}"))?;
            say(&format!("{} steps were run; the database is up to date", steps.len()));
            Ok(())
        }
        Command::Backup { file } => {
            let done = crate::backup::write(&url, &config.data, &file, Clock::real().now())?;
            say(&done.to_string());
            Ok(())
        }
        Command::Restore { file } => {
            std::fs::create_dir_all(&config.data)?;
            let done = crate::backup::restore(&url, &config.data, &file)?;
            say(&done.to_string());
            Ok(())
        }
        Command::Demo(_) => Ok(()),
    }
}

/// A line for the person at the terminal.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    // nobody listens any more: nothing is lost by not telling them
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap_or_default();
}
