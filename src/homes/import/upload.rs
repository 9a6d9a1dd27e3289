//! The file as it came, kept; or why not, in words of somebody who reads sheets.

use super::reading::filled;
use crate::app::App;
use crate::files::{Accepted, Broken, Kept, Kind, Limits as Most, NotKept, Refused};
use crate::sheet::{Grid, Limits};
use crate::web::{Refusal, Said};

/// Keeps the bytes. What the file store does not take for a workbook is looked at once more: text in UTF-16 (Excel's
/// «Unicode text») and archives that were written as a stream are sheets all the same, and of everything else the reader of
/// sheets knows better what is wrong with it.
///
/// # Errors
/// When the disk fails; the inner error is the sentence for the sender.
pub(in crate::homes) async fn keep(app: &App, name: String, bytes: Vec<u8>) -> Result<Result<Kept, Said>, Broken> {
    let (again, called) = (bytes.clone(), name.clone());
    let refused = match app.store.take(bytes, name, Most::SHEET).await {
        Ok(kept) => return Ok(Ok(kept)),
        Err(NotKept::Broken(broken)) => return Err(broken),
        Err(NotKept::Refused(refused)) => refused,
    };
    if !matches!(refused, Refused::Kind | Refused::Damaged) {
        return Ok(Err(refused.said()));
    }
    let store = app.store.clone();
    let looked = tokio::task::spawn_blocking(move || {
        if let Err(no) = Grid::read(&again, &called, Limits::default()) {
            return Ok(Err(filled(no.key(), no.values())));
        }
        let kind = if again.starts_with(b"PK") { Kind::Xlsx } else { Kind::Text };
        store.keep(Accepted::made(&called, kind, again)).map(Ok)
    });
    looked.await.map_err(|_| Broken::Ended)?
}
