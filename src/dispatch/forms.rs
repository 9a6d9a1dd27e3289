//! What people type into jobs, and how it becomes something true.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

use super::arriving::{Doing, Sent};
use super::deed::{Clock, Kind};
use super::directing::{Plan, To};
use super::doing::{Act, Basis, Supply};
use super::job::Step;
use super::kind::{Confirmed, Unit};
use super::noting::{Door, Note};
use super::store::time::Week;
use super::windows::LONGEST;
use crate::money::Tiyn;
use crate::web::{Form, once, secrets};

/// The longest text of a job, or reason.
pub(super) const TEXT: usize = 2_000;
/// The longest name or line.
pub(super) const LINE: usize = 200;

/// The version that the form was made for.
pub(super) fn version(form: &Form) -> i32 {
    // a form without one was made for no version there is
    form.value("version").parse().unwrap_or(-1)
}

/// What a device says of the time: when it was done and when it was sent, both by its own clock.
pub(super) fn clock(form: &Form) -> Clock {
    let read = |field| NaiveDateTime::parse_from_str(form.value(field), "%Y-%m-%dT%H:%M:%S%.fZ").ok();
    Clock { done: read("at"), sent: read("sent") }
}

/// The key that a device gave to what it sends; empty for whoever has no script.
pub(super) fn key(form: &Form) -> String {
    let key = form.value(once::FIELD);
    if key.is_empty() { String::new() } else { secrets::fingerprint(key) }
}

/// What a technician sends about a job, with upon what it was decided.
pub(super) fn sent(form: &mut Form, kind: Kind) -> Option<Sent> {
    let doing = match kind {
        Kind::Step => Doing::Step(act(form)?),
        Kind::Used => Doing::Used(material(form)?),
        Kind::Photos => Doing::Photos(form.has("after", "yes")),
        Kind::Checks => Doing::Checks(found(form)?),
        Kind::Confirmed => {
            let (way, said) = confirmation(form)?;
            Doing::Confirmed(way, said)
        }
    };
    // a code is tried as often as it is typed
    let is_code = matches!(doing, Doing::Confirmed(Confirmed::Code, _));
    let key = if is_code { String::new() } else { key(form) };
    let after = form.value("base");
    let after = if after.is_empty() { String::new() } else { secrets::fingerprint(after) };
    Some(Sent { key, kind, basis: Basis { version: version(form), after, clock: clock(form) }, doing })
}

/// What a checklist found, by the places of its checks.
fn found(form: &mut Form) -> Option<Vec<(i32, String)>> {
    let all = form.typed().fields(|name| name.starts_with("check-"));
    for (name, _) in &all {
        form.optional(name, LINE);
    }
    let place = |(name, value): (String, String)| Some((name.strip_prefix("check-")?.parse().ok()?, value.trim().to_owned()));
    (!form.failed()).then(|| all.into_iter().filter_map(place).collect())
}

/// A step of a technician, with what belongs to it.
fn act(form: &mut Form) -> Option<Act> {
    let words = form.optional("words", TEXT);
    let step = match form.value("act") {
        "accept" => Step::Accept,
        "give_back" => Step::GiveBack,
        "set_out" => Step::SetOut,
        "arrive" => Step::Arrive,
        "pause" => Step::Pause(form.word("why")?),
        "finish" => Step::Finish,
        _ => {
            form.refuse("", "forms.refused.choice");
            return None;
        }
    };
    (!form.failed()).then_some(Act { step, words })
}

/// What was used.
fn material(form: &mut Form) -> Option<Supply> {
    let (name, unit, warranty) = (form.text("name", LINE), form.word::<Unit>("unit"), form.has("warranty", "yes"));
    let quantity = thousandths(&form.text("quantity", 12)).filter(|quantity| (1..=1_000_000_000).contains(quantity));
    if quantity.is_none() {
        form.refuse("quantity", "dispatch.refused.quantity");
    }
    let price = if warranty && form.value("price").is_empty() {
        Some(0)
    } else {
        match Tiyn::parse(form.value("price")) {
            Ok(price) if price >= Tiyn::ZERO => Some(price.0),
            Ok(_) => None,
            Err(no) => {
                form.refuse("price", no.key());
                None
            }
        }
    };
    if price.is_none() {
        form.refuse("price", "dispatch.refused.price");
    }
    let (quantity, unit, price) = (quantity?, unit?, price?);
    (!form.failed()).then_some(Supply { name, quantity, unit, price, warranty })
}

