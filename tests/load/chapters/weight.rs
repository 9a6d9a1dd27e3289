//! P14: how heavy the program and its pages are.

use std::collections::BTreeSet;

use super::{World, megabytes, pages};
use crate::figures::{Figures, at_most};
use crate::portal::{look, sign_in};
use crate::say;

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    figures.add("P14 the program", megabytes(&world.settings.aula)?, "MB", None, at_most(25.0, 15.0));
    let portal = world.large.serve()?;
    let (manager, owner) =
        (sign_in(portal.addr, "manager@demo.example").await?, sign_in(portal.addr, "owner@demo.example").await?);
    for subject in pages::subjects(&manager, &owner) {
        let Some(path) = subject.paths.first() else { continue };
        let plain = look(portal.addr, &subject.cookie, path, &[]).await?;
        let packed = look(portal.addr, &subject.cookie, path, &[("Accept-Encoding", "gzip")]).await?;
        anyhow::ensure!(packed.header("content-encoding").any(|e| e == "gzip"), "{path} is not packed");
        let (plain_kb, packed_kb) = (plain.body.len() as f64 / 1000.0, packed.body.len() as f64 / 1000.0);
        let more = asked_for(&plain.text());
        let mut besides = 0;
        for path in &more {
            besides += look(portal.addr, &subject.cookie, path, &[("Accept-Encoding", "gzip")]).await?.body.len();
        }
        let requests = 1 + more.len();
        say(&format!(
            "  {:<40} {plain_kb:>6.1} kB, {packed_kb:>5.1} kB packed, {requests} requests of {:.1} kB on the first visit",
            subject.name,
            packed_kb + besides as f64 / 1000.0
        ));
        figures.add(format!("P14 {path}: HTML"), plain_kb, "kB", None, at_most(40.0, 25.0));
        figures.add(format!("P14 {path}: HTML packed"), packed_kb, "kB", None, at_most(8.0, 5.0));
        figures.add(format!("P14 {path}: requests on the first visit"), requests as f64, "", None, at_most(4.0, 2.0));
    }
    Ok(())
}

/// What a browser asks for besides the page: styles, scripts, pictures, the icon.
fn asked_for(html: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (tag, attribute) in [("<link", "href=\""), ("<script", "src=\""), ("<img", "src=\"")] {
        for one in html.split(tag).skip(1) {
            let one = one.split('>').next().unwrap_or_default();
            let loads = tag != "<link" || one.contains("rel=\"stylesheet\"") || one.contains("rel=\"icon\"");
            if let Some((_, rest)) = one.split_once(attribute).filter(|_| loads) {
                all.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    all
}
