//! What joining does later: printing letters, and clearing away what has run out.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::code::Code;
use super::inviting::{blank, target_of};
use super::paper::Sheet;
use super::rows::{Invitation, InvitationId, Run, RunId, RunState, Way};
use super::store::houses::Place;
use super::{Actor, MOST_LETTERS, SHELF, line, store};
use crate::app::App;
use crate::db::{Broken, Failure, Never, Tx};
use crate::files::{self, Accepted, Kept, Kind};
use crate::homes::PremisesId;
use crate::jobs::{Job, Outcome, current, progress};
use crate::pdf::Logo;
use crate::text::{Locale, t};
use crate::web::hosts;
use crate::who::{CompanyId, PersonId};

/// How often the page of a run is told how far it is.
const TOLD: Duration = Duration::from_millis(700);

/// Prints a run of letters. The codes live in memory only until they are on paper: run again, it makes new ones.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Print {
    pub(super) company: CompanyId,
    pub(super) run: RunId,
    pub(super) by: PersonId,
    pub(super) name: String,
    pub(super) address: String,
}

impl Job for Print {
    const KIND: &'static str = "joining.print";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        match self.print(app).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("it was printed already, or there is nobody to print for".into()),
            Err(why) => Outcome::Retry(why),
        }
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Print {
    async fn print(&self, app: &App) -> Result<bool, String> {
        let (company, id, now) = (self.company, self.run, app.clock.now());
        let most = i64::try_from(MOST_LETTERS).unwrap_or(i64::MAX);
        let config = app.config.clone();
        let found = app.db.read(move |conn| {
            let (run, _) = store::runs::one(conn, company, id)?;
            let places = store::houses::targets(conn, company, &target_of(&run), now, most)?;
            let ids: Vec<PremisesId> = places.iter().map(|place| place.id).collect();
            let cards = store::houses::lone_owners(conn, company, &ids, now)?;
            let dressed = (store::houses::company(conn, company)?, files::logo_of(conn, company)?);
            Ok((run, places, cards, dressed, hosts::origin(conn, &config, company)?))
        });
        let (run, places, cards, (sender, logo), base_url) = found.await.map_err(words)?;
        if run.state != RunState::Printing || places.is_empty() {
            self.end(app, RunState::Failed).await.map_err(|failure| words(Broken::from(failure)))?;
            return Ok(false);
        }
        let letters: Vec<(Place, Code)> = places.into_iter().map(|place| (place, Code::fresh())).collect();
        // a logo that cannot be read is no reason to leave people without their letters
        let logo = logo.and_then(|file| Logo::read(&app.store.read(&file.digest).ok()?).ok());
        let sheet = Sheet { base_url, company: sender, made: now, expires_at: run.expires_at, logo };
        let kept = self.draw(app, sheet, letters.clone()).await?;
        let by = Actor { person: self.by, name: self.name.clone(), address: self.address.clone() };
        let days = (run.expires_at - run.created_at).num_days();
        let rows: Vec<Invitation> = letters
            .iter()
            .zip(0..)
            // the list stands newest first: so the first door on paper is the first one there, too
            .map(|((place, code), nth)| Invitation {
                id: InvitationId::fresh(now - TimeDelta::milliseconds(nth)),
                contact_id: cards.get(&place.id).copied(),
                run_id: Some(run.id),
                expires_at: run.expires_at,
                ..blank(company, place.id, Way::Paper, code.kept(&app.config.secret), &by, now, days)
            })
            .collect();
        app.db.write::<_, Never>(move |tx| Ok(finish(tx, &run, &rows, &kept, &by)?)).await.map_err(|e| words(Broken::from(e)))
    }

    /// Draws all letters, telling how far it is, and lays the file down.
    async fn draw(&self, app: &App, sheet: Sheet, letters: Vec<(Place, Code)>) -> Result<Kept, String> {
        let all = i64::try_from(letters.len()).unwrap_or(i64::MAX);
        let drawn = Arc::new(AtomicI64::new(0));
        let (store, counter) = (app.store.clone(), drawn.clone());
        let mut file = spawn_blocking(move || {
            let bytes = sheet.draw(&letters, &counter).map_err(|e| format!("{e:?}"))?;
            store.keep(Accepted::made(&t(Locale::default(), "joining.paper.file"), Kind::Pdf, bytes)).map_err(words)
        });
        loop {
            if let Some(job) = current() {
                progress(&app.db, job, drawn.load(Ordering::Relaxed), all).await.map_err(words)?;
            }
            tokio::select! {
                kept = &mut file => return kept.map_err(words)?,
                () = tokio::time::sleep(TOLD) => {}
            }
        }
    }

    async fn end(&self, app: &App, to: RunState) -> Result<bool, Failure<Never>> {
        let (company, id) = (self.company, self.run);
        app.db.write::<_, Never>(move |tx| Ok(store::runs::finish(tx, company, id, to, 0)?)).await
    }
}

/// Old codes of these premises end as the new ones begin, in the same moment in which the file is there.
fn finish(tx: &mut Tx<'_>, run: &Run, rows: &[Invitation], file: &Kept, by: &Actor) -> diesel::QueryResult<bool> {
    let printed = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if !store::runs::finish(tx, run.company_id, run.id, RunState::Done, printed)? {
        return Ok(false);
    }
    let premises: Vec<PremisesId> = rows.iter().map(|row| row.premises_id).collect();
    store::invitations::revoke_paper(tx, run.company_id, &premises, by.person)?;
    store::invitations::add(tx, rows)?;
    files::add(tx, run.company_id, SHELF, &run.id.to_string(), file, Some(by.person))?;
    let details = serde_json::json!({ "letters": printed });
    line(run.company_id, by).did("joining.letters_printed", ("letter_run", run.id)).with(details).record(tx)?;
    Ok(true)
}

/// Removes the files of runs whose codes have run out, and forgets proofs that nobody answered. Comes round by the clock.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn clear(app: &App) -> Result<(), Broken> {
    let done = app.db.write::<_, Never>(|tx| {
        for (company, run) in store::runs::over(tx, 500)? {
            files::remove_all(tx, company, SHELF, &run.to_string())?;
            store::runs::cleared(tx, company, run)?;
        }
        store::proofs::sweep(tx)?;
        Ok(())
    });
    Ok(done.await?)
}
