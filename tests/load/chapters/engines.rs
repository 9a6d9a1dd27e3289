//! P13: the same pages of the same homes on PostgreSQL and on SQLite.

use anyhow::Context;

use super::{Lane, World, crowd, pages, race};
use crate::figures::{Figures, at_least};
use crate::portal::{self, sign_in};

pub(super) async fn measure(world: &World, figures: &mut Figures) -> anyhow::Result<()> {
    let url = world.settings.postgres.as_deref().context("there is no PostgreSQL here")?;
    let filled = portal::fill(&world.settings, world.settings.large, Some(url))?;
    figures.add(
        format!("demo --flats {} fills PostgreSQL", world.settings.large),
        filled.took,
        "s",
        Some(("SQLite", world.large.took)),
        None,
    );
    crowd::announcements(url)?;
    let (ours, theirs) = (world.large.serve()?, filled.serve()?);
    let mut lanes = Vec::new();
    let mut subjects = Vec::new();
    for (name, process) in [("SQLite", &ours), ("PostgreSQL", &theirs)] {
        let (manager, owner) =
            (sign_in(process.addr, "manager@demo.example").await?, sign_in(process.addr, "owner@demo.example").await?);
        subjects.push((name, process, pages::subjects(&manager, &owner)));
    }
    let [(_, _, left), (_, _, right)] = subjects.as_slice() else { anyhow::bail!("two engines") };
    for (on_ours, on_theirs) in left.iter().zip(right) {
        for (name, process, subject) in [("SQLite", &ours, on_ours), ("PostgreSQL", &theirs, on_theirs)] {
            lanes.push(Lane {
                name: format!("{name}: {}", subject.name),
                process,
                load: subject.checked(process.addr, world.settings.seconds).await?,
            });
        }
    }
    let all = race(&lanes, world.settings.rounds).await?;
    for (subject, both) in left.iter().zip(all.chunks(2)) {
        let [ours, theirs] = both else { continue };
        let name = subject.name.trim_start_matches(['P', '1', '2', ' ']);
        figures.add(
            format!("P13 {name}: PostgreSQL / SQLite"),
            theirs.rate / ours.rate * 100.0,
            "% rate",
            None,
            at_least(40.0, 60.0),
        );
    }
    Ok(())
}
