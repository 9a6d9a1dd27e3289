//! Pieces of a job as several pages show them: where it is, what happened, what was used.

use crate::clock::Moment;
use crate::dispatch::kind::What;
use crate::dispatch::rows::{Event, Job, Material};
use crate::dispatch::sentence::Reader;
use crate::dispatch::stage::Stage;
use crate::dispatch::store::one::{Placed, Where};
use crate::money::Tiyn;
use crate::requests;
use crate::requests::Spot;
use crate::text::{self, Locale, t, tv};

/// From when on it is said that something was noted later than it was done.
const LATER: chrono::TimeDelta = chrono::TimeDelta::minutes(2);

/// Where it is: address, flat or entrance, floor, and what was added in words.
pub(in crate::dispatch) fn placed(locale: Locale, of: &Job, at: &Where) -> String {
    let mut parts = vec![at.address.clone()];
    match (&at.premises, of.spot) {
        (Some((kind, number)), Spot::Own) => parts.push(tv(locale, kind.label_key(), &[("number", number)])),
        _ => parts.push(t(locale, of.spot.key()).into_owned()),
    }
    parts.extend(at.entrance.as_ref().map(|number| tv(locale, "dispatch.place.entrance", &[("number", number)])));
    parts.extend(of.floor.map(|floor| tv(locale, "dispatch.place.floor", &[("number", &floor.to_string())])));
    parts.extend(Some(of.place.clone()).filter(|place| !place.is_empty()));
    parts.join(", ")
}

/// A job in a list.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) when: String,
    pub(super) stage_key: &'static str,
    pub(super) tone: &'static str,
    pub(super) who: String,
    /// Whether its day is over and it is not done.
    pub(super) late: bool,
}

impl Card {
    pub(super) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            place: "Абай даңғылы, 12, 10-пәтер".into(),
            when: "20 қараша, 10:00–12:00".into(),
            stage_key: Stage::Accepted.key(),
            tone: Stage::Accepted.tone(),
            who: "Ибраев М. Қ.".into(),
            late: true,
        }
    }

    pub(super) fn of(reader: Reader, (of, at): &Placed, who: &str) -> Self {
        use chrono::TimeZone;
        let today = reader.zone.from_utc_datetime(&reader.now).date_naive();
        Self {
            id: of.id.to_string(),
            number: of.number.clone(),
            title: requests::category_name(reader.locale, &of.category),
            place: placed(reader.locale, of, at),
            when: crate::dispatch::sentence::when(reader, of),
            stage_key: of.stage.key(),
            tone: of.stage.tone(),
            who: text::short_name(who),
            late: of.is_open && of.day.is_some_and(|day| day < today),
        }
    }
}

/// Something that happened.
pub(super) struct Happened {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) at: Moment,
    pub(super) tone: &'static str,
}

impl Happened {
    pub(super) fn sample() -> Self {
        Self {
            what: "Тапсырма қабылданды".into(), who: "Ибраев Марат".into(), at: Moment::default(), tone: "action"
        }
    }

    /// In a reader's language.
    pub(super) fn of(reader: Reader, event: Event) -> Self {
        let locale = reader.locale;
        let details = event.details.as_str();
        let (what, tone) = match event.what {
            What::Made => (t(locale, "dispatch.event.made").into_owned(), "neutral"),
            What::Offered if details.is_empty() => (t(locale, "dispatch.event.loose").into_owned(), "needs"),
            What::Offered => (tv(locale, "dispatch.event.offered", &[("to", details)]), "needs"),
            What::Moved => moved(locale, details),
            What::GivenBack => (tv(locale, "dispatch.event.given_back", &[("why", details)]), "needs"),
            What::Timed => {
                let at = details.parse::<Moment>().map(|at| text::date_time(locale, at, reader.zone)).unwrap_or_default();
                (tv(locale, "dispatch.event.timed", &[("when", &at)]), "neutral")
            }
            What::Returned => (tv(locale, "dispatch.event.returned", &[("why", details)]), "danger"),
            What::Confirmed => (tv(locale, "dispatch.event.confirmed", &[("name", details)]), "good"),
            What::Mistyped => (t(locale, "dispatch.event.mistyped").into_owned(), "danger"),
            What::Lapsed => (tv(locale, "dispatch.event.lapsed", &[("name", details)]), "needs"),
            What::Skewed => (skewed(locale, details), "neutral"),
            What::Late => (tv(locale, "dispatch.event.late", &[("what", &deed(locale, details))]), "needs"),
            What::LeftOut => (tv(locale, "dispatch.event.left_out", &[("what", &deed(locale, details))]), "neutral"),
        };
        let mut what = what;
        if event.created_at - event.happened_at > LATER {
            let noted = text::date_time(locale, event.created_at, reader.zone);
            what = format!("{what} ({})", tv(locale, "dispatch.event.noted", &[("when", &noted)]));
        }
        let who = if event.name.is_empty() { t(locale, "dispatch.event.portal").into_owned() } else { event.name };
        Self { what, who, at: event.happened_at, tone }
    }
}

