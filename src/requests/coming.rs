//! How a request comes: from a resident, from staff for somebody who called, out of another one that was split or is over.

use chrono::{Datelike, TimeDelta, TimeZone};

use super::category::Category;
use super::kind::{Matter, RequestId, Spot};
use super::moving::{Doer, Done, happened, reckon};
use super::refused::Refused;
use super::rows::{Happening, Request};
use super::state::Stage;
use super::{news, store, terms};
use crate::clock::{self, Moment};
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::franchise;
use crate::homes::{self, BuildingId, EntranceId, PremisesId};
use crate::numbers;
use crate::text::{fold, words};
use crate::web::secrets::fingerprint;
use crate::who::{CompanyId, PersonId};

/// So many somebody sends a day.
pub const A_DAY: i64 = 10;
/// So many of them may say the same.
pub const SAME_A_DAY: i64 = 2;

/// A request as it comes.
#[derive(Clone, Debug)]
pub struct Coming {
    /// Whose.
    pub company: CompanyId,
    /// In which building.
    pub building: BuildingId,
    /// At which entrance.
    pub entrance: Option<EntranceId>,
    /// In or from which premises.
    pub premises: Option<PremisesId>,
    /// What is wanted.
    pub matter: Matter,
    /// Of which category.
    pub category: &'static Category,
    /// Where.
    pub spot: Spot,
    /// On which floor.
    pub floor: Option<i32>,
    /// Where, in words.
    pub place: String,
    /// What is the matter.
    pub text: String,
    /// Whether neighbours see it.
    pub open_to_house: bool,
    /// Whether they do not see from whom.
    pub anonymous: bool,
    /// Whose it is, if they have an account.
    pub reporter: Option<PersonId>,
    /// What they are called.
    pub name: String,
    /// How they are called up.
    pub phone: String,
    /// Who of the staff wrote it down.
    pub entered_by: Option<PersonId>,
    /// From which it follows.
    pub linked: Option<RequestId>,
}

/// By what it is found.
pub(super) fn found_by(of: &Request, flat: &str) -> Vec<String> {
    let bare = of.number.split_once('-').map_or("", |(_, number)| number.trim_start_matches('0'));
    let nth = of.number.split_once('-').map_or("", |(_, number)| number);
    let mut all = words(&format!("{nth} {bare} {} {} {} {flat}", of.name, of.place, of.text));
    all.extend(Some(of.phone.trim_start_matches('+').to_owned()).filter(|phone| !phone.is_empty()));
    all.retain(|word| word.chars().count() <= 40);
    all.sort();
    all.dedup();
    all.truncate(300);
    all
}

/// How many somebody may send: a sentence says so before the eleventh, and before the third of the same text.
fn limited(tx: &mut Tx<'_>, person: PersonId, same_key: &str) -> Done<()> {
    let since = tx.now() - TimeDelta::days(1);
    let (all, same) = store::house::sent_since(tx, person, since, same_key)?;
    if all >= A_DAY {
        return Err(Failure::Refused(Refused::TooMany { most: A_DAY }));
    }
    if same >= SAME_A_DAY {
        return Err(Failure::Refused(Refused::Same));
    }
    Ok(())
}

/// A house that was handed over has another company now.
pub(super) fn ask_house(tx: &mut Tx<'_>, company: CompanyId, building: BuildingId) -> Done<()> {
    match homes::ours(tx, company, building) {
        Ok(()) => Ok(()),
        Err(Failure::Refused(_)) => Err(Failure::Refused(Refused::HandedOver)),
        Err(Failure::Broken(broken)) => Err(Failure::Broken(broken)),
    }
}

/// The row of a request that comes at a moment.
pub(super) fn request(of: &Coming, now: Moment, number: String, promise: terms::Promise) -> Request {
    Request {
        id: RequestId::fresh(now),
        company_id: of.company,
        number,
        matter: of.matter,
        category: of.category.code.to_owned(),
        trade: of.category.trade.word().to_owned(),
        state: Stage::New,
        is_open: true,
        waits_for: None,
        until_day: None,
        reason: None,
        other: String::new(),
        duplicate_of_id: None,
        linked_id: of.linked,
        version: 1,
        building_id: of.building,
        entrance_id: of.entrance,
        premises_id: of.premises,
        spot: of.spot,
        floor: of.floor,
        place: of.place.clone(),
        text: of.text.clone(),
        same_key: fingerprint(&fold(&of.text)),
        open_to_house: of.open_to_house,
        anonymous: of.anonymous,
        common: of.spot.is_common(),
        reporter_id: of.reporter,
        name: of.name.clone(),
        phone: of.phone.clone(),
        entered_by_id: of.entered_by,
        assignee_id: None,
        assigned_why: String::new(),
        first_answer: promise.term.first_answer,
        resolution: promise.term.resolution,
        around_the_clock: promise.term.around_the_clock,
        ground: promise.ground,
        answer_due: None,
        answered_at: None,
        work_due: None,
        done_at: None,
        closed_at: None,
        joined: 0,
        reopened: 0,
        late: false,
        escalated_at: None,
        asked_at: now,
        created_at: now,
        updated_at: now,
    }
}

/// Takes in what somebody sends by themselves: so many a day, and not the same again and again.
pub(super) fn begin_own(tx: &mut Tx<'_>, config: &Config, doer: &Doer, of: &Coming) -> Done<Request> {
    if let Some(person) = of.reporter {
        limited(tx, person, &fingerprint(&fold(&of.text)))?;
    }
    begin(tx, config, doer, of)
}

/// Takes a request in: its number, its terms, the line about its coming, and the news for staff.
pub(super) fn begin(tx: &mut Tx<'_>, config: &Config, doer: &Doer, of: &Coming) -> Done<Request> {
    ask_house(tx, of.company, of.building)?;
    let now = tx.now();
    let office = franchise::office(tx, of.company, clock::today(now))?;
    let today = office.zone.from_utc_datetime(&now).date_naive();
    let own = store::terms::of(tx, of.company, of.category.code)?;
    let promise = terms::counting(of.category, &own, today);
    let number = numbers::next(tx, of.company, "request", today.year())?;
    let mut new = request(of, now, number, promise);
    reckon(tx, &office, &mut new)?;
    let flat = match of.premises {
        Some(id) => homes::premises(tx, &crate::who::Reach::whole(of.company), id)?.0.number,
        None => String::new(),
    };
    store::changing::add(tx, &new, found_by(&new, &flat))?;
    happened(tx, &new, doer, Happening::Came, "")?;
    news::for_staff(tx, config, &new, "requests.news.came", doer)?;
    Ok(new)
}
