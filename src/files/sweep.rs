//! The broom: bytes that no row points to, a day after they were laid down.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::path::Path;
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

use diesel::prelude::*;

use super::store::{Digest, Store};
use crate::app::App;
use crate::db::schema::files;
use crate::db::{BATCH, Listed};

/// How long bytes may lie without a row: longer than any form takes to be sent.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes bytes that no row has pointed to for a day, and what was left half written; gives how many files went.
/// A task for the schedule, once a day.
///
/// # Errors
/// When the database or the disk fails.
pub async fn sweep(app: &App) -> anyhow::Result<usize> {
    swept(app, GRACE).await
}

pub(super) async fn swept(app: &App, grace: Duration) -> anyhow::Result<usize> {
    let store = app.store.clone();
    let (old, mut gone) = tokio::task::spawn_blocking(move || look(&store, grace)).await??;
    for batch in old.chunks(BATCH) {
        let asked: Vec<String> = batch.iter().map(|digest| digest.as_str().to_owned()).collect();
        let needed: Vec<String> = app
            .db
            .read(move |conn| files::table.filter(files::digest.among(asked)).select(files::digest).distinct().load(conn))
            .await?;
        let needed: HashSet<String> = needed.into_iter().collect();
        let orphans: Vec<Digest> = batch.iter().filter(|digest| !needed.contains(digest.as_str())).cloned().collect();
        let store = app.store.clone();
        gone += tokio::task::spawn_blocking(move || throw_away(&store, &orphans, grace)).await??;
    }
    Ok(gone)
}

/// The digests of all bytes that are old enough. What lies half written that long is thrown away on the way.
fn look(store: &Store, grace: Duration) -> std::io::Result<(Vec<Digest>, usize)> {
    let (mut old, mut gone) = (Vec::new(), 0);
    for shard in fs::read_dir(store.folder())? {
        let shard = shard?;
        if !shard.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(shard.path())? {
            let file = file?;
            if !is_old(&file.path(), grace) {
                continue;
            }
            match digest_of(&file) {
                Some(digest) => old.push(digest),
                None if shard.file_name() == "new" => {
                    fs::remove_file(file.path())?;
                    gone += 1;
                }
                // not ours: somebody put it there
                None => {}
            }
        }
    }
    Ok((old, gone))
}

fn digest_of(file: &DirEntry) -> Option<Digest> {
    Digest::parse(file.file_name().to_str()?)
}

fn throw_away(store: &Store, orphans: &[Digest], grace: Duration) -> std::io::Result<usize> {
    let mut gone = 0;
    for digest in orphans {
        let _nobody_lays_down = store.broom.write().unwrap_or_else(PoisonError::into_inner);
        let path = store.path(digest);
        // the same bytes may have been brought again since we looked
        if is_old(&path, grace) {
            fs::remove_file(&path)?;
            gone += 1;
        }
    }
    Ok(gone)
}

fn is_old(path: &Path, grace: Duration) -> bool {
    let modified = fs::metadata(path).and_then(|there| there.modified());
    modified.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age >= grace))
}
