//! The portal under measurement: filled by its own demo, run by its own `serve`, used as a browser would.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::child::{self, Process};
use crate::wire::{Answer, Ask, Wire};
use crate::{Settings, say};

pub(crate) const PASSWORD: &str = "aula-demo-2026";

/// A filled database.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    aula: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) url: String,
    /// How long the demo took to fill it.
    pub(crate) took: f64,
}

/// Fills a database with so many flats; `postgres` is an empty database to fill instead of a file.
pub(crate) fn fill(settings: &Settings, flats: usize, postgres: Option<&str>) -> anyhow::Result<Filled> {
    let name = format!("{}-{flats}", if postgres.is_some() { "postgres" } else { "sqlite" });
    let data = settings.scratch.join(name);
    let addr = child::free_addr()?;
    let mut demo = command(&settings.aula);
    demo.args(["demo", "--flats", &flats.to_string(), "--addr", &addr.to_string()])
        .arg("--keep")
        .arg(&data)
        .stdout(Stdio::piped());
    if let Some(url) = postgres {
        demo.args(["--database", url]);
    }
    let began = Instant::now();
    let mut process = Process::start(&mut demo, addr)?;
    let output = process.output().context("no output")?;
    let ready = BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("Aula is ready"));
    ensure!(ready, "the demo with {flats} flats did not get ready");
    let took = began.elapsed().as_secs_f64();
    process.stop()?;
    let url = postgres.map_or_else(|| data.join("aula.sqlite").to_string_lossy().into_owned(), str::to_owned);
    say(&format!("filled {flats} flats in {took:.1} s ({})", if postgres.is_some() { "PostgreSQL" } else { "SQLite" }));
    Ok(Filled { aula: settings.aula.clone(), data, url, took })
}

/// The program, without the settings of a real Aula.
fn command(aula: &Path) -> Command {
    let mut command = Command::new(aula);
    for name in ["AULA_ADDR", "AULA_BASE_URL", "AULA_DATA", "AULA_SECRET", "DATABASE_URL", "SMTP_URL"] {
        command.env_remove(name);
    }
    command.env_remove("RUST_LOG").env("AULA_REQUESTS_PER_SECOND", "0");
    command
}

impl Filled {
    /// Starts the portal on it.
    pub(crate) fn serve(&self) -> anyhow::Result<Process> {
        let addr = child::free_addr()?;
        Process::serve(&mut self.serving(addr), addr)
    }

    fn serving(&self, addr: SocketAddr) -> Command {
        let mut serve = command(&self.aula);
        serve.arg("--settings").arg("/dev/null").arg("serve").stdout(Stdio::null());
        serve
            .env("AULA_DATA", &self.data)
            .env("DATABASE_URL", &self.url)
            .env("AULA_ADDR", addr.to_string())
            .env("AULA_BASE_URL", format!("http://{addr}"));
        serve
    }

    /// Milliseconds from the start to the first right answer.
    pub(crate) async fn cold_start(&self) -> anyhow::Result<f64> {
        let addr = child::free_addr()?;
        let began = Instant::now();
        let process = Process::start(&mut self.serving(addr), addr)?;
        let mut wire = loop {
            match Wire::open(addr).await {
                Ok(wire) => break wire,
                Err(error) => ensure!(began.elapsed() < Duration::from_secs(20), "it did not start: {error}"),
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        };
        let answer = wire.fetch(&Ask::get("/sign-in", &[])).await?;
        ensure!(answer.status == 200 && answer.text().contains("name=\"password\""), "the sign-in page did not come");
        let took = began.elapsed().as_secs_f64() * 1000.0;
        drop(process);
        Ok(took)
    }

    /// Drops what the system keeps of the program and the database in memory, of these files only.
    pub(crate) fn forget(&self) -> anyhow::Result<()> {
        let wal = PathBuf::from(format!("{}-wal", self.url));
        for file in [self.aula.as_path(), Path::new(&self.url), wal.as_path()] {
            if file.exists() {
                let done = Command::new("dd")
                    .arg(format!("if={}", file.display()))
                    .args(["iflag=nocache", "count=0", "status=none"])
                    .status()?;
                ensure!(done.success(), "dd cannot drop {} from the cache", file.display());
            }
        }
        Ok(())
    }
}

/// The fields of a sign-in.
pub(crate) fn credentials(login: &str) -> Vec<u8> {
    format!("login={}&password={PASSWORD}&next=%2F", login.replace('@', "%40")).into_bytes()
}

/// A POST of a form of ours, from that address.
pub(crate) fn form(path: &str, from: &str, cookie: Option<&str>, body: &[u8]) -> Ask {
    let mut headers =
        vec![("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded"), ("X-Forwarded-For", from)];
    headers.extend(cookie.map(|cookie| ("Cookie", cookie)));
    Ask::new("POST", path, &headers, body)
}

/// Signs in and gives the cookie.
pub(crate) async fn sign_in(addr: SocketAddr, login: &str) -> anyhow::Result<String> {
    let mut wire = Wire::open(addr).await?;
    let answer = wire.fetch(&form("/sign-in", "10.0.0.1", None, &credentials(login))).await?;
    ensure!(answer.status == 303, "{login} cannot sign in: {}", answer.status);
    let cookie = answer.header("set-cookie").find(|c| c.starts_with("aula=")).context("no session cookie")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// A page as somebody sees it; anything but 200 is an error.
pub(crate) async fn look(addr: SocketAddr, cookie: &str, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
    let mut all = vec![("Cookie", cookie)];
    all.extend_from_slice(headers);
    let answer = Wire::open(addr).await?.fetch(&Ask::get(path, &all)).await?;
    ensure!(answer.status == 200, "{path} answers {}: {}", answer.status, answer.text().chars().take(300).collect::<String>());
    Ok(answer)
}
