//! Readings: given by those who live there, by staff, by a link; looked at by staff.

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

use super::meter::{MeterId, Values, plain};
use super::reading::{ReadingId, Source};
use super::refused::Refused;
use super::rows::{Meter, Reading, Row};
use super::{DRAFTS, Metering, SHELF, store};
use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::files;
use crate::homes::BuildingId;
use crate::web::actor::{Acting, Staff};
use crate::web::secrets::fingerprint;
use crate::web::{Refusal, Said};
use crate::who::{CompanyId, PersonId};

/// What somebody typed for a meter.
#[derive(Clone, Debug)]
pub(super) struct Entered {
    pub(super) meter: MeterId,
    pub(super) values: Values,
    /// How many readings the month had when the form was made.
    pub(super) turn: i32,
    /// They were asked whether it is so, and said yes.
    pub(super) sure: bool,
    /// On whose shelf the form's picture waits; empty for none.
    pub(super) draft: String,
}

/// Who gives it, and how.
#[derive(Clone, Debug)]
pub(super) struct Giver {
    pub(super) source: Source,
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
}

/// What is wrong, and at which tariff of which meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) meter: Option<MeterId>,
    pub(super) zone: usize,
    pub(super) why: Refused,
}

impl Refusal for Wrong {
    fn said(&self) -> Said {
        self.why.said()
    }
}

impl From<Refused> for Wrong {
    fn from(why: Refused) -> Self {
        Self { meter: None, zone: 0, why }
    }
}

type Done<T> = Result<T, Failure<Wrong>>;

fn no<T>(meter: MeterId, zone: usize, why: Refused) -> Done<T> {
    Err(Failure::Refused(Wrong { meter: Some(meter), zone, why }))
}

/// How many readings a meter has of a month, rejected ones too.
pub(super) fn turns(readings: &[Reading], meter: MeterId, month: NaiveDate) -> i32 {
    let mine = readings.iter().filter(|of| of.row.meter_id == meter && of.row.month == month);
    mine.map(|of| of.row.turn).max().unwrap_or_default()
}

/// The shelf of a form's picture until it is sent: of this person or link, this form and this meter alone.
pub(super) fn draft_of(whose: &str, once: &str, meter: MeterId) -> String {
    if once.is_empty() { String::new() } else { fingerprint(&format!("{whose}|meter|{once}|{meter}")) }
}

/// Writes readings of a month down: all of them or none. What stands there already is passed over, so that a form sent twice gives once.
pub(super) fn give(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meters: &[Meter],
    entered: &[Entered],
    giver: &Giver,
    (month, today, reason): (NaiveDate, NaiveDate, &str),
) -> Done<Vec<ReadingId>> {
    if entered.is_empty() {
        return Err(Failure::Refused(Refused::Nothing.into()));
    }
    let ids: Vec<MeterId> = meters.iter().map(|of| of.id).collect();
    let known = store::readings::since(tx, company, &ids, None)?;
    let mut rows = Vec::new();
    for of in entered {
        let Some(meter) = meters.iter().find(|meter| meter.id == of.meter) else {
            return Err(diesel::result::Error::NotFound.into());
        };
        if meter.removed_on.is_some() {
            return no(meter.id, 0, Refused::Removed);
        }
        let history = meter.history(&known);
        if history.at(month) == Some(of.values) {
            continue;
        }
        if turns(&known, meter.id, month) != of.turn {
            return no(meter.id, 0, Refused::Changed);
        }
        let is_far = history
            .check(month, &of.values, of.sure)
            .map_err(|(zone, why)| Failure::Refused(Wrong { meter: Some(meter.id), zone, why }))?;
        rows.push((row(tx, meter, of, giver, (month, today, reason), is_far), of.draft.clone()));
    }
    keep(tx, company, rows)
}

fn row(
    tx: &Tx<'_>,
    meter: &Meter,
    of: &Entered,
    giver: &Giver,
    (month, today, reason): (NaiveDate, NaiveDate, &str),
    is_far: bool,
) -> Row {
    let [value_1, value_2, value_3, value_4] = of.values;
    Row {
        id: ReadingId::fresh(tx.now()),
        company_id: meter.company_id,
        meter_id: meter.id,
        building_id: meter.building_id,
        month,
        turn: of.turn + 1,
        taken_on: today,
        value_1,
        value_2,
        value_3,
        value_4,
        source: giver.source,
        author_id: giver.person,
        author: giver.name.clone(),
        reason: reason.to_owned(),
        is_far,
        created_at: tx.now(),
    }
}

