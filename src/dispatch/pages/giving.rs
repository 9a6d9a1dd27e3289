//! The form by which a job is given to somebody: who can be chosen, and what is planned now.

use chrono::TimeZone;

use super::work::Seen;
use crate::dispatch::kind::Offered;
use crate::team::Crew;
use crate::web::Form;

/// To whom it can be given: the own people with the trade first, firms and their people, whoever of the trade comes first.
pub(super) fn hands(seen: &Seen) -> Vec<(String, String)> {
    let (of, at) = &seen.placed;
    let mut crew: Vec<&Crew> = seen.crew.iter().filter(|one| one.works_in(of.building_id, at.complex)).collect();
    let trained = |one: &Crew| of.skill.is_some_and(|skill| one.skills.contains(&skill));
    crew.sort_by_key(|one| (one.firm.is_some(), !trained(one)));
    let called = |one: &Crew| match &one.firm {
        Some((_, firm)) => format!("{} ({firm})", one.name),
        None => one.name.clone(),
    };
    let mut all: Vec<(String, String)> = crew.iter().map(|one| (one.person.to_string(), called(one))).collect();
    all.extend(seen.firms.iter().map(|(id, name)| (format!("firm:{id}"), name.clone())));
    all
}

/// What the form of the plan begins with: what is planned now.
pub(super) fn preset(form: Form, seen: &Seen) -> Form {
    let of = &seen.placed.0;
    if form.failed() {
        return form;
    }
    let to = match (of.assignee_id, of.offered_to, of.firm_id) {
        (Some(person), ..) => person.to_string(),
        (None, Offered::Firm, Some(firm)) => format!("firm:{firm}"),
        (None, Offered::Trade, _) => "trade".to_owned(),
        _ => String::new(),
    };
    let start = of.starts_at.map(|at| seen.zone.from_utc_datetime(&at).format("%H:%M").to_string()).unwrap_or_default();
    let day = of.day.map(|day| day.to_string()).unwrap_or_default();
    form.with("to", to).with("day", day).with("time", start).with("lasts", of.lasts)
}
