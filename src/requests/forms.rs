//! What people type into requests, and how it becomes something true.

mod outage;

use chrono::NaiveDate;

pub(super) use self::outage::noted;

use super::acting::Step;
use super::category::{self, Category};
use super::clock::Term;
use super::coming::Coming;
use super::kind::{Matter, Reason, Spot, Tag, Wait};
use super::state::Decline;
use super::terms::Promise;
use crate::homes::{BuildingId, EntranceId};
use crate::text::phone;
use crate::web::actor::{Acting, Resident};
use crate::web::identify::Home;
use crate::web::{Form, Said};
use crate::who::CompanyId;

/// The longest text of a request or message.
pub(super) const TEXT: usize = 4_000;
/// The longest place, name, reason.
const LINE: usize = 200;

/// A category that is offered.
pub(super) fn category_of(form: &mut Form) -> Option<&'static Category> {
    let found = category::find(form.value("category"));
    if found.is_none() {
        form.refuse("category", "requests.refused.category");
    }
    found
}

/// A floor, or nothing.
fn floor(form: &mut Form) -> Option<i32> {
    let typed = form.optional("floor", 4);
    let floor = typed.parse::<i32>().ok().filter(|floor| (-5..=100).contains(floor));
    if floor.is_none() && !typed.is_empty() {
        form.refuse("floor", "requests.refused.floor");
    }
    floor
}

/// Where, if it is said; else where such things are.
fn spot(form: &mut Form, category: Option<&Category>) -> Option<Spot> {
    if form.value("spot").is_empty() {
        return category.map(|of| of.spot);
    }
    form.word("spot")
}

/// What they want, if it is said; else what such things are mostly about.
fn matter(form: &mut Form, category: Option<&Category>) -> Option<Matter> {
    if form.value("matter").is_empty() {
        return category.map(|of| of.matter);
    }
    form.word("matter")
}

/// What they sent, of one of their homes.
pub(super) fn reported(form: &mut Form, who: &Resident) -> Option<Coming> {
    let chosen = form.value("home").to_owned();
    let home: Option<&Home> = who.homes().iter().find(|home| home.premises == chosen);
    if home.is_none() {
        form.refuse("home", "forms.refused.choice");
    }
    let category = category_of(form);
    let (spot, matter) = (spot(form, category), matter(form, category));
    let (floor, place, text) = (floor(form), form.optional("place", LINE), form.text("text", TEXT));
    let (home, category, spot, matter) = (home?, category?, spot?, matter?);
    if form.failed() {
        return None;
    }
    Some(Coming {
        company: who.company(),
        building: home.building.parse().ok()?,
        entrance: home.entrance.as_deref().and_then(|id| id.parse().ok()),
        premises: home.premises.parse().ok(),
        matter,
        category,
        spot,
        floor,
        place,
        text,
        // what is in somebody's flat is nobody else's business
        open_to_house: spot.is_common() && form.value("seen") != "staff",
        anonymous: form.has("anonymous", "yes"),
        reporter: Some(who.person()),
        name: who.name().to_owned(),
        phone: String::new(),
        entered_by: None,
        linked: None,
    })
}

/// What staff wrote down for somebody who called. The flat is looked up by its number, `flat`.
pub(super) fn called(form: &mut Form, company: CompanyId) -> Option<Coming> {
    let building = form.value("building").parse::<BuildingId>().ok();
    if building.is_none() {
        form.refuse("building", "forms.refused.choice");
    }
    let category = category_of(form);
    let (spot, matter) = (spot(form, category), matter(form, category));
    let (name, typed) = (form.text("name", LINE), form.text("phone", 40));
    let phone = phone::normalise(&typed);
    if phone.is_none() && !typed.is_empty() {
        form.refuse("phone", "requests.refused.phone");
    }
    let (floor, place, text) = (floor(form), form.optional("place", LINE), form.text("text", TEXT));
    let (building, category, spot, matter) = (building?, category?, spot?, matter?);
    if form.failed() {
        return None;
    }
    Some(Coming {
        company,
        building,
        entrance: None::<EntranceId>,
        premises: None,
        matter,
        category,
        spot,
        floor,
        place,
        text,
        open_to_house: spot.is_common(),
        anonymous: true,
        reporter: None,
        name,
        phone: phone.unwrap_or_default(),
        entered_by: None,
        linked: None,
    })
}

/// A day as a browser or a person writes it.
fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let typed = form.text(field, 20);
    let day = NaiveDate::parse_from_str(&typed, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(&typed, "%d.%m.%Y")).ok();
    if day.is_none() && !typed.is_empty() {
        form.refuse(field, "requests.refused.day");
    }
    day
}

