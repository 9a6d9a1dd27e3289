//! What devices send, however late and however often: each deed is done once, and what finds the job changed meanwhile waits for the
//! person's word. Both stay in the job's history.

use serde_json::json;

use super::deed::{DeedId, Kind, Outcome};
use super::doing::{self, Act, Basis, Pictures, Supply};
use super::kind::{Confirmed, JobId, What};
use super::moving::{Doer, Done, happened};
use super::refused::Refused;
use super::store::deeds::Deed;
use super::upkeep::filling::{self, Found};
use super::{LATE, deed, store};
use crate::audit;
use crate::config::Config;
use crate::db::{Broken, Failure, Tx};
use crate::files::{self, Kept};
use crate::web::actor::{Acting, Technician};
use crate::who::Reach;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// A step.
    Step(Act),
    /// Something was used.
    Used(Supply),
    /// Pictures were taken, after the work or before it.
    Photos(bool),
    /// The resident confirmed it.
    Confirmed(Confirmed, String),
    /// A checklist was filled in.
    Checks(Found),
}

/// What a technician sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// The device's key, hashed; empty for whoever has no script.
    pub(super) key: String,
    pub(super) kind: Kind,
    pub(super) basis: Basis,
    pub(super) doing: Doing,
}

/// Does it, and gives the version that the job has then, if it is still the one that was decided upon but for this.
/// `false` when the answer is no and stays written down all the same.
fn carry_out(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Technician,
    (id, sent): (JobId, &Sent),
    pictures: Pictures<'_>,
) -> Done<(bool, Option<i32>)> {
    let clock = sent.basis.clock;
    match &sent.doing {
        Doing::Step(act) => {
            let is = doing::act(tx, config, who, (id, &sent.basis), act, pictures)?;
            Ok((true, Some(is.version)))
        }
        Doing::Used(supply) => doing::used(tx, who, id, (supply, clock)).map(|()| (true, None)),
        Doing::Photos(after) => doing::photograph(tx, who, id, *after, pictures).map(|()| (true, None)),
        Doing::Checks(found) => filling::fill(tx, who, id, (found, clock)).map(|()| (true, None)),
        Doing::Confirmed(way, said) => {
            let seen = doing::seen(tx, who, &sent.basis)?;
            let right = doing::confirm(tx, who, (id, clock), (*way, said))?;
            Ok((right, right.then_some(seen + 1)))
        }
    }
}

fn row(tx: &mut Tx<'_>, who: &Technician, id: JobId, sent: (Kind, &str, deed::Clock)) -> Done<Deed> {
    let (kind, key, clock) = sent;
    let now = tx.now();
    Ok(Deed {
        id: DeedId::fresh(now),
        company_id: who.company(),
        job_id: id,
        person_id: who.person(),
        key: key.to_owned(),
        kind,
        fields: String::new(),
        done_at: doing::told(tx, who, id, clock)?.at,
        outcome: Outcome::Done,
        version: None,
        created_at: now,
    })
}

/// Does it unless this person's device has sent it before; `false` when a code was wrong.
pub(super) fn once(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Technician,
    (id, sent): (JobId, &Sent),
    pictures: &[Kept],
) -> Done<bool> {
    let pictures = Pictures::Fresh(pictures);
    if sent.key.is_empty() {
        return carry_out(tx, config, who, (id, sent), pictures).map(|(right, _)| right);
    }
    // of a job that is not there nothing is written down
    store::one::within(tx, &Reach::whole(who.company()), id)?;
    let new = row(tx, who, id, (sent.kind, &sent.key, sent.basis.clock))?;
    if store::deeds::claim(tx, &new)?.is_some() {
        return Ok(true);
    }
    let (right, version) = carry_out(tx, config, who, (id, sent), pictures)?;
    store::deeds::led(tx, new.company_id, new.id, version)?;
    Ok(right)
}

/// Keeps what could not be done for the person's word, with all that was typed; once, too.
pub(super) fn keep_aside(
    tx: &mut Tx<'_>,
    who: &Technician,
    id: JobId,
    sent: (Kind, &str, deed::Clock),
    (fields, pictures): (&[(String, String)], &[Kept]),
) -> Done<()> {
    let (of, _) = store::one::within(tx, &Reach::whole(who.company()), id)?;
    let mut new = row(tx, who, id, sent)?;
    new.outcome = Outcome::Asked;
    new.fields = json!(fields).to_string();
    if store::deeds::claim(tx, &new)?.is_some() {
        return Ok(());
    }
    for picture in pictures {
        files::add(tx, new.company_id, LATE, &new.id.to_string(), picture, Some(who.person()))?;
    }
    let doer = Doer::of(who, new.done_at);
    happened(tx, &of, &doer, What::Late, &new.what())?;
    Ok(audit::by(who).did("dispatch.kept_aside", ("job", id)).record(tx)?)
}

/// The person says: it counts, upon what the job is now.
pub(super) fn take_up(tx: &mut Tx<'_>, config: &Config, who: &Technician, (of, sent): (&Deed, &Sent), many: usize) -> Done<()> {
    let done = carry_out(tx, config, who, (of.job_id, sent), Pictures::Waiting(of.id, many));
    let (_, version) = done.map_err(|failure| match failure {
        // it was somebody else's meanwhile
        Failure::Broken(Broken::Diesel(diesel::result::Error::NotFound)) => Failure::Refused(Refused::Taken),
        other => other,
    })?;
    if store::deeds::settle(tx, of, Outcome::Taken, version)? { Ok(()) } else { Err(Failure::Refused(Refused::Changed)) }
}

/// The person says: it does not count.
pub(super) fn leave(tx: &mut Tx<'_>, who: &Technician, of: &Deed) -> Done<()> {
    if !store::deeds::settle(tx, of, Outcome::Left, None)? {
        return Err(Failure::Refused(Refused::Changed));
    }
    files::remove_all(tx, of.company_id, LATE, &of.id.to_string())?;
    let (job, _) = store::one::within(tx, &Reach::whole(who.company()), of.job_id)?;
    let doer = Doer::of(who, tx.now());
    happened(tx, &job, &doer, What::LeftOut, &of.what())?;
    Ok(audit::by(who).did("dispatch.left_out", ("job", of.job_id)).record(tx)?)
}
