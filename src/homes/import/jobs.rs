//! The two jobs of an import: its rehearsal and its writing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio::task::{JoinHandle, spawn_blocking};

use super::apply::{Stopped, apply};
use super::compared::{Compared, book, keep_book};
use super::no_sheet::NoSheet;
use super::reading::{Rows, Sheet};
use super::report::{Report, refused_table};
use super::store::{self, Row, State};
use super::{By, DIFF, ImportId, REFUSED, SHEETS};
use crate::app::App;
use crate::db::{Broken, Failure, Never};
use crate::files;
use crate::jobs::{Job, Outcome};
use crate::sheet::NotWritten;
use crate::web::Said;
use crate::who::CompanyId;

/// How often the page of a running import is told how far it is.
const TOLD: Duration = Duration::from_millis(700);
/// How often a plan is made anew because the register has changed meanwhile; the last time nobody else may write.
pub(super) const TRIES: usize = 4;

/// Compares a file with the register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rehearse {
    pub(super) by: By,
    pub(super) import: ImportId,
}

/// Writes a file into the register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    pub(super) by: By,
    pub(super) import: ImportId,
    /// The last day of those whom the sheet does not name.
    #[serde(default)]
    pub(super) ending: Option<NaiveDate>,
}

impl Job for Rehearse {
    const KIND: &'static str = "homes.rehearse";

    fn company(&self) -> Option<CompanyId> {
        Some(self.by.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        let stage = Stage { app, by: &self.by, import: self.import, state: State::Rehearsing };
        stage.outcome(stage.rehearse().await).await
    }
}

impl Job for Run {
    const KIND: &'static str = "homes.import";

    fn company(&self) -> Option<CompanyId> {
        Some(self.by.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        let stage = Stage { app, by: &self.by, import: self.import, state: State::Importing };
        stage.outcome(stage.import(self.ending).await).await
    }
}

/// Why a stage did not come to its end.
enum Halt {
    /// Later it may.
    Later(String),
    /// The file is no resident sheet.
    Unreadable(Box<NoSheet>),
    /// It never will.
    Never(Said),
    /// Another worker has done it.
    Elsewhere,
}

impl From<Broken> for Halt {
    fn from(broken: Broken) -> Self {
        Self::Later(broken.to_string())
    }
}

impl From<Failure<Never>> for Halt {
    fn from(failure: Failure<Never>) -> Self {
        Broken::from(failure).into()
    }
}

impl From<files::Broken> for Halt {
    fn from(broken: files::Broken) -> Self {
        match broken {
            files::Broken::Lost => Self::Never(broken.key().into()),
            other => Self::Later(other.to_string()),
        }
    }
}

impl From<NotWritten> for Halt {
    fn from(error: NotWritten) -> Self {
        Self::Later(error.to_string())
    }
}

impl From<tokio::task::JoinError> for Halt {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Later(error.to_string())
    }
}

/// A sheet with its rows, read once and compared as often as is needed.
type Read = Arc<(Sheet, Rows)>;

/// One stage of one import.
struct Stage<'a> {
    app: &'a App,
    by: &'a By,
    import: ImportId,
    state: State,
}

