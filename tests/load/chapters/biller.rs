//! A bank's machine asks for accounts two hundred times a second, while people read pages: each question is answered within five milliseconds.

use std::time::Duration;

use anyhow::ensure;
use aula::db::schema::premises;
use aula::db::{Conn, Db};
use diesel::prelude::*;

use super::{World, pages};
use crate::drive::{Load, drive};
use crate::figures::{Figures, at_least, at_most};
use crate::portal::sign_in;
use crate::wire::Ask;

/// The bank's connections (Kaspi: 10–15 at once), and how often each of them asks: two hundred times a second in all.
const MACHINES: usize = 20;
const ASKS: Duration = Duration::from_millis(100);
/// Readers meanwhile, and how often each of them asks.
const READERS: usize = 4;
const EVERY: Duration = Duration::from_millis(20);

/// The accounts of the demo's houses.
async fn accounts(url: &str) -> anyhow::Result<Vec<String>> {
    let db = Db::open(url, 2, aula::clock::Clock::real())?;
    let all: Vec<Option<String>> = db
        .read(|conn: &mut Conn| {
            let known = premises::table.filter(premises::account.is_not_null()).order(premises::id);
            known.limit(200).select(premises::account).load(conn)
        })
        .await?;
    Ok(all.into_iter().flatten().collect())
}

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let accounts = accounts(&world.small.url).await?;
    ensure!(accounts.len() > 100, "the demo has {} accounts", accounts.len());
    let portal = world.small.serve()?;
    let (manager, owner) =
        (sign_in(portal.addr, "manager@demo.example").await?, sign_in(portal.addr, "owner@demo.example").await?);
    let check = |(nth, account): (usize, &String)| {
        let query = format!("command=check&txn_id={}&account={account}&sum=200.00", nth + 1);
        Ask::get(&format!("/api/biller/kaspi-json/demo-kaspi?{query}"), &[])
    };
    let asks: Vec<Ask> = accounts.iter().enumerate().map(check).collect();
    let seconds = world.settings.seconds.max(2.0) * 2.0;
    // an answer that found nobody is shorter
    let checks = Load { asks, status: 200, least: 60, connections: MACHINES, seconds, every: Some(ASKS) };
    let mut pages_asked = Vec::new();
    for subject in pages::subjects(&manager, &owner).into_iter().take(4) {
        subject.checked(portal.addr, 1.0).await?;
        pages_asked.extend(subject.paths.iter().map(|path| Ask::get(path, &[("Cookie", &subject.cookie)])));
    }
    let reading = Load { asks: pages_asked, status: 200, least: 1_000, connections: READERS, seconds, every: Some(EVERY) };
    let alone = drive(portal.addr, portal.pid(), &checks).await?;
    let (checked, read) = tokio::join!(drive(portal.addr, portal.pid(), &checks), drive(portal.addr, portal.pid(), &reading));
    let (checked, read) = (checked?, read?);
    Figures::show("a bank's checks alone", &alone);
    Figures::show("a bank's checks beside readers", &checked);
    Figures::show("readers meanwhile", &read);
    figures.add("a bank's checks beside readers", checked.rate, "a second", None, at_least(190.0, 195.0));
    figures.add("p99 of a bank's check beside readers", checked.p99, "ms", Some(("alone", alone.p99)), at_most(5.0, 2.5));
    Ok(())
}
