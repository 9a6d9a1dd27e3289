//! What owners are told: of a meeting and its agenda, and that it is called off. In Kazakh and in Russian (law «On languages», art. 21).

use super::prepared::Prepared;
use crate::announcements::{Wording, Words};
use crate::clock::Moment;
use crate::config::Config;
use crate::text::{self, Locale, t, tv};
use crate::voting::meeting::Initiator;

/// The longest subject of a letter.
const SUBJECT: usize = 118;

/// What a notice names besides the agenda (art. 42(6)): what it is called, and what is true.
pub(in crate::voting) fn facts(locale: Locale, of: &Prepared) -> Vec<(String, String)> {
    let meeting = &of.meeting;
    let at = |moment: Option<Moment>| moment.map(|at| text::date_time(locale, at, of.host.zone())).unwrap_or_default();
    let mut all = vec![
        ("voting.notice.format", t(locale, meeting.format.key()).into_owned()),
        ("voting.notice.initiator", initiator(locale, of)),
    ];
    if meeting.format.meets() {
        all.push(("voting.notice.meets", at(meeting.meets_at)));
        all.push(("voting.notice.place", meeting.venue(locale).to_owned()));
    }
    if meeting.format.absentee() {
        let span = [("from", at(meeting.opens_at)), ("until", at(meeting.closes_at))];
        let span: Vec<(&str, &str)> = span.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.push(("voting.notice.voting", tv(locale, "voting.notice.span", &span)));
        all.push(("voting.notice.ways", ways(locale, of)));
    }
    all.into_iter().map(|(key, value)| (t(locale, key).into_owned(), value)).collect()
}

/// By which ways one may vote.
pub(in crate::voting) fn ways(locale: Locale, of: &Prepared) -> String {
    let on = [(of.meeting.by_portal, "voting.way.portal"), (of.meeting.by_paper, "voting.way.paper")];
    let named: Vec<String> = on.iter().filter(|(on, _)| *on).map(|(_, key)| t(locale, key).into_owned()).collect();
    named.join(", ")
}

/// Who called it; of owners how many, for a notice hangs where everybody passes.
fn initiator(locale: Locale, of: &Prepared) -> String {
    let name = t(locale, of.meeting.initiator.key()).into_owned();
    if !of.meeting.initiator.are_owners() {
        return if of.meeting.initiator == Initiator::Manager { format!("{name} — {}", company(locale, of)) } else { name };
    }
    let count = of.callers().0.to_string();
    tv(locale, "voting.notice.owners", &[("name", &name), ("count", &count)])
}

/// The company by its name.
pub(in crate::voting) fn company(locale: Locale, of: &Prepared) -> &str {
    if locale == Locale::Kk { &of.host.names.0 } else { &of.host.names.1 }
}

/// The questions, each with its number.
pub(in crate::voting) fn agenda(locale: Locale, of: &Prepared) -> Vec<String> {
    let one = |question: &crate::voting::rows::Question| {
        let title = question.title(locale).to_owned();
        match of.entrance(question) {
            "" => title,
            number => tv(locale, "voting.notice.of_entrance", &[("title", &title), ("number", number)]),
        }
    };
    of.questions.iter().map(one).collect()
}

/// Where owners read and vote.
pub(in crate::voting) fn address(config: &Config, of: &Prepared) -> String {
    format!("{}/votes/{}", config.base_url, of.meeting.id)
}

/// The announcement of a meeting.
pub(in crate::voting) fn notice(config: &Config, of: &Prepared) -> Wording {
    let words = |locale: Locale| {
        let mut body = tv(locale, "voting.notice.opening", &[("address", &of.address), ("title", of.meeting.title(locale))]);
        for (name, value) in facts(locale, of) {
            body.push_str(&format!("\n\n**{name}:** {value}"));
        }
        body.push_str(&format!("\n\n## {}\n", t(locale, "voting.notice.agenda")));
        for (number, question) in (1..).zip(agenda(locale, of)) {
            body.push_str(&format!("\n{number}. {question}"));
        }
        body.push_str("\n\n");
        body.push_str(&tv(locale, "voting.notice.more", &[("link", &address(config, of))]));
        Words { title: subject(locale, "voting.notice.title", of), body }
    };
    Wording { kk: words(Locale::Kk), ru: words(Locale::Ru), en: Words::default() }
}

/// The announcement that it is called off.
pub(in crate::voting) fn cancellation(config: &Config, of: &Prepared, why: &str) -> Wording {
    let words = |locale: Locale| {
        let (title, link) = (of.meeting.title(locale), address(config, of));
        let holes = [("address", of.address.as_str()), ("title", title), ("why", why), ("link", link.as_str())];
        Words { title: subject(locale, "voting.notice.cancelled_title", of), body: tv(locale, "voting.notice.cancelled", &holes) }
    };
    Wording { kk: words(Locale::Kk), ru: words(Locale::Ru), en: Words::default() }
}

fn subject(locale: Locale, key: &str, of: &Prepared) -> String {
    let whole = tv(locale, key, &[("title", of.meeting.title(locale)), ("address", &of.address)]);
    if whole.chars().count() <= SUBJECT { whole } else { whole.chars().take(SUBJECT).chain("…".chars()).collect() }
}
