//! How texts begin, for lists. A wording gets its excerpts when it is written; those of before get them here, some at a time.

use super::rows::Version;
use super::store::excerpts as store;
use crate::app::App;
use crate::db::Never;
use crate::web::Error;

/// How many wordings are read for it in one transaction.
const SOME: i64 = 200;

/// Gives an excerpt to every wording that has none.
///
/// # Errors
/// When the database fails; what is done stays done.
pub async fn excerpts(app: &App) -> Result<(), Error> {
    loop {
        let bare: Vec<Version> = app.db.read(|conn| store::bare(conn, SOME)).await?;
        if bare.is_empty() {
            return Ok(());
        }
        let told: Vec<_> = bare.into_iter().map(|version| (version.wording(), version)).collect();
        app.db
            .write::<_, Never>(move |tx| {
                for (wording, version) in &told {
                    store::keep(tx, version, [&wording.kk, &wording.ru, &wording.en].map(super::Words::excerpt))?;
                }
                Ok(())
            })
            .await?;
    }
}
