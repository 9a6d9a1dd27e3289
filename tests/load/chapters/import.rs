//! A real sheet of many rows: exported by one company's portal, imported by another company on a database of its own.

use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use super::World;
use crate::child::Process;
use crate::figures::{Figures, at_most};
use crate::portal::{self, form, look, sign_in};
use crate::say;
use crate::wire::{Ask, Wire};

const BOUNDARY: &str = "aula-load-boundary";
const PATIENCE: Duration = Duration::from_secs(300);

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let rows = world.settings.import;
    let (sheet, exported, bytes) = sheet(world, rows).await?;
    say(&format!("  export of {exported} rows as CSV took {bytes:.2} s"));
    let count = sheet.lines().count() - 1;
    let other = portal::fill(&world.settings, 10, None)?;
    let portal = other.serve()?;
    let manager = sign_in(portal.addr, "manager@other.example").await?;
    let page = upload(&portal, &manager, sheet.as_bytes()).await?;
    let began = Instant::now();
    let text = wait(&portal, &manager, &page, "/run\"").await?;
    let rehearsed = began.elapsed().as_secs_f64();
    let once = once(&text)?;
    let before = crate::child::cpu(portal.pid())?;
    let began = Instant::now();
    let answer = Wire::open(portal.addr)
        .await?
        .fetch(&form(&format!("{page}/run"), "10.0.0.1", Some(&manager), format!("once={once}").as_bytes()))
        .await?;
    ensure!(answer.status == 303, "the import was not begun: {}", answer.status);
    wait(&portal, &manager, &page, "class=\"button\" href=\"/staff/homes\"").await?;
    let imported = began.elapsed().as_secs_f64();
    let cpu = crate::child::cpu(portal.pid())? - before;
    say(&format!("  {count} rows: rehearsed in {rehearsed:.1} s, imported in {imported:.1} s ({cpu:.1} s CPU), peak and all"));
    figures.add(format!("rehearsal of {count} rows"), rehearsed, "s", None, None);
    figures.add(format!("import of {count} rows"), imported, "s", Some(("rehearsal", rehearsed)), at_most(15.0, 8.0));
    Ok(())
}

/// The first rows of the large database's own export.
async fn sheet(world: &World, rows: usize) -> anyhow::Result<(String, usize, f64)> {
    let portal = world.large.serve()?;
    let manager = sign_in(portal.addr, "manager@demo.example").await?;
    let began = Instant::now();
    let all = look(portal.addr, &manager, "/staff/homes/export.csv", &[]).await?.text();
    let took = began.elapsed().as_secs_f64();
    let lines = all.lines().count();
    ensure!(lines > 10, "the export holds {lines} rows");
    Ok((all.lines().take(rows + 1).collect::<Vec<_>>().join("\n"), lines - 1, took))
}

fn once(page: &str) -> anyhow::Result<String> {
    let rest = page.split("name=\"once\" value=\"").nth(1).context("no once-key on the page")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

async fn upload(portal: &Process, cookie: &str, sheet: &[u8]) -> anyhow::Result<String> {
    let index = look(portal.addr, cookie, "/staff/homes/imports", &[]).await?.text();
    let mut body =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n{}\r\n", once(&index)?).into_bytes();
    body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"city.csv\"\r\nContent-Type: text/csv\r\n\r\n").into_bytes());
    body.extend_from_slice(sheet);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", kind.as_str())];
    let answer = Wire::open(portal.addr).await?.fetch(&Ask::new("POST", "/staff/homes/imports", &headers, &body)).await?;
    ensure!(answer.status == 303, "the sheet was not taken: {} {}", answer.status, errors(&answer.text()));
    let page = answer.header("location").next().context("no way on")?.to_owned();
    Ok(page)
}

/// Looks at the import's page until it says so.
async fn wait(portal: &Process, cookie: &str, page: &str, mark: &str) -> anyhow::Result<String> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let text = look(portal.addr, cookie, page, &[]).await?.text();
        if text.contains(mark) {
            return Ok(text);
        }
        ensure!(!text.contains("class=\"errors\""), "the import failed: {}", errors(&text));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("the import did not come to its end in {PATIENCE:?}")
}

fn errors(html: &str) -> String {
    html.split("class=\"errors\"").nth(1).unwrap_or(html).chars().take(400).collect()
}
