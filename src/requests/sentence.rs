//! One plain sentence: what happens next, who does it, by when.

use chrono_tz::Tz;

use super::clock::is_open;
use super::moving::LOOKED_AT;
use super::rows::Request;
use super::state::State;
use crate::clock::Moment;
use crate::franchise::Office;
use crate::text::{self, Locale, t};
use crate::web::Said;

/// For whom, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) locale: Locale,
    pub(super) zone: Tz,
    pub(super) now: Moment,
}

impl Reader {
    fn when(&self, at: Moment) -> String {
        text::when(self.locale, at, self.now, self.zone)
    }
}

/// A term that runs, or has run out.
fn by(reader: Reader, due: Option<Moment>, key: &'static str, late_key: &'static str, plain_key: &'static str) -> Said {
    match due {
        Some(due) if due < reader.now => Said::new(late_key).with("when", reader.when(due)),
        Some(due) => Said::new(key).with("when", reader.when(due)),
        None => Said::new(plain_key),
    }
}

/// What happens next; `who` sees to it, `same` is the number of the request that it is the same as.
pub(super) fn next(reader: Reader, of: &Request, who: Option<&str>, same: Option<&str>) -> Said {
    let someone = || who.map_or_else(|| t(reader.locale, "requests.next.somebody").into_owned(), str::to_owned);
    match of.state() {
        State::New => by(reader, of.answer_due, "requests.next.new", "requests.next.new_late", "requests.next.new_plain"),
        State::Accepted => {
            by(reader, of.work_due, "requests.next.accepted", "requests.next.accepted_late", "requests.next.accepted_plain")
                .with("who", someone())
        }
        State::InWork => {
            by(reader, of.work_due, "requests.next.in_work", "requests.next.in_work_late", "requests.next.in_work_plain")
                .with("who", someone())
        }
        State::Waiting(wait) => match wait {
            super::kind::Wait::Resident => Said::new("requests.next.waiting_resident"),
            super::kind::Wait::Parts => Said::new("requests.next.waiting_parts"),
            super::kind::Wait::Third => Said::new("requests.next.waiting_third"),
        },
        State::Deferred(day) => Said::new("requests.next.deferred").with("day", text::date(reader.locale, day)),
        State::Done => {
            let closes = of.done_at.unwrap_or(reader.now) + LOOKED_AT;
            Said::new("requests.next.done").with("when", reader.when(closes))
        }
        State::Closed => Said::new("requests.next.closed").with("when", reader.when(of.closed_at.unwrap_or(of.updated_at))),
        State::Declined(why) => Said::new("requests.next.declined")
            .with("reason", t(reader.locale, why.reason.key()))
            .with("responsible", why.responsible),
        State::Duplicate(_) => Said::new("requests.next.duplicate").with("number", same.unwrap_or("—")),
        State::Forwarded(to) => Said::new("requests.next.forwarded").with("to", to),
    }
}

/// That nobody is at the office now, and whom to call in an emergency; `None` while it is open.
pub(super) fn outside(office: &Office, now: Moment) -> Option<Said> {
    let phone = text::phone::print(&office.emergency_phone);
    (!is_open(office, now)).then(|| Said::new("requests.outside").with("phone", phone))
}
