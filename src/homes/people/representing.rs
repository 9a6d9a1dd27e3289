//! Who acts for an owner by power of attorney (*сенімхат*, *доверенность*; Civil Code of Kazakhstan, art. 167–170).
//!
//! It is a thing of its own and no way of holding: whoever acts for an owner owns nothing, has no share, is told of nothing by
//! announcements to owners and gets no seat in the portal. Whatever lets somebody act for another (a vote) asks for the power by name.
//! A power ends by itself on its day, because whoever asks compares days; it can be taken back before.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::letters;
use crate::audit;
use crate::clock;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::homes::forms::{ContactDraft, day};
use crate::homes::holders::known_or_new;
use crate::homes::rows::Representative;
use crate::homes::{ContactId, Done, HoldingId, PremisesId, Refused, our_premises, store, unless_taken};
use crate::web::Form;
use crate::web::actor::{People, Staff};
use crate::who::{CompanyId, Holds};

crate::ids! {
    /// That somebody acts for a holding by power of attorney.
    RepresentativeId,
}

/// How many days before its end staff are told.
const SOON: i64 = 10;

/// How a power stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::homes) enum Standing {
    /// It stands.
    Stands,
    /// It stands for so many days more; 0 is its last.
    EndsIn(u32),
    /// It has run out.
    RunOut,
}

/// How a power that is good until a day, that day included, stands today.
pub(in crate::homes) fn standing(until: NaiveDate, today: NaiveDate) -> Standing {
    match (until - today).num_days() {
        ..0 => Standing::RunOut,
        left @ 0..=SOON => Standing::EndsIn(u32::try_from(left).unwrap_or_default()),
        _ => Standing::Stands,
    }
}

/// A power, as typed and true.
#[derive(Clone, Debug)]
pub(in crate::homes) struct PowerDraft {
    card: ContactDraft,
    number: String,
    issued: NaiveDate,
    notary: String,
    until: NaiveDate,
}

impl PowerDraft {
    /// Reads it. `today` is the company's day.
    pub(in crate::homes) fn read(form: &mut Form, today: NaiveDate) -> Option<Self> {
        let card = ContactDraft::read(form);
        let (number, notary) = (form.text("number", 60), form.text("notary", 200));
        let (issued, until) = (needed(form, "issued"), needed(form, "until"));
        if issued.is_some_and(|issued| issued > today) {
            form.refuse("issued", "homes.refused.issued_ahead");
        }
        if until.is_some_and(|until| until < today) {
            form.refuse("until", "homes.refused.run_out");
        }
        let (Some(card), Some(issued), Some(until), false) = (card, issued, until, form.failed()) else { return None };
        if until <= issued {
            form.refuse("until", "homes.refused.until_before_issued");
            return None;
        }
        Some(Self { card, number, issued, notary, until })
    }
}

/// A day that must be typed.
fn needed(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let found = day(form, field);
    if form.value(field).is_empty() {
        form.refuse(field, "forms.refused.empty");
    }
    found
}

/// Enters a power for an owner's holding that has not ended.
pub(in crate::homes) fn represent(
    tx: &mut Tx<'_>,
    who: &Staff<People>,
    of: PremisesId,
    id: HoldingId,
    draft: &PowerDraft,
) -> Done<()> {
    let company = who.company();
    let (holding, owner) = store::people::holding(tx, who.reach(), of, id)?;
    our_premises(tx, company, of)?;
    let now = tx.now();
    let today = clock::today(now);
    if holding.holds != Holds::Owner || holding.until.is_some_and(|until| until < today) {
        return Err(Failure::Refused(Refused::NoOwner));
    }
    let contact = known_or_new(tx, company, &draft.card)?;
    if contact == owner.id {
        return Err(Failure::Refused(Refused::ForThemselves));
    }
    let new = Representative {
        id: RepresentativeId::fresh(tx.now()),
        company_id: company,
        holding_id: id,
        contact_id: contact,
        number: draft.number.clone(),
        issued: draft.issued,
        notary: draft.notary.clone(),
        until: draft.until,
        created_at: tx.now(),
        revoked_at: None,
    };
    unless_taken(store::held::add_representative(tx, &new), Refused::PowerKnown)?;
    let details = json!({ "premises": of, "holding": id, "until": draft.until });
    Ok(audit::by(who).did("homes.represented", ("representative", new.id)).with(details).record(tx)?)
}

/// A power of the demo's: `representative` acts for the owner.
///
/// # Errors
/// When the database fails.
pub fn settle_power(
    tx: &mut Tx<'_>,
    company_id: CompanyId,
    (holding_id, contact_id): (HoldingId, ContactId),
    (issued, until): (NaiveDate, NaiveDate),
    notary: &str,
) -> diesel::QueryResult<()> {
    let (number, notary) = ("3-1187".to_owned(), notary.to_owned());
    let (id, created_at) = (RepresentativeId::fresh(tx.now()), tx.now());
    let new =
        Representative { id, company_id, holding_id, contact_id, number, issued, notary, until, created_at, revoked_at: None };
    store::held::add_representative(tx, &new).map(drop)
}

/// Takes a power back, and tells whoever acted by it.
pub(in crate::homes) fn revoke(
    tx: &mut Tx<'_>,
    who: &Staff<People>,
    config: &Config,
    of: PremisesId,
    (holding, id): (HoldingId, RepresentativeId),
) -> Done<()> {
    store::people::holding(tx, who.reach(), of, holding)?;
    our_premises(tx, who.company(), of)?;
    let acting = store::held::acting_for(tx, who.company(), &[holding])?.remove(&holding).unwrap_or_default();
    if store::held::revoke(tx, who.company(), holding, id)? == 0 {
        return Err(diesel::result::Error::NotFound.into());
    }
    if let Some(acted) = acting.iter().find(|(power, _)| power.id == id) {
        letters::revoked(tx, config, of, acted)?;
    }
    Ok(audit::by(who).did("homes.power_revoked", ("representative", id)).with(json!({ "premises": of })).record(tx)?)
}

/// The last day of a power that is entered today for as long as it usually is: a year (Civil Code, art. 168).
pub(in crate::homes) fn usual_end(today: NaiveDate) -> NaiveDate {
    today + TimeDelta::days(365)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Typed;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_power_is_good_on_its_last_day_and_not_after_it() {
        let until = on("2026-11-20");
        for (today, standing_then) in [
            ("2026-11-09", Standing::Stands),
            ("2026-11-10", Standing::EndsIn(10)),
            ("2026-11-20", Standing::EndsIn(0)),
            ("2026-11-21", Standing::RunOut),
        ] {
            assert_eq!(standing(until, on(today)), standing_then, "{today}");
        }
    }

    #[test]
    fn a_power_is_given_before_today_and_ends_after_it_was_given() {
        let typed = |issued: &str, until: &str| {
            let typed = Typed::default().with("name", "А").with("number", "1").with("notary", "Н");
            Form::of(typed.with("issued", issued).with("until", until))
        };
        let today = on("2026-11-20");
        assert!(PowerDraft::read(&mut typed("2026-11-20", "2027-11-20"), today).is_some());
        for (issued, until, field) in [
            ("2026-11-21", "2027-11-20", "issued"),
            ("2025-11-20", "2026-11-19", "until"),
            ("2026-11-20", "2026-11-20", "until"),
            ("", "2027-11-20", "issued"),
            ("2026-11-20", "", "until"),
        ] {
            let mut form = typed(issued, until);
            assert!(PowerDraft::read(&mut form, today).is_none(), "{issued} {until}");
            assert!(form.error(field).is_some(), "{issued} {until}: {:?}", form.errors());
        }
    }
}
