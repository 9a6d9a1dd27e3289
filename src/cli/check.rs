//! `aula check`: everything that must be right before a start, looked at for real.

use super::say;
use crate::audit;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Conn, versions};
use crate::mail::Post;
use crate::{capabilities, ledger, pdf, trail, voting};

/// The step of the database since which chains can be gone through.
const TRAIL_CHECKS: &str = "20261120000021";
/// The step since which votes have chains and protocols.
const VOTES: &str = "20261120000057";
/// The step since which there are books.
const BOOKS: &str = "20261120000080";

pub(super) fn check(config: Config) -> anyhow::Result<()> {
    say(&format!("settings   ok: {} as {}", config.addr, config.base_url));
    let mut wrong = 0;
    let mut tell = |what: &str, found: Result<String, String>| match found {
        Ok(fact) => say(&format!("{what:<10} ok: {fact}")),
        Err(error) => {
            wrong += 1;
            say(&format!("{what:<10} WRONG: {error}"));
        }
    };
    tell("data", writable(&config));
    tell("database", database(&config));
    tell("trail", trail(&config));
    tell("votes", votes(&config));
    tell("books", books(&config));
    tell("fonts", pdf::check().map(|()| "every letter of Kazakh, Russian and English".to_owned()).map_err(|e| e.to_string()));
    tell("mail", actix_web::rt::System::new().block_on(mail(&config)));
    tell("jobs", Ok(capabilities::jobs().kinds().collect::<Vec<_>>().join(", ")));
    tell("clock", Ok(format!("{} UTC", Clock::real().now().format("%Y-%m-%d %H:%M"))));
    if wrong > 0 { Err(anyhow::anyhow!("{wrong} of these must be put right before a start")) } else { Ok(()) }
}

fn writable(config: &Config) -> Result<String, String> {
    let probe = config.data.join(".check");
    std::fs::create_dir_all(&config.data)
        .and_then(|()| std::fs::write(&probe, b"aula"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|e| format!("{}: {e}", config.data.display()))?;
    Ok(format!("{} can be written", config.data.display()))
}

fn database(config: &Config) -> Result<String, String> {
    let mut conn = Conn::open(config.database_url.reveal()).map_err(|e| e.to_string())?;
    let steps = versions(&mut conn).map_err(|e| e.to_string())?;
    Ok(format!("{:?}, {} steps run, the last {}", conn.engine(), steps.len(), steps.last().map_or("none", String::as_str)))
}

/// Every chain of the trail, gone through from its first line.
fn trail(config: &Config) -> Result<String, String> {
    let mut conn = Conn::open(config.database_url.reveal()).map_err(|e| e.to_string())?;
    let steps = versions(&mut conn).map_err(|e| e.to_string())?;
    if !steps.iter().any(|step| step.as_str() >= TRAIL_CHECKS) {
        return Ok("nothing to go through before the database is brought up to date".to_owned());
    }
    let (mut lines, mut broken) = (0, Vec::new());
    for chain in trail::chains(&mut conn).map_err(|e| e.to_string())? {
        let name = chain.map_or_else(|| "the installation".to_owned(), |company| format!("company {company}"));
        let witness = audit::checks::witness(&mut conn, chain).map_err(|e| e.to_string())?;
        match audit::verify(&mut conn, chain, witness).map_err(|e| e.to_string())? {
            Ok(checked) => lines += checked,
            Err(found) => broken.push(format!("the chain of {name} is broken at line {}: {}", found.place, found.fault)),
        }
    }
    if broken.is_empty() { Ok(format!("{lines} lines checked, every chain whole")) } else { Err(broken.join("; ")) }
}

/// The books of every company: the trial balance is nothing, every entry balances, closed months are as they were.
fn books(config: &Config) -> Result<String, String> {
    let mut conn = Conn::open(config.database_url.reveal()).map_err(|e| e.to_string())?;
    let steps = versions(&mut conn).map_err(|e| e.to_string())?;
    if !steps.iter().any(|step| step.as_str() >= BOOKS) {
        return Ok("there are none before the database is brought up to date".to_owned());
    }
    let checked = ledger::deep_check(&mut conn).map_err(|e| e.to_string())?;
    checked.map(|postings| format!("{postings} postings checked, they balance")).map_err(|fault| fault.to_string())
}

/// The chain of every meeting's votes.
fn votes(config: &Config) -> Result<String, String> {
    let mut conn = Conn::open(config.database_url.reveal()).map_err(|e| e.to_string())?;
    let steps = versions(&mut conn).map_err(|e| e.to_string())?;
    if !steps.iter().any(|step| step.as_str() >= VOTES) {
        return Ok("nothing to go through before the database is brought up to date".to_owned());
    }
    let (lines, wrong) = voting::check(&mut conn).map_err(|e| e.to_string())?;
    if wrong.is_empty() { Ok(format!("{lines} lines checked, every chain whole")) } else { Err(wrong.join("; ")) }
}

async fn mail(config: &Config) -> Result<String, String> {
    let smtp = config.smtp_url.as_ref().map(crate::config::Secret::reveal);
    let post = Post::open(smtp, &config.data.join("mail"), &config.mail_from, config.host()).map_err(|e| e.to_string())?;
    post.check().await?;
    Ok(if smtp.is_some() {
        "the server answers".to_owned()
    } else {
        format!("letters are laid into {}", config.data.join("mail").display())
    })
}
