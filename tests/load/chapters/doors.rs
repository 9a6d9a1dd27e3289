//! P15: many people sign in at once, each from an address of their own, while others read.

use std::time::Duration;

use super::{World, pages};
use crate::drive::{Load, drive};
use crate::figures::{Figures, at_least, at_most};
use crate::portal::{credentials, form, sign_in};
use crate::wire::Ask;

/// How many sign in at a time.
const AT_ONCE: usize = 8;
/// Readers meanwhile, and how often each of them asks.
const READERS: usize = 4;
const EVERY: Duration = Duration::from_millis(20);

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let portal = world.large.serve()?;
    let (manager, owner) =
        (sign_in(portal.addr, "manager@demo.example").await?, sign_in(portal.addr, "owner@demo.example").await?);
    let logins = [
        "manager@demo.example",
        "editor@demo.example",
        "dispatcher@demo.example",
        "accountant@demo.example",
        "owner@demo.example",
        "owner2@demo.example",
        "tenant@demo.example",
        "manager@other.example",
    ];
    let doors = (0..4_000usize)
        .map(|nth| {
            let from = format!("10.1.{}.{}", nth / 250, nth % 250 + 1);
            form("/sign-in", &from, None, &credentials(logins.get(nth % logins.len()).copied().unwrap_or_default()))
        })
        .collect();
    let seconds = world.settings.seconds.max(2.0) * 2.0;
    let doors = Load { asks: doors, status: 303, least: 0, connections: AT_ONCE, seconds, every: None };
    let mut asks = Vec::new();
    for subject in pages::subjects(&manager, &owner).into_iter().take(4) {
        subject.checked(portal.addr, 1.0).await?;
        asks.extend(subject.paths.iter().map(|path| Ask::get(path, &[("Cookie", &subject.cookie)])));
    }
    let reading = Load { asks, status: 200, least: 1_000, connections: READERS, seconds, every: Some(EVERY) };
    let alone = drive(portal.addr, portal.pid(), &reading).await?;
    let (entered, read) = tokio::join!(drive(portal.addr, portal.pid(), &doors), drive(portal.addr, portal.pid(), &reading));
    let (entered, read) = (entered?, read?);
    Figures::show("readers alone", &alone);
    Figures::show("sign-ins, 8 at a time", &entered);
    Figures::show("readers meanwhile", &read);
    figures.add(
        "P15 sign-ins",
        entered.rate,
        "a second",
        Some(("one core's argon2id", 1000.0 / hashing())),
        at_least(120.0, 150.0),
    );
    figures.add("P15 p99 of other pages meanwhile", read.p99, "ms", Some(("alone", alone.p99)), at_most(50.0, 25.0));
    Ok(())
}

/// Milliseconds of one argon2id on this machine, now.
fn hashing() -> f64 {
    use argon2::{Algorithm, Argon2, Params, Version};
    // as src/accounts/password.rs does it
    let params = Params::new(12_288, 3, 1, None).unwrap_or_default();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = [0u8; 32];
    let began = std::time::Instant::now();
    const TIMES: u32 = 10;
    for _ in 0..TIMES {
        hasher.hash_password_into(b"aula-demo-2026", b"a salt of its own", &mut out).unwrap_or_default();
    }
    began.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES)
}
