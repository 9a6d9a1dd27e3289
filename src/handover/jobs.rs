//! The job that makes the archive, and the round that says what is late.

use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::rows::{Handover, HandoverId, State};
use super::{SHELF, letters, packing, store};
use crate::app::App;
use crate::audit;
use crate::db::{Broken, Never};
use crate::files::{self, Accepted, Kind};
use crate::homes;
use crate::jobs::{Job, Outcome};
use crate::parcel::{self, Houses, Key, Leaf};
use crate::text::Locale;
use crate::who::CompanyId;

/// Makes the archive of a hand-over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pack {
    /// The old company.
    pub company: CompanyId,
    /// Of which hand-over.
    pub of: HandoverId,
}

impl Job for Pack {
    const KIND: &'static str = "handover.pack";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        match pack(app, self.of).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("the hand-over has ended meanwhile".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

/// Everything that goes into it, read at one moment.
struct Facts {
    of: Handover,
    about: parcel::About,
    leaves: Vec<Leaf>,
}

async fn pack(app: &App, id: HandoverId) -> anyhow::Result<bool> {
    let (config, now, parts) = (app.config.clone(), app.clock.now(), app.jobs.parts().to_vec());
    let facts = app.db.read(move |conn| {
        let of = store::one(conn, id)?;
        if of.state != State::Packing {
            return Ok(None);
        }
        let buildings = store::buildings(conn, &of)?;
        let handed = homes::handed(conn, of.company_id, &buildings)?;
        let (premises, people) = handed.ids();
        let houses = Houses { buildings: buildings.iter().map(ToString::to_string).collect(), premises, people };
        let mut leaves = packing::register(&handed);
        for part in &parts {
            let added = (part.leaves)(conn, of.company_id, &houses)?;
            leaves.extend(added.into_iter().map(|leaf| within(part.folder, leaf)));
        }
        leaves.push(packing::trail(&audit::of_things(conn, of.company_id, &handed.things())?));
        let companies = store::companies(conn)?;
        let named = |id: Option<CompanyId>| companies.iter().find(|(of, ..)| Some(*of) == id);
        let from = named(Some(of.company_id)).map(|(_, names, bin)| (store::name_in(Locale::Kk, names), bin.clone()));
        let to = named(of.to_company_id).map_or_else(|| of.to_name.clone(), |(_, names, _)| store::name_in(Locale::Kk, names));
        let about = packing::about(&config, &of, from.unwrap_or_default(), to, &handed, now);
        Ok(Some(Facts { of, about, leaves }))
    });
    let Some(Facts { of, about, leaves }) = facts.await? else { return Ok(false) };
    let (keeping, secret, content) = (app.store.clone(), app.config.secret.clone(), about.content.clone());
    let kept = spawn_blocking(move || -> anyhow::Result<_> {
        let key = Key::of(&secret).map_err(|no| anyhow::anyhow!("{no:?}"))?;
        let bytes = parcel::write(&keeping, &key, about.clone(), &packing::readme(&about), leaves)?;
        let name = format!("aula-{}.zip", about.day);
        keeping.keep(Accepted::made(&name, Kind::Zip, bytes)).map_err(|error| anyhow::anyhow!("{error}"))
    })
    .await??;
    let config = app.config.clone();
    let shelved = app.db.write::<_, Never>(move |tx| {
        if !store::packed(tx, of.id, &content)? {
            return Ok(false);
        }
        files::remove_all(tx, of.company_id, SHELF, &of.id.to_string())?;
        files::add(tx, of.company_id, SHELF, &of.id.to_string(), &kept, None)?;
        letters::tell_admins(tx, &config, &of, letters::News::Ready)?;
        super::note(tx, &of, |company| audit::By::portal(Some(company)).did("handover.packed", ("handover", of.id)))?;
        Ok(true)
    });
    Ok(shelved.await.map_err(Broken::from)?)
}

fn within(folder: &str, leaf: Leaf) -> Leaf {
    match leaf {
        Leaf::Table(name, table) => Leaf::Table(format!("{folder}/{name}"), table),
        Leaf::File(name, digest) => Leaf::File(format!("{folder}/{name}"), digest),
    }
}

/// Tells both companies and the operator of every hand-over whose term has run out, once. A task for the schedule, once a day.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn warn_of_late(app: &App) -> Result<(), Broken> {
    let config = app.config.clone();
    let told = app.db.write::<_, Never>(move |tx| {
        let today = tx.today();
        for of in store::late(tx, today)? {
            if store::told_late(tx, of.id)? {
                letters::tell_admins(tx, &config, &of, letters::News::Late)?;
            }
        }
        Ok(())
    });
    told.await.map_err(Broken::from)
}