fn keep(tx: &mut Tx<'_>, company: CompanyId, rows: Vec<(Row, String)>) -> Done<Vec<ReadingId>> {
    let (rows, drafts): (Vec<Row>, Vec<String>) = rows.into_iter().unzip();
    match store::readings::add(tx, &rows) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::Changed.into())),
        added => added?,
    }
    for (row, draft) in rows.iter().zip(&drafts).filter(|(_, draft)| !draft.is_empty()) {
        files::move_all(tx, company, (DRAFTS, draft), (SHELF, &row.id.to_string()))?;
    }
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Staff write down what they were told or saw, for the month that is reckoned or one of the two before. Whatever takes another
/// reading's place, or is of an earlier month, has a reason.
pub(super) fn write_down(
    tx: &mut Tx<'_>,
    who: &Staff<Metering>,
    of: &Entered,
    (month, today, reason): (NaiveDate, NaiveDate, &str),
) -> Done<()> {
    let (meter, ..) = store::meters::one(tx, who.reach(), of.meter)?;
    ours(tx, who.company(), &meter)?;
    let round = store::windows::of(tx, who.company(), meter.building_id)?.round(today);
    if month > round.month || month < super::window::before(round.month, 2) {
        return no(meter.id, 0, Refused::Day);
    }
    if reason.is_empty() && (of.turn > 0 || month < super::window::before(round.month, 1)) {
        return no(meter.id, 0, Refused::Reason);
    }
    let giver = Giver { source: Source::Staff, person: Some(who.person()), name: who.name().to_owned() };
    let given = give(tx, who.company(), std::slice::from_ref(&meter), std::slice::from_ref(of), &giver, (month, today, reason))?;
    let values: Vec<String> = of.values.iter().take(meter.zones()).map(|value| plain(*value)).collect();
    if !given.is_empty() {
        let details = json!({ "month": month, "values": values.join(" / "), "reason": reason });
        audit::by(who).did("meters.written_down", ("meter", meter.id)).with(details).record(tx)?;
    }
    Ok(())
}

/// That the meter's house was not handed over.
pub(super) fn ours(tx: &mut Tx<'_>, company: CompanyId, meter: &Meter) -> Done<()> {
    ours_at(tx, company, meter.building_id)
}

/// That a house was not handed over.
pub(super) fn ours_at(tx: &mut Tx<'_>, company: CompanyId, building: BuildingId) -> Done<()> {
    super::ours(tx, company, building).map_err(|failure| match failure {
        Failure::Refused(why) => Failure::Refused(why.into()),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// Staff looked at a reading: it is right, or it is not and counts no more. Once.
pub(super) fn judge(
    tx: &mut Tx<'_>,
    who: &Staff<Metering>,
    config: &crate::config::Config,
    id: ReadingId,
    (accepted, reason): (bool, &str),
) -> Result<(), Failure<Refused>> {
    let of = store::readings::one(tx, who.reach(), id)?.row;
    super::ours(tx, who.company(), of.building_id)?;
    match store::readings::judge(tx, who.company(), id, (accepted, reason), who.person()) {
        Err(error) if taken(&error) => return Err(Failure::Refused(Refused::Judged)),
        judged => judged?,
    };
    if accepted {
        let details = json!({ "month": of.month });
        return Ok(audit::by(who).did("meters.accepted", ("meter", of.meter_id)).with(details).record(tx)?);
    }
    tell_rejected(tx, who, config, &of, reason)?;
    let details = json!({ "month": of.month, "reason": reason });
    Ok(audit::by(who).did("meters.rejected", ("meter", of.meter_id)).with(details).record(tx)?)
}

/// Whoever gave it learns why it does not count, and gives another.
fn tell_rejected(
    tx: &mut Tx<'_>,
    who: &Staff<Metering>,
    config: &crate::config::Config,
    of: &Row,
    reason: &str,
) -> QueryResult<()> {
    let (meter, ..) = store::meters::one(tx, who.reach(), of.meter_id)?;
    let (Some(premises), Some(author)) = (meter.premises_id, of.author_id) else { return Ok(()) };
    if of.source != Source::Resident {
        return Ok(());
    }
    let today = tx.now().date();
    let to = store::people::holders(tx, who.company(), &[premises], today)?.into_iter().find(|(_, to)| to.person == author);
    let sender = store::people::sender(tx, who.company())?;
    let Some((_, to)) = to else { return Ok(()) };
    let notice = super::letters::rejected(config, &sender, &meter, of, to, reason);
    crate::notices::tell(tx, config, vec![notice]).map(drop)
}
