//! The file as it came, kept; or why not, in words of somebody who reads sheets.

use super::no_sheet::filled;
use crate::app::App;
use crate::files::{Broken, Kept, Limits as Most, NotKept, Refused};
use crate::sheet::{Grid, Limits};
use crate::web::{Refusal, Said};

/// Keeps the bytes. Of what the file store does not take for a sheet, the reader of sheets often knows better what is wrong with
/// it: it is asked for its words, not for its consent.
///
/// # Errors
/// When the disk fails; the inner error is the sentence for the sender.
pub async fn keep(app: &App, name: String, bytes: Vec<u8>) -> Result<Result<Kept, Said>, Broken> {
    let (again, called) = (bytes.clone(), name.clone());
    let refused = match app.store.take(bytes, name, Most::SHEET).await {
        Ok(kept) => return Ok(Ok(kept)),
        Err(NotKept::Broken(broken)) => return Err(broken),
        Err(NotKept::Refused(refused)) => refused,
    };
    if !matches!(refused, Refused::Kind | Refused::Damaged) {
        return Ok(Err(refused.said()));
    }
    let looked = tokio::task::spawn_blocking(move || Grid::read(&again, &called, Limits::default()).err());
    let words = looked.await.map_err(|_| Broken::Ended)?;
    Ok(Err(words.map_or_else(|| refused.said(), |no| filled(no.key(), no.values()))))
}
