//! Telling voters: that voting has begun, that their ballot came, that an owner voted instead of them.

use diesel::QueryResult;

use super::voice::Voice;
use super::{booth_store, letters};
use crate::app::App;
use crate::config::Config;
use crate::db::{Broken, Never, Tx};
use crate::notices;
use crate::voting::arriving::Standing;
use crate::voting::casting::Receipt;
use crate::voting::rows::{BallotRow, Meeting};
use crate::web::actor::{Acting, Resident};

/// The word under which it is noted that voters know of the beginning.
const OPENED: &str = "opened";

/// Tells the voters of each meeting that has opened, once.
///
/// # Errors
/// When the database fails; what was not told then is told by the next call.
pub async fn tell_opened(app: &App) -> Result<(), Broken> {
    let untold = app.db.read(|conn| booth_store::telling::untold(conn, OPENED)).await?;
    for of in untold {
        let config = app.config.clone();
        app.db.write::<_, Never>(move |tx| Ok(opened(tx, &config, &of)?)).await.map_err(Broken::from)?;
    }
    Ok(())
}

fn opened(tx: &mut Tx<'_>, config: &Config, of: &Meeting) -> QueryResult<()> {
    let now = tx.now();
    if !booth_store::telling::note(tx, of.company_id, of.id, OPENED)? || of.closes_at.is_some_and(|at| at <= now) {
        return Ok(());
    }
    let today = booth_store::voices::today(tx, of.company_id, now)?;
    let names = booth_store::telling::names(tx, of.company_id)?;
    let voters = booth_store::telling::voters(tx, of.company_id, of.id, today)?;
    for some in voters.chunks(crate::db::BATCH) {
        let to = booth_store::telling::addressees(tx, some)?;
        let all = to.into_iter().map(|to| letters::opened(config, of, &names, to)).collect();
        notices::tell(tx, config, all)?;
    }
    Ok(())
}

/// Gives somebody the receipts of what they cast just now.
pub(super) fn receipt(
    tx: &mut Tx<'_>,
    config: &Config,
    of: &Meeting,
    who: &Resident,
    voices: &[Voice],
    receipts: &[Receipt],
) -> QueryResult<()> {
    let names = booth_store::telling::names(tx, of.company_id)?;
    let to = booth_store::telling::addressees(tx, &[who.person()])?;
    let unit = |receipt: &Receipt| voices.iter().find(|voice| voice.unit.premises_id == receipt.premises);
    let all: Vec<_> = receipts.iter().filter_map(|receipt| Some((&unit(receipt)?.unit, receipt))).collect();
    let told = to.into_iter().map(|to| letters::receipt(config, of, &names, to, &all)).collect();
    notices::tell(tx, config, told).map(|_| ())
}

/// Tells whoever cast a ballot by power of attorney that the owner's own has taken its place.
pub(super) fn replaced(
    tx: &mut Tx<'_>,
    config: &Config,
    of: &Meeting,
    voice: &Voice,
    before: &[BallotRow],
    by: &Receipt,
) -> QueryResult<()> {
    let was = before.iter().find(|row| row.standing == Standing::Counts && row.power_id.is_some());
    let Some(caster) = was.and_then(|row| row.caster_id).filter(|_| voice.power.is_none() && by.standing == Standing::Counts)
    else {
        return Ok(());
    };
    let names = booth_store::telling::names(tx, of.company_id)?;
    let to = booth_store::telling::addressees(tx, &[caster])?;
    let told = to.into_iter().map(|to| letters::replaced(config, of, &names, to, (&voice.unit, &voice.name), by)).collect();
    notices::tell(tx, config, told).map(|_| ())
}
