//! One letter with all that a person has not read yet: the day's, or what gathered after a letter that had just gone out.

use diesel::QueryResult;

use super::letters;
use super::plan::{OnTheWay, ripe};
use super::store::digest::{self, Addressee};
use crate::app::App;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{BATCH, Broken, Never, Tx};
use crate::mail::outbox;
use crate::who::PersonId;

/// Writes the letters whose hour has come and gives how many. A task for the schedule, every ten minutes: who was missed
/// is written to at the next round.
///
/// # Errors
/// When the database fails; the letters of whole batches are written by then or not at all.
pub async fn mail_digests(app: &App) -> Result<usize, Broken> {
    let (limit, now) = (i64::try_from(BATCH).unwrap_or(i64::MAX), app.clock.now());
    let (mut after, mut written) = (None, 0);
    loop {
        let people = app.db.read(move |conn| digest::people_waiting(conn, after, limit)).await?;
        let Some(last) = people.last().copied() else { return Ok(written) };
        after = Some(last);
        let due: Vec<PersonId> = app
            .db
            .read(move |conn| {
                Ok(digest::waiting(conn, &people)?.into_iter().filter(|to| is_due(to, now)).map(|to| to.person).collect())
            })
            .await?;
        if !due.is_empty() {
            let config = app.config.clone();
            // read once more inside: what was read or withdrawn meanwhile drops out
            written += app.db.write::<_, Never>(move |tx| Ok(write(tx, &config, &due)?)).await?;
        }
    }
}

fn is_due(to: &Addressee, now: Moment) -> bool {
    let waiting: Vec<OnTheWay> =
        to.waiting.iter().map(|n| OnTheWay { digest: n.digest, created_at: n.created_at, free_at: n.mail_at }).collect();
    ripe(&waiting, to.hours, to.zone, now)
}

fn write(tx: &mut Tx<'_>, config: &Config, people: &[PersonId]) -> QueryResult<usize> {
    let now = tx.now();
    let mut written = 0;
    for to in digest::waiting(tx, people)?.into_iter().filter(|to| is_due(to, now)) {
        let ids: Vec<_> = to.waiting.iter().map(|notice| notice.id).collect();
        let due_at = to.hours.not_in_quiet(now, to.zone);
        let posted = match letters::digest(config, &to, due_at) {
            Some(letter) => outbox::post(tx, &letter)?,
            None => None,
        };
        match posted {
            Some(letter) => {
                digest::mailed(tx, &ids, letter, due_at)?;
                written += 1;
            }
            None => digest::dropped(tx, &ids)?,
        }
    }
    Ok(written)
}