/// «1,5» and «1.5» are fifteen hundred thousandths.
fn thousandths(typed: &str) -> Option<i64> {
    let typed = typed.replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(part)
}

/// How the resident confirms, and by what.
fn confirmation(form: &mut Form) -> Option<(Confirmed, String)> {
    match form.word::<Confirmed>("way")? {
        Confirmed::Name => {
            let name = form.text("name", LINE);
            (!form.failed()).then_some((Confirmed::Name, name))
        }
        Confirmed::Code => {
            let code: String = form.text("code", 20).chars().filter(char::is_ascii_digit).collect();
            (!form.failed()).then_some((Confirmed::Code, code))
        }
    }
}

/// What a resident confides.
pub(super) fn note(form: &mut Form) -> Option<(bool, Note)> {
    let note = Note { key: form.optional("key", LINE), pet: form.optional("pet", LINE), alarm: form.optional("alarm", LINE) };
    (!form.failed()).then(|| (form.has("may_enter", "yes"), note))
}

/// What is known of the doors of these entrances.
pub(super) fn door(form: &mut Form, entrance: &str) -> Door {
    Door { code: form.optional(&format!("code-{entrance}"), 40), words: form.optional(&format!("words-{entrance}"), LINE) }
}

/// How long it takes, in minutes.
pub(super) fn lasts(form: &mut Form) -> Option<i32> {
    let lasts = form.value("lasts").parse::<i32>().ok().filter(|lasts| (30..=LONGEST).contains(lasts) && lasts % 30 == 0);
    if lasts.is_none() {
        form.refuse("lasts", "forms.refused.choice");
    }
    lasts
}

/// A day as a browser or a person writes it; nothing for none.
pub(super) fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let typed = form.optional(field, 20);
    let day = NaiveDate::parse_from_str(&typed, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(&typed, "%d.%m.%Y")).ok();
    if day.is_none() && !typed.is_empty() {
        form.refuse(field, "dispatch.refused.day");
    }
    day
}

/// A time of day as people write it; nothing for none.
fn time(form: &mut Form, field: &str) -> Option<NaiveTime> {
    let typed = form.optional(field, 8);
    let time = NaiveTime::parse_from_str(&typed, "%H:%M").ok();
    if time.is_none() && !typed.is_empty() {
        form.refuse(field, "dispatch.refused.time");
    }
    time
}

/// Who is to do it and when. Times begin on the half hour.
pub(super) fn plan(form: &mut Form, zone: Tz, today: NaiveDate) -> Option<Plan> {
    let to = match form.value("to") {
        "" => Some(To::Nobody),
        "trade" => Some(To::Trade),
        typed => match typed.strip_prefix("firm:") {
            Some(firm) => firm.parse().ok().map(To::Firm),
            None => typed.parse().ok().map(To::One),
        },
    };
    if to.is_none() {
        form.refuse("to", "forms.refused.choice");
    }
    let (day, time, lasts) = (day(form, "day"), time(form, "time"), lasts(form));
    if day.is_some_and(|day| day < today) {
        form.refuse("day", "dispatch.refused.past");
    }
    if day.is_none() && time.is_some() {
        form.refuse("day", "dispatch.refused.day");
    }
    let half = |time: NaiveTime| time.with_minute(time.minute() / 30 * 30);
    let start = day.zip(time.and_then(half)).and_then(|(day, time)| zone.from_local_datetime(&day.and_time(time)).earliest());
    let (to, lasts) = (to?, lasts?);
    (!form.failed()).then(|| Plan { to, day, start: start.map(|at| at.naive_utc()), lasts })
}