impl Stage<'_> {
    async fn outcome(&self, ended: Result<(), Halt>) -> Outcome {
        let (state, why, head) = match ended {
            Ok(()) => return Outcome::Done,
            Err(Halt::Later(why)) => return Outcome::Retry(why),
            Err(Halt::Elsewhere) => return Outcome::Drop("it was done already".into()),
            Err(Halt::Unreadable(no)) => (State::Unreadable, no.said, no.head),
            Err(Halt::Never(why)) => (State::Failed, why, None),
        };
        match self.finish(state, Report { head, ..Report::failed(why.clone()) }).await {
            Ok(_) => Outcome::Drop(why.key.into_owned()),
            Err(broken) => Outcome::Retry(broken.to_string()),
        }
    }

    async fn finish(&self, to: State, report: Report) -> Result<bool, Broken> {
        let (company, import, from) = (self.by.company, self.import, self.state);
        Ok(self.app.db.write::<_, Never>(move |tx| Ok(store::finish(tx, company, import, (from, to), &report)?)).await?)
    }

    async fn rehearse(&self) -> Result<(), Halt> {
        let (company, import) = (self.by.company, self.import);
        let from = [State::Uploaded, State::Rehearsing];
        if !self.app.db.write::<_, Never>(move |tx| Ok(store::move_on(tx, company, import, &from, State::Rehearsing)?)).await? {
            return Err(Halt::Elsewhere);
        }
        let (_, read) = self.read().await?;
        let compared = self.compare(read, None, true).await?;
        let report = compared.report;
        let ended = self.app.db.write::<_, Never>(move |tx| {
            let ended = store::finish(tx, company, import, (State::Rehearsing, State::Rehearsed), &report)?;
            keep_book(tx, company, import, REFUSED, compared.refused.as_ref())?;
            keep_book(tx, company, import, DIFF, compared.diff.as_ref())?;
            Ok(ended)
        });
        if ended.await? { Ok(()) } else { Err(Halt::Elsewhere) }
    }

    async fn import(&self, ending: Option<NaiveDate>) -> Result<(), Halt> {
        let (row, read) = self.read().await?;
        if row.state != State::Importing {
            return Err(Halt::Elsewhere);
        }
        let mut halt = Halt::Later("the register keeps changing".into());
        for attempt in 1..=TRIES {
            let mut compared = self.compare(read.clone(), ending, false).await?;
            if compared.needs_another_look(&row.report) {
                return self.show_again(read).await;
            }
            compared.report.differs = !compared.report.same_outcome(&row.report);
            match self.write(compared, attempt == TRIES).await {
                Ok(()) => return Ok(()),
                Err(Failure::Refused(Stopped::Ended)) => return Err(Halt::Elsewhere),
                Err(Failure::Refused(Stopped::Stale)) => {}
                // somebody may have written the same thing a moment before: seen anew, it is in the register
                Err(Failure::Broken(broken)) => halt = broken.into(),
            }
        }
        Err(halt)
    }

    /// Other things are strange or missing than somebody has looked at: the rehearsal stands again, with those.
    async fn show_again(&self, read: Read) -> Result<(), Halt> {
        let (company, import) = (self.by.company, self.import);
        let Compared { report, refused, diff, .. } = self.compare(read, None, true).await?;
        let report = Report { again: true, ..report };
        let shown = self.app.db.write::<_, Never>(move |tx| {
            keep_book(tx, company, import, REFUSED, refused.as_ref())?;
            keep_book(tx, company, import, DIFF, diff.as_ref())?;
            Ok(store::finish(tx, company, import, (State::Importing, State::Rehearsed), &report)?)
        });
        if shown.await? { Ok(()) } else { Err(Halt::Elsewhere) }
    }

    async fn write(&self, compared: Compared, locked: bool) -> Result<(), Failure<Stopped>> {
        let (by, import) = (self.by.clone(), self.import);
        let Compared { mut plan, report, refused, head, .. } = compared;
        self.app
            .db
            .write(move |tx| {
                keep_book(tx, by.company, import, REFUSED, refused.as_ref())?;
                apply(tx, &by, import, &mut plan, &report, head, locked)
            })
            .await
    }

    /// Reads the file, telling meanwhile how far it is.
    async fn read(&self) -> Result<(Row, Read), Halt> {
        let (company, import) = (self.by.company, self.import);
        let found = self.app.db.read(move |conn| {
            let Some(row) = store::row(conn, company, import)? else { return Ok(None) };
            let file = files::find(conn, company, SHEETS, &import.to_string(), row.file)?;
            Ok(Some((row, file, store::layouts::all(conn, company)?)))
        });
        let Some((row, file, layouts)) = found.await? else { return Err(Halt::Elsewhere) };
        let Some(file) = file else { return Err(files::Broken::Lost.into()) };
        let (store, locale) = (self.app.store.clone(), self.by.locale());
        let bytes = spawn_blocking(move || store.read(&file.digest).map(|bytes| (bytes, file.name))).await??;
        let sheet = spawn_blocking(move || Sheet::open(&bytes.0, &bytes.1, locale, &layouts))
            .await?
            .map_err(|no| Halt::Unreadable(Box::new(no)))?;
        let all = sheet.len();
        let done = Arc::new(AtomicU64::new(0));
        let counter = done.clone();
        let reading = spawn_blocking(move || {
            let rows = sheet.rows(&counter);
            Arc::new((sheet, rows))
        });
        let read = self.watch(reading, &done, all).await?;
        Ok((row, read))
    }

    async fn watch<T>(&self, mut working: JoinHandle<T>, done: &AtomicU64, all: usize) -> Result<T, Halt> {
        let all = i64::try_from(all).unwrap_or(i64::MAX);
        loop {
            let told = i64::try_from(done.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            self.tell(told, all).await?;
            tokio::select! {
                value = &mut working => {
                    self.tell(all, all).await?;
                    return Ok(value?);
                }
                () = tokio::time::sleep(TOLD) => {}
            }
        }
    }

    async fn tell(&self, done: i64, all: i64) -> Result<(), Halt> {
        let (company, import) = (self.by.company, self.import);
        self.app.db.write::<_, Never>(move |tx| Ok(store::progress(tx, company, import, done, all)?)).await?;
        Ok(())
    }

    /// Compares the rows with the register as it is now, and keeps the workbook of those that are refused and, if it is wanted, that
    /// of all changes.
    async fn compare(&self, read: Read, ending: Option<NaiveDate>, diff: bool) -> Result<Compared, Halt> {
        let (company, now) = (self.by.company, self.app.clock.now());
        let register = self.app.db.read(move |conn| store::register(conn, company, now)).await?;
        let (store, locale) = (self.app.store.clone(), self.by.locale());
        spawn_blocking(move || {
            let (mut compared, table) = Compared::of(&read, &register, now, ending, diff.then_some(locale));
            if let Some(table) = table {
                compared.diff = Some(store.keep(book(table, "homes.import.diff_file", locale, now)?)?);
            }
            if !compared.plan.refused.is_empty() {
                let table = refused_table(&read.0, &compared.plan, locale);
                compared.refused = Some(store.keep(book(table, "homes.import.refused_file", locale, now)?)?);
            }
            Ok(compared)
        })
        .await?
    }
}