/// Which step was chosen, with what belongs to it.
pub(super) fn step(form: &mut Form) -> Option<Step> {
    let act = form.value("act").to_owned();
    let step = match act.as_str() {
        "accept" => Step::Accept,
        "start" => Step::Start,
        "done" => Step::Done,
        "close" => Step::Close,
        "wait" => Step::Wait(form.word::<Wait>("wait")?),
        "defer" => Step::Defer(day(form, "until")?),
        "decline" => {
            let (reason, responsible) = (form.word::<Reason>("reason"), form.text("responsible", LINE));
            Step::Decline(Decline { reason: reason?, responsible })
        }
        "duplicate" => Step::Duplicate(number(&form.text("number", 20))),
        "forward" => Step::Forward(form.text("to", LINE)),
        _ => {
            form.refuse("", "forms.refused.choice");
            return None;
        }
    };
    (!form.failed()).then_some(step)
}

/// A number as people type it: «№ 2026-000123», «2026-123».
fn number(typed: &str) -> String {
    let bare = typed.trim().trim_start_matches('№').trim();
    match bare.split_once('-') {
        Some((year, number)) if number.len() < 6 && number.bytes().all(|b| b.is_ascii_digit()) => format!("{year}-{number:0>6}"),
        _ => bare.to_owned(),
    }
}

/// What was typed, if it is a number as people say it.
pub(super) fn whole_number(typed: &str) -> Option<String> {
    let number = number(typed);
    let (year, nth) = number.split_once('-')?;
    let digits = |part: &str, long: usize| part.len() == long && part.bytes().all(|b| b.is_ascii_digit());
    (digits(year, 4) && digits(nth, 6)).then_some(number.clone())
}

/// The words of a rating.
pub(super) fn tags(form: &Form) -> Vec<Tag> {
    form.values("tag").iter().filter_map(|tag| tag.parse().ok()).collect()
}

/// So many minutes.
fn minutes(form: &mut Form, field: &str) -> Option<i32> {
    let typed = form.text(field, 7);
    let minutes = typed.parse::<i32>().ok().filter(|minutes| (1..=200_000).contains(minutes));
    if minutes.is_none() && !typed.is_empty() {
        form.refuse(field, Said::new("requests.refused.minutes"));
    }
    minutes
}

/// A promise of the company.
pub(super) fn promise(form: &mut Form, today: NaiveDate) -> Option<Promise> {
    let since = day(form, "since");
    if since.is_some_and(|since| since <= today) {
        // what was promised is not changed after the day it was promised for
        form.refuse("since", "requests.refused.since");
    }
    let (first_answer, resolution) = (minutes(form, "first_answer"), minutes(form, "resolution"));
    if let (Some(first), Some(all)) = (first_answer, resolution)
        && first > all
    {
        form.refuse("resolution", "requests.refused.shorter");
    }
    let (ground, around_the_clock) = (form.text("ground", LINE), form.has("around", "yes"));
    let (since, first_answer, resolution) = (since?, first_answer?, resolution?);
    (!form.failed()).then_some(Promise { since, term: Term { first_answer, resolution, around_the_clock }, ground })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Typed;

    fn stepped(pairs: &[(&str, &str)]) -> (Option<Step>, Form) {
        let mut form = Form::of(pairs.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value)));
        let step = step(&mut form);
        (step, form)
    }

    #[test]
    fn a_step_comes_with_what_it_needs_or_not_at_all() {
        assert_eq!(stepped(&[("act", "wait"), ("wait", "parts")]).0, Some(Step::Wait(Wait::Parts)));
        let duplicate = Some(Step::Duplicate("2026-000012".into()));
        for typed in ["2026-000012", "№ 2026-12", " 2026-000012 "] {
            assert_eq!(stepped(&[("act", "duplicate"), ("number", typed)]).0, duplicate, "{typed}");
        }
        for (pairs, wrong) in [
            (&[("act", "wait")][..], "wait"),
            (&[("act", "defer"), ("until", "soon")], "until"),
            (&[("act", "decline"), ("reason", "not_ours")], "responsible"),
            (&[("act", "decline"), ("responsible", "109")], "reason"),
            (&[("act", "forward")], "to"),
            (&[("act", "explode")], ""),
        ] {
            let (step, form) = stepped(pairs);
            assert!(step.is_none() && form.error(wrong).is_some(), "{pairs:?}");
        }
    }

    #[test]
    fn a_promise_is_for_days_to_come() {
        let today: NaiveDate = "2026-11-20".parse().unwrap();
        let read = |since: &str, first: &str, all: &str| {
            let typed = Typed::default().with("since", since).with("first_answer", first).with("resolution", all);
            let mut form = Form::of(typed.with("ground", "№ 7"));
            (promise(&mut form, today).is_some(), form)
        };
        assert!(read("2026-12-01", "30", "480").0);
        for (since, first, all, wrong) in [
            ("2026-11-20", "30", "480", "since"),
            ("2026-12-01", "0", "480", "first_answer"),
            ("2026-12-01", "30", "many", "resolution"),
            ("2026-12-01", "600", "480", "resolution"),
        ] {
            let (done, form) = read(since, first, all);
            assert!(!done && form.error(wrong).is_some(), "{since} {first} {all}");
        }
    }
}
