//! What people type into plans, and how it becomes something true.

use chrono::NaiveDate;

use super::check::{self, MOST};
use super::making::FURTHEST;
use super::planning::Wish;
use super::rule::{self, Every};
use crate::dispatch::forms::{LINE, TEXT, day, lasts};
use crate::homes::{BuildingId, EntranceId};
use crate::requests;
use crate::web::{Form, Said};

/// How many days ahead jobs are made unless something else is said.
pub(super) const AHEAD: u64 = 14;

/// The rule that was chosen, or written as one's own.
fn rule(form: &mut Form, starts: NaiveDate) -> Option<String> {
    let every = form.word::<Every>("every")?;
    let found = every.rule(starts).or_else(|| rule::read(form.value("rule"), starts));
    if found.is_none() {
        form.refuse("rule", "dispatch.refused.rule");
    }
    found
}

/// A plan as it is typed, at a place that was found already.
pub(super) fn wish(form: &mut Form, (building, entrance): (BuildingId, Option<EntranceId>)) -> Option<Wish> {
    let (title, device, text) = (form.text("title", LINE), form.optional("device", LINE), form.optional("text", TEXT));
    let category = requests::category_of(form.value("category"));
    if category.is_none() {
        form.refuse("category", "requests.refused.category");
    }
    let starts_on = day(form, "starts_on");
    if starts_on.is_none() {
        form.refuse("starts_on", "dispatch.refused.day");
    }
    let rule = starts_on.and_then(|starts| rule(form, starts));
    let ahead =
        form.value("ahead").parse::<i32>().ok().filter(|days| (0..=FURTHEST).contains(&u64::try_from(*days).unwrap_or(u64::MAX)));
    if ahead.is_none() {
        form.refuse("ahead", Said::new("dispatch.refused.ahead").with("most", FURTHEST));
    }
    let assignee = match form.value("assignee") {
        "" => Some(None),
        typed => typed.parse().ok().map(Some),
    };
    let lines = match check::read(&form.optional("lines", TEXT * 2)) {
        Ok(lines) if lines.len() <= MOST => Some(lines),
        Ok(_) => {
            form.refuse("lines", Said::new("dispatch.refused.lines_many").with("most", MOST));
            None
        }
        Err(line) => {
            form.refuse("lines", Said::new("dispatch.refused.line").with("line", line));
            None
        }
    };
    let lasts = lasts(form);
    let (category, starts_on, rule, ahead) = (category?, starts_on?, rule?, ahead?);
    let (assignee, lines, lasts) = (assignee?, lines?, lasts?);
    let category = category.code;
    (!form.failed()).then_some(Wish {
        title,
        building,
        entrance,
        device,
        category,
        text,
        rule,
        starts_on,
        lasts,
        ahead,
        assignee,
        lines,
    })
}