/// Somebody's shifts: a day without times is free, and no day at all means the office's hours.
pub(super) fn shifts(form: &mut Form) -> Option<Week> {
    let mut week: Week = HashMap::new();
    for weekday in 1..=7 {
        let (from, until) = (time(form, &format!("from-{weekday}")), time(form, &format!("until-{weekday}")));
        let minute = |time: NaiveTime| u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or_default();
        match (from, until) {
            (Some(from), Some(until)) if from < until => _ = week.insert(weekday, (minute(from), minute(until))),
            (None, None) => {}
            _ => form.refuse(&format!("until-{weekday}"), "dispatch.refused.shift"),
        }
    }
    (!form.failed()).then_some(week)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Typed;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::of(pairs.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, value)))
    }

    #[test]
    fn quantities_are_read_as_people_write_them() {
        assert_eq!(["1", "1,5", "0.25", "12.345"].map(thousandths), [Some(1_000), Some(1_500), Some(250), Some(12_345)]);
        assert_eq!(["", ".5", "1.2345", "-1", "a", "1.a", "99999999999999999999"].map(thousandths), [None; 7]);
    }

    #[test]
    fn what_is_free_by_warranty_needs_no_price_and_nothing_else_is_free_by_mistake() {
        let used = |pairs: &[(&str, &str)]| {
            let mut form = form(&[pairs, &[("name", "Кран"), ("quantity", "2"), ("unit", "piece")]].concat());
            material(&mut form).map(|of| (of.quantity, of.price, of.warranty))
        };
        assert_eq!(used(&[("warranty", "yes")]), Some((2_000, 0, true)));
        assert_eq!(used(&[("price", "1 500,50")]), Some((2_000, 150_050, false)));
        assert_eq!([used(&[]), used(&[("price", "-5")]), used(&[("price", "x")])], [None; 3]);
    }

    #[test]
    fn a_step_comes_with_what_it_needs_or_not_at_all() {
        let step = |pairs: &[(&str, &str)]| act(&mut form(pairs)).map(|act| act.step);
        assert_eq!(step(&[("act", "set_out")]), Some(Step::SetOut));
        assert_eq!(step(&[("act", "pause"), ("why", "parts")]), Some(Step::Pause(super::super::kind::Why::Parts)));
        assert_eq!([version(&form(&[("version", "3")])), version(&form(&[]))], [3, -1], "made for no version there is");
        for wrong in [&[("act", "pause")][..], &[("act", "verify")], &[]] {
            assert_eq!(step(wrong), None);
        }
    }

    #[test]
    fn times_begin_on_the_half_hour_of_days_to_come() {
        let (zone, today) = (chrono_tz::Asia::Almaty, "2026-11-20".parse().unwrap());
        let plan = |pairs: &[(&str, &str)]| {
            let mut form = form(&[pairs, &[("lasts", "60"), ("to", "trade")]].concat());
            (plan(&mut form, zone, today), form)
        };
        let start = plan(&[("day", "2026-11-20"), ("time", "10:45")]).0.and_then(|plan| plan.start);
        assert_eq!(start, "2026-11-20T05:30:00".parse().ok());
        assert_eq!(plan(&[]).0, Some(Plan { to: To::Trade, day: None, start: None, lasts: 60 }));
        for (pairs, wrong) in [
            (&[("day", "2026-11-19")][..], "day"),
            (&[("time", "10:00")], "day"),
            (&[("day", "2026-11-20"), ("time", "late")], "time"),
            (&[("to", "x"), ("lasts", "60")], ""),
        ] {
            let (plan, form) = plan(pairs);
            assert!(wrong.is_empty() || (plan.is_none() && form.error(wrong).is_some()), "{pairs:?}");
        }
    }

    #[test]
    fn a_shift_begins_before_it_ends() {
        let mut right = form(&[("from-1", "09:00"), ("until-1", "18:30")]);
        assert_eq!(shifts(&mut right).map(|week| week.get(&1).copied()), Some(Some((540, 1110))));
        assert_eq!(shifts(&mut form(&[])), Some(HashMap::new()));
        for wrong in [&[("from-2", "09:00")][..], &[("from-2", "18:00"), ("until-2", "09:00")]] {
            assert_eq!(shifts(&mut form(wrong)), None);
        }
    }
}
