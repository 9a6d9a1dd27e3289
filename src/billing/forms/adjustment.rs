//! Why somebody is charged otherwise, as it is typed.

use chrono::NaiveDate;

use crate::billing::adjusting::Kind;
use crate::billing::tariff::ServiceId;
use crate::clock::Moment;
use crate::homes::{BuildingId, PremisesId};
use crate::requests::{Off, OutageId};
use crate::web::Form;

/// More than this do not live in a home.
const MOST_PEOPLE: i32 = 100;

/// Something to be made good.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Draft {
    pub(in crate::billing) kind: Kind,
    pub(in crate::billing) building: Option<BuildingId>,
    pub(in crate::billing) premises: Option<PremisesId>,
    pub(in crate::billing) service: Option<ServiceId>,
    pub(in crate::billing) since: NaiveDate,
    pub(in crate::billing) until: Option<NaiveDate>,
    pub(in crate::billing) people: i32,
    pub(in crate::billing) people_after: i32,
    pub(in crate::billing) percent: i64,
    /// By the clock on the wall.
    pub(in crate::billing) off: Option<(Moment, Moment)>,
    pub(in crate::billing) outage: Option<OutageId>,
    pub(in crate::billing) document: String,
}

fn people(form: &mut Form, field: &str, least: i32) -> i32 {
    let many = form.value(field).parse().ok().filter(|many| (least..=MOST_PEOPLE).contains(many));
    many.unwrap_or_else(|| {
        form.refuse(field, "billing.refused.people");
        0
    })
}

fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let typed = form.value(field).to_owned();
    let day = typed.parse().ok();
    if day.is_none() && !typed.is_empty() {
        form.refuse(field, "billing.refused.date");
    }
    day
}

/// «12,5» as hundredths of a per cent, up to a hundred.
fn percent(form: &mut Form) -> i64 {
    let typed = form.value("percent").replace(',', ".");
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits =
        !whole.is_empty() && whole.len() <= 3 && rest.len() <= 2 && format!("{whole}{rest}").bytes().all(|c| c.is_ascii_digit());
    let hundredths = format!("{whole}{rest:0<2}").parse().ok().filter(|of| digits && (1..=10_000).contains(of));
    hundredths.unwrap_or_else(|| {
        form.refuse("percent", "billing.refused.percent");
        0
    })
}

impl Draft {
    /// Reads what concerns premises; `None` when something in it is wrong.
    pub(in crate::billing) fn of_premises(form: &mut Form) -> Option<Self> {
        let kind = form.word::<Kind>("kind").filter(|kind| *kind != Kind::Outage);
        if kind.is_none() {
            form.refuse("kind", "forms.refused.choice");
        }
        let premises = form.word("premises");
        let (since, until) = (day(form, "since"), day(form, "until"));
        if since.is_none() {
            form.refuse("since", "billing.refused.date");
        }
        // an absence has an end, and nothing ends before it begins
        if until.is_none() && kind == Some(Kind::Absence) || until.zip(since).is_some_and(|(until, since)| until < since) {
            form.refuse("until", "billing.refused.until");
        }
        let (many, after) = match kind {
            Some(Kind::Absence) => (people(form, "people", 1), 0),
            Some(Kind::Moved) => (people(form, "people", 0), people(form, "people_after", 0)),
            _ => (0, 0),
        };
        let percent = if kind == Some(Kind::Benefit) { percent(form) } else { 0 };
        let typed = form.value("service").to_owned();
        let service = typed.parse().ok().filter(|_| kind == Some(Kind::Benefit));
        let document = form.text("document", 300);
        if form.failed() {
            return None;
        }
        Some(Self {
            kind: kind?,
            building: None,
            premises: Some(premises?),
            service,
            since: since?,
            until: until.filter(|_| kind != Some(Kind::Moved)),
            people: many,
            people_after: after,
            percent,
            off: None,
            outage: None,
            document,
        })
    }

    /// Reads which outage of the register is made good by which service; `None` when something in it is wrong.
    pub(in crate::billing) fn of_outage(form: &mut Form, all: &[Off], zone: chrono_tz::Tz, document: String) -> Option<Self> {
        let chosen = form.value("outage").to_owned();
        let off = all.iter().find(|of| choice(of) == chosen);
        if off.is_none() {
            form.refuse("outage", "forms.refused.choice");
        }
        let service = form.word("service");
        let wall = |at: Moment| at.and_utc().with_timezone(&zone).naive_local();
        let (off, ends) = (off?, off?.ends_at?);
        let (begins, ends) = (wall(off.begins_at), wall(ends));
        if form.failed() {
            return None;
        }
        Some(Self {
            kind: Kind::Outage,
            building: Some(off.building),
            premises: None,
            service: Some(service?),
            since: begins.date(),
            until: Some(ends.date()),
            people: 0,
            people_after: 0,
            percent: 0,
            off: Some((begins, ends)),
            outage: Some(off.id),
            document,
        })
    }
}

/// An outage in a house, as forms send it.
pub(in crate::billing) fn choice(of: &Off) -> String {
    format!("{}-{}", of.id, of.building)
}
