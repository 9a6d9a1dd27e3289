//! The undo itself, behind the page that shows how far it is.

use serde::{Deserialize, Serialize};

use super::super::jobs::TRIES;
use super::super::store::{self as imports, State};
use super::super::{By, ImportId, Report};
use super::{Loaded, Refused, load, restoring, store};
use crate::app::App;
use crate::audit;
use crate::db::{Broken, Failure, Never, Tx};
use crate::jobs::{Job, Outcome};
use crate::web::{Refusal, Said};
use crate::who::CompanyId;

/// Undoes an import.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undo {
    pub(super) by: By,
    pub(super) import: ImportId,
}

impl Job for Undo {
    const KIND: &'static str = "homes.undo_import";

    fn company(&self) -> Option<CompanyId> {
        Some(self.by.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        for _ in 0..TRIES {
            match self.once(app).await {
                Ok(true) => return Outcome::Done,
                // the register has changed while it was looked at
                Ok(false) => {}
                Err(Failure::Refused(refused)) => return self.leave(app, refused.said()).await,
                Err(Failure::Broken(broken)) if leans(&broken) => {
                    return self.leave(app, Refused::StoodUpon.said()).await;
                }
                Err(Failure::Broken(broken)) => return Outcome::Retry(broken.to_string()),
            }
        }
        Outcome::Retry("the register keeps changing".into())
    }
}

/// Whether something that is to go has something standing on it.
fn leans(broken: &Broken) -> bool {
    use diesel::result::{DatabaseErrorKind::ForeignKeyViolation, Error};
    matches!(broken, Broken::Diesel(Error::DatabaseError(ForeignKeyViolation, _)))
}

/// Why the transaction does not stand.
enum Not {
    /// The register is no longer the one that was looked at.
    Stale,
}

impl Undo {
    /// Reads, compares and undoes; `false` when the register has changed in between.
    async fn once(&self, app: &App) -> Result<bool, Failure<Refused>> {
        let (company, id, now) = (self.by.company, self.import, app.clock.now());
        let (row, loaded, ended) = app
            .db
            .read(move |conn| {
                let row = imports::one(conn, company, id)?;
                let loaded = load(conn, company, &row, now)?;
                let ended = store::ended(conn, company, &loaded.written)?;
                Ok((row, loaded, ended))
            })
            .await?;
        if row.state != State::Undoing {
            return Ok(true);
        }
        if !loaded.obstacles.is_empty() {
            return Err(Failure::Refused(Refused::StoodUpon));
        }
        let by = self.by.clone();
        let written = app.db.write(move |tx| {
            let (refound, words) = restoring::words(&loaded.register, &loaded.written, &ended);
            apply(tx, &by, id, &row.report, &loaded, (words, &refound))
        });
        match written.await {
            Ok(()) => Ok(true),
            Err(Failure::Refused(Not::Stale)) => Ok(false),
            Err(Failure::Broken(broken)) => Err(broken.into()),
        }
    }

    /// The import stays as it was written, and its page says why.
    async fn leave(&self, app: &App, why: Said) -> Outcome {
        let (company, id) = (self.by.company, self.import);
        let left = app.db.write::<_, Never>(move |tx| {
            let row = imports::one(tx, company, id)?;
            if imports::move_on(tx, company, id, &[State::Undoing], State::Done)? {
                imports::aim(tx, company, id, &Report { not_undone: Some(why), ..row.report })?;
            }
            Ok(())
        });
        match left.await {
            Ok(()) => Outcome::Done,
            Err(failure) => Outcome::Retry(Broken::from(failure).to_string()),
        }
    }
}

type Words<'a> = (Vec<(String, crate::homes::PremisesId)>, &'a [crate::homes::PremisesId]);

/// All of it or nothing. Every change of the register leaves a line in the company's trail, so the line of this one must be the next
/// after those that were read; whoever changed something meanwhile has written theirs before.
fn apply(
    tx: &mut Tx<'_>,
    by: &By,
    id: ImportId,
    report: &Report,
    loaded: &Loaded,
    (words, refound): Words<'_>,
) -> Result<(), Failure<Not>> {
    let head = loaded.register.head.as_ref().map_or(0, |(place, _)| *place);
    if audit::head(tx, Some(by.company))?.map_or(0, |(place, _)| place) != head {
        return Err(Failure::Refused(Not::Stale));
    }
    if !imports::finish(tx, by.company, id, (State::Undoing, State::Undone), report)? {
        return Err(Failure::Refused(Not::Stale));
    }
    if store::restore(tx, by.company, &loaded.written, words, refound)? > 0 {
        return Err(Failure::Refused(Not::Stale));
    }
    store::forget(tx, by.company, id)?;
    let details = serde_json::json!({
        "premises": loaded.written.premises.len(),
        "people": loaded.written.contacts.len(),
        "holdings": loaded.written.holdings.len(),
    });
    let line = audit::by(by).did("homes.import_undone", ("import", id)).with(details);
    if audit::record(tx, &line)? == head + 1 { Ok(()) } else { Err(Failure::Refused(Not::Stale)) }
}
