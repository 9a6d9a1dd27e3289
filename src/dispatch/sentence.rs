//! One plain sentence about a job: what happens next, who does it and when.

use chrono_tz::Tz;

use super::kind::{Offered, Why};
use super::rows::Job;
use super::stage::Stage;
use super::windows::WINDOW;
use crate::clock::Moment;
use crate::text::{self, Locale, t};
use crate::web::Said;

/// For whom, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) locale: Locale,
    pub(super) zone: Tz,
    pub(super) now: Moment,
}

/// When somebody comes: the two hours that were told, the moment that is planned, the day; nothing while it is open.
pub(super) fn when(reader: Reader, of: &Job) -> String {
    let (locale, zone) = (reader.locale, reader.zone);
    match (of.window_at, of.starts_at, of.day) {
        (Some(window), _, _) => text::span(locale, window, window + WINDOW, zone),
        (None, Some(start), _) => text::when(locale, start, reader.now, zone),
        (None, None, Some(day)) => text::date(locale, day),
        (None, None, None) => String::new(),
    }
}

/// What happens next; `who` does it.
pub(super) fn next(reader: Reader, of: &Job, who: &str) -> Said {
    let (at, who) = (when(reader, of), text::short_name(who));
    let someone = if who.is_empty() { t(reader.locale, "dispatch.next.somebody").into_owned() } else { who };
    match (of.stage, of.why) {
        (stage, _) if stage.is_ahead() && of.asks_window => Said::new("dispatch.next.asks"),
        (Stage::Offered, _) if of.assignee_id.is_some() => Said::new("dispatch.next.offered").with("who", someone),
        (Stage::Offered, _) if of.offered_to == Offered::Nobody => Said::new("dispatch.next.loose"),
        (Stage::Offered, _) => Said::new("dispatch.next.open"),
        (Stage::Accepted, _) if at.is_empty() => Said::new("dispatch.next.accepted").with("who", someone),
        (Stage::Accepted, _) => Said::new("dispatch.next.comes").with("who", someone).with("when", at),
        (Stage::OnTheWay, _) => Said::new("dispatch.next.on_the_way").with("who", someone),
        (Stage::OnSite, _) => Said::new("dispatch.next.on_site").with("who", someone),
        (Stage::Paused, Some(Why::Parts)) => Said::new("dispatch.next.parts"),
        (Stage::Paused, Some(Why::Access)) => Said::new("dispatch.next.access"),
        (Stage::Paused, _) => Said::new("dispatch.next.paused"),
        (Stage::Done, _) => Said::new("dispatch.next.done").with("who", someone),
        (Stage::Verified, _) => Said::new("dispatch.next.verified"),
        (Stage::Cancelled, _) => Said::new("dispatch.next.cancelled"),
    }
}

/// The same for staff: what the resident is asked for is not theirs to do.
pub(super) fn for_staff(reader: Reader, of: &Job, who: &str) -> Said {
    if of.stage.is_ahead() && of.asks_window { Said::new("dispatch.next.resident_chooses") } else { next(reader, of, who) }
}