fn moved(locale: Locale, details: &str) -> (String, &'static str) {
    let (stage, why) = details.split_once(' ').unwrap_or((details, ""));
    let Ok(stage) = stage.parse::<Stage>() else { return (String::new(), "neutral") };
    let why = why.parse::<crate::dispatch::kind::Why>().map(|why| format!(": {}", t(locale, why.key()))).unwrap_or_default();
    (format!("{}{why}", t(locale, stage.key())), stage.tone())
}

/// How far a device's clock was off.
fn skewed(locale: Locale, details: &str) -> String {
    let ahead: i64 = details.parse().unwrap_or_default();
    let key = if ahead > 0 { "dispatch.event.fast" } else { "dispatch.event.slow" };
    tv(locale, key, &[("time", &super::round::lasting(locale, chrono::TimeDelta::minutes(ahead)))])
}

/// What a device sent, by name: its kind, and of a step which one.
pub(super) fn deed(locale: Locale, details: &str) -> String {
    let (kind, act) = details.split_once(' ').unwrap_or((details, ""));
    let key = match (kind, act) {
        ("steps", "accept") => "dispatch.step.accept",
        ("steps", "set_out") => "dispatch.step.set_out",
        ("steps", "arrive") => "dispatch.step.arrive",
        ("steps", "finish") => "dispatch.step.finish",
        ("steps", "pause") => "dispatch.step.pause",
        ("steps", "give_back") => "dispatch.step.give_back",
        ("materials", _) => "dispatch.material.title",
        ("photos", _) => "dispatch.shots.title",
        ("checks", _) => "dispatch.check.title",
        ("confirmation", _) => "dispatch.confirm.title",
        _ => "dispatch.desk.stage",
    };
    t(locale, key).into_owned()
}

/// Something that was used.
pub(super) struct Used {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) quantity: String,
    pub(super) cost: String,
}

impl Used {
    pub(super) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "Кран 1/2".into(), quantity: "2 дана".into(), cost: "3 000,00 ₸".into() }
    }

    pub(super) fn of(locale: Locale, of: &Material) -> Self {
        Self { id: of.id.to_string(), name: of.name.clone(), quantity: quantity(locale, of), cost: cost(locale, of) }
    }
}

/// How much, with its unit.
pub(in crate::dispatch) fn quantity(locale: Locale, of: &Material) -> String {
    let (whole, part) = (of.quantity / 1_000, of.quantity % 1_000);
    let mut said = whole.to_string();
    if part != 0 {
        let mark = if locale == Locale::En { '.' } else { ',' };
        said = format!("{said}{mark}{}", format!("{part:03}").trim_end_matches('0'));
    }
    format!("{said} {}", t(locale, of.unit.key()))
}

/// What it costs the resident, or that it is free.
pub(in crate::dispatch) fn cost(locale: Locale, of: &Material) -> String {
    if of.warranty { t(locale, "dispatch.material.free").into_owned() } else { of.cost().print(locale) }
}

/// What all of it costs.
pub(in crate::dispatch) fn total(all: &[Material]) -> Tiyn {
    Tiyn::total(all.iter().map(Material::cost)).unwrap_or_default()
}

/// The same fault before.
pub(super) struct Again {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) at: Moment,
    pub(super) stage_key: &'static str,
    pub(super) used: String,
}

impl Again {
    pub(super) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000003".into(),
            at: Moment::default(),
            stage_key: Stage::Verified.key(),
            used: "Кран 1/2".into(),
        }
    }

    /// Jobs before, with what was used on each.
    pub(super) fn all(repeats: Vec<Job>, used: &[Material]) -> Vec<Self> {
        let again = |of: Job| {
            let names = used
                .iter()
                .filter(|one| one.job_id == of.id)
                .map(|one| if one.warranty { format!("{} ✓", one.name) } else { one.name.clone() });
            Self {
                used: names.collect::<Vec<_>>().join(", "),
                id: of.id.to_string(),
                number: of.number,
                at: of.done_at.unwrap_or(of.created_at),
                stage_key: of.stage.key(),
            }
        };
        repeats.into_iter().map(again).collect()
    }
}
