//! Deeds: what a technician's device sends about a job. Without a network it keeps them, each with a key and the time by its own clock, and
//! sends them when there is one. Here each is done once, however often it arrives, at the time it was done; what finds the job changed
//! meanwhile is not lost and not forced: it waits for the person's word.

use chrono::TimeDelta;

use crate::clock::Moment;

crate::ids! {
    /// Something that a device sent.
    DeedId,
}

crate::words! {
    /// What it is about.
    pub enum Kind {
        /// A step of the job.
        Step = "steps",
        /// Something that was used.
        Used = "materials",
        /// Pictures.
        Photos = "photos",
        /// The resident's name under the work.
        Confirmed = "confirmation",
        /// What a checklist found.
        Checks = "checks",
    }
}

crate::words! {
    /// What became of it.
    pub enum Outcome {
        /// Done as it arrived.
        Done = "done",
        /// The job had changed: the person is asked.
        Asked = "asked",
        /// Done at the person's word.
        Taken = "taken",
        /// Left out at the person's word.
        Left = "left",
    }
}

/// A device keeps what was done for the length of a shift; what it dates further back than the job's last stage is not believed.
const SHIFT: TimeDelta = TimeDelta::hours(12);
/// From which difference on it is said that a device's clock is wrong.
const WORTH_SAYING: TimeDelta = TimeDelta::minutes(2);

/// What a device says of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// When it was done, by its clock.
    pub(super) done: Option<Moment>,
    /// When it was sent, by the same clock.
    pub(super) sent: Option<Moment>,
}

/// When something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// By our clock.
    pub(super) at: Moment,
    /// By how many minutes the device's clock is ahead of ours, or behind it; nothing while that is not worth saying.
    pub(super) ahead: i64,
}

/// When it was done by our clock: the device knows how long ago that was even while its clock is wrong. What would lie in the future, or
/// further before the job's `last` stage than a shift is long, counts from now.
pub(super) fn believed(said: Clock, now: Moment, last: Option<Moment>) -> Told {
    let off = said.sent.map_or(TimeDelta::zero(), |sent| sent - now);
    let ahead = if off.abs() < WORTH_SAYING { 0 } else { off.num_minutes() };
    let sane = |at: &Moment| *at <= now && *at >= last.unwrap_or(now) - SHIFT;
    let at = said.done.and_then(|done| done.checked_sub_signed(off)).filter(sane).unwrap_or(now);
    Told { at, ahead }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        format!("2026-11-20T{text}:00").parse().unwrap()
    }

    fn told(done: &str, sent: &str) -> (Moment, i64) {
        let clock = Clock { done: Some(at(done)), sent: Some(at(sent)) };
        let told = believed(clock, at("12:00"), Some(at("10:00")));
        (told.at, told.ahead)
    }

    #[test]
    fn what_a_device_did_without_a_network_has_its_own_time() {
        assert_eq!(told("11:20", "12:00"), (at("11:20"), 0));
        assert_eq!(told("11:20", "12:01"), (at("11:19"), 0), "a minute is put right and not worth saying");
    }

    #[test]
    fn a_wrong_clock_is_put_right_and_told() {
        assert_eq!(told("14:20", "15:00"), (at("11:20"), 180), "three hours ahead");
        assert_eq!(told("08:20", "09:00"), (at("11:20"), -180), "three hours behind");
    }

    #[test]
    fn nothing_is_done_in_the_future_or_a_shift_before_the_job_came_so_far() {
        assert_eq!(told("12:30", "12:00").0, at("12:00"), "a clock that was set back meanwhile");
        let now = "2026-11-22T12:00:00".parse().unwrap();
        let old = |done: &str| Clock { done: Some(done.parse().unwrap()), sent: Some(now) };
        let last = Some(at("22:00"));
        assert_eq!(believed(old("2026-11-20T10:00:00"), now, last).at, at("10:00"), "the dispatcher was quicker by a shift");
        assert_eq!(believed(old("2026-11-20T09:59:00"), now, last).at, now, "longer than a shift before is not believed");
        assert_eq!(believed(Clock::default(), now, None), Told { at: now, ahead: 0 }, "a form without a clock is done now");
    }
}
