//! A technician's jobs as a calendar that other programs read: iCalendar (RFC 5545). Times are UTC, so that nobody's old time zones shift them;
//! what was called off stays, marked so, because a programme that once showed it must learn of it. No name and no phone of a resident is in it.

use chrono::NaiveDate;

use crate::clock::Moment;

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// From one moment to another.
    Span(Moment, Moment),
    /// Some time on a day.
    Day(NaiveDate),
}

/// An event.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// What makes it the same event, for ever.
    pub(super) uid: String,
    /// How often it was changed.
    pub(super) sequence: i32,
    pub(super) when: When,
    pub(super) summary: String,
    pub(super) place: String,
    pub(super) url: String,
    pub(super) cancelled: bool,
    /// Whether the technician has accepted it.
    pub(super) sure: bool,
    pub(super) changed: Moment,
}

/// Text of a value: commas, semicolons, backslashes and line ends mean something else (RFC 5545 §3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// A line, folded at 75 octets without cutting a letter (RFC 5545 §3.1).
fn folded(line: &str, to: &mut String) {
    let mut room = 75;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            to.push_str("\r\n ");
            room = 74;
        }
        to.push(letter);
        room -= letter.len_utf8();
    }
    to.push_str("\r\n");
}

fn utc(at: Moment) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The calendar.
pub(super) fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: String| folded(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//Aula//Jobs//EN".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line(format!("X-WR-CALNAME:{}", escaped(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned());
    line("X-PUBLISHED-TTL:PT1H".to_owned());
    for event in events {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}", event.uid));
        line(format!("DTSTAMP:{}", utc(event.changed)));
        line(format!("LAST-MODIFIED:{}", utc(event.changed)));
        line(format!("SEQUENCE:{}", event.sequence));
        match event.when {
            When::Span(from, until) => {
                line(format!("DTSTART:{}", utc(from)));
                line(format!("DTEND:{}", utc(until)));
            }
            When::Day(day) => line(format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d"))),
        }
        line(format!("SUMMARY:{}", escaped(&event.summary)));
        line(format!("LOCATION:{}", escaped(&event.place)));
        line(format!("URL:{}", event.url));
        let status = match (event.cancelled, event.sure) {
            (true, _) => "CANCELLED",
            (false, true) => "CONFIRMED",
            (false, false) => "TENTATIVE",
        };
        line(format!("STATUS:{status}"));
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> Event {
        let at: Moment = "2026-11-20T10:00:00".parse().unwrap();
        Event {
            uid: "0@aula".into(),
            sequence: 3,
            when: When::Span(at, at + chrono::TimeDelta::hours(1)),
            summary: summary.into(),
            place: "Абай даңғылы, 12; 2-қабат".into(),
            url: "https://aula.example/jobs/0".into(),
            cancelled: false,
            sure: true,
            changed: at,
        }
    }

    /// What a reader makes of it: lines put together again.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn a_job_is_an_event_of_its_time() {
        let lines = unfolded(&calendar("Марат", &[event("Кран"), Event { cancelled: true, ..event("Шам") }]));
        for line in ["DTSTART:20261120T100000Z", "DTEND:20261120T110000Z", "SEQUENCE:3", "STATUS:CONFIRMED", "STATUS:CANCELLED"] {
            assert!(lines.iter().any(|known| known == line), "{line} in {lines:#?}");
        }
        assert!(lines.contains(&"LOCATION:Абай даңғылы\\, 12\\; 2-қабат".to_owned()));
        let day = Event { when: When::Day("2026-11-21".parse().unwrap()), sure: false, ..event("x") };
        let lines = unfolded(&calendar("", &[day]));
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20261121".to_owned()) && lines.contains(&"STATUS:TENTATIVE".to_owned()));
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_nothing_is_lost(text in "\\PC{0,200}") {
            let calendar = calendar("", &[event(&text)]);
            for line in calendar.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            }
            prop_assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
            let wanted = format!("SUMMARY:{}", escaped(&text));
            prop_assert!(unfolded(&calendar).contains(&wanted));
        }
    }
}
