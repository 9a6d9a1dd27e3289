//! What a meeting, a rule and a ballot are in sentences.

use chrono::TimeDelta;

use super::voice::Voice;
use crate::clock::Moment;
use crate::homes::Kind;
use crate::money::Tiyn;
use crate::text::{self, Locale, t, tn, tv};
use crate::voting::arriving::Standing;
use crate::voting::meeting::State;
use crate::voting::question::{Base, more_than};
use crate::voting::rows::{Meeting, Question, Unit};
use crate::voting::tally::Tally;
use crate::web::identify::Reader;

/// A unit, as people say it: «кв. 12».
pub(super) fn label(locale: Locale, unit: &Unit) -> String {
    called(locale, unit.kind, &unit.number)
}

pub(super) fn called(locale: Locale, kind: Kind, number: &str) -> String {
    tv(locale, kind.label_key(), &[("number", number)])
}

/// Several units.
pub(super) fn labels<'a>(locale: Locale, voices: impl IntoIterator<Item = &'a Voice>) -> String {
    voices.into_iter().map(|voice| label(locale, &voice.unit)).collect::<Vec<_>>().join(", ")
}

/// How much time is left, in the largest unit that says enough.
fn left(locale: Locale, time: TimeDelta) -> String {
    let whole = |many: i64| many.max(1).unsigned_abs();
    match (time.num_days(), time.num_hours()) {
        (2.., _) => tn(locale, "voting.booth.left.days", whole(time.num_days()), &[]),
        (_, 2..) => tn(locale, "voting.booth.left.hours", whole(time.num_hours()), &[]),
        _ => tn(locale, "voting.booth.left.minutes", whole(time.num_minutes()), &[]),
    }
}

/// How far a meeting has come, with its moments.
pub(super) fn course(of: &Meeting, now: Moment, reader: Reader) -> String {
    let (locale, zone) = (reader.locale, reader.zone);
    let at = |moment: Option<Moment>| moment.map(|at| text::date_time(locale, at, zone)).unwrap_or_default();
    let (opens, closes) = (at(of.opens_at), at(of.closes_at));
    match of.state {
        State::Cancelled => tv(locale, "voting.booth.course.cancelled", &[("why", of.cancelled_why.as_deref().unwrap_or("—"))]),
        State::Open if of.opens_at.is_some_and(|at| now < at) => {
            tv(locale, "voting.booth.course.announced", &[("opens", &opens), ("closes", &closes)])
        }
        State::Open if of.closes_at.is_some_and(|at| now < at) => {
            let left = of.closes_at.map(|at| left(locale, at - now)).unwrap_or_default();
            tv(locale, "voting.booth.course.open", &[("closes", &closes), ("left", &left)])
        }
        State::Notified => tv(locale, "voting.booth.course.announced", &[("opens", &opens), ("closes", &closes)]),
        State::NoQuorum => tv(locale, "voting.booth.course.no_quorum", &[("closes", &closes)]),
        State::Open | State::Counting => tv(locale, "voting.booth.course.counting", &[("closes", &closes)]),
        _ => tv(locale, "voting.booth.course.over", &[("closes", &closes)]),
    }
}

fn figure(many: u64) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn part(locale: Locale, (of, parts): (i32, i32)) -> String {
    match (of, parts) {
        (1, 2) => t(locale, "voting.booth.part.half").into_owned(),
        (2, 3) => t(locale, "voting.booth.part.two_thirds").into_owned(),
        _ => tv(locale, "voting.booth.part.fraction", &[("of", &of.to_string()), ("parts", &parts.to_string())]),
    }
}

/// What carries a question: how many votes, of which; and how many must take part.
pub(super) fn takes(locale: Locale, question: &Question, roll: u64) -> Vec<String> {
    let rule = question.rule();
    let words = part(locale, rule.over);
    let number = |many: u64| text::number(locale, figure(many));
    let first = match rule.base {
        Base::All => {
            let (needed, all) = (number(more_than(rule.over, roll)), number(roll));
            tv(locale, "voting.booth.takes.all", &[("part", &words), ("needed", &needed), ("all", &all)])
        }
        Base::Participants => tv(locale, "voting.booth.takes.participants", &[("part", &words)]),
    };
    let (quorum, all) = (number(more_than(rule.quorum, roll)), number(roll));
    let second = tv(locale, "voting.booth.takes.quorum", &[("needed", &quorum), ("all", &all)]);
    vec![first, second, tv(locale, "voting.booth.takes.article", &[("article", &question.article)])]
}

/// What would change for each of these units.
pub(super) fn consequences<'a>(locale: Locale, question: &Question, voices: impl IntoIterator<Item = &'a Voice>) -> Vec<String> {
    let asked = voices.into_iter().filter(|voice| question.asks(&voice.unit));
    asked.filter_map(|voice| Some(consequence(locale, question, &voice.unit, question.consequence(voice.unit.area)?))).collect()
}

fn consequence(locale: Locale, question: &Question, unit: &Unit, (was, becomes): (Tiyn, Tiyn)) -> String {
    let key = match (question.formula.monthly(), was == Tiyn::ZERO) {
        (true, true) => "voting.booth.changes.monthly_new",
        (true, false) => "voting.booth.changes.monthly",
        (false, _) => "voting.booth.changes.once",
    };
    let area = unit.area.map(|area| format!(" ({})", text::area(locale, area))).unwrap_or_default();
    let place = format!("{}{area}", label(locale, unit));
    tv(locale, key, &[("unit", &place), ("was", &was.print(locale)), ("becomes", &becomes.print(locale))])
}

/// A count in words: «118 за из 234; нужно не менее 118».
pub(super) fn count(locale: Locale, question: &Question, tally: &Tally) -> Vec<String> {
    let (votes, verdict) = (tally.votes(), tally.verdict(question.rule()));
    let number = |many: u64| text::number(locale, figure(many));
    let took = tv(
        locale,
        "voting.booth.count.took",
        &[("took", &number(votes.all())), ("all", &number(tally.roll)), ("quorum", &number(verdict.quorum))],
    );
    let for_it = tv(
        locale,
        "voting.booth.count.for",
        &[("for", &number(votes.for_it)), ("base", &number(verdict.base)), ("needed", &number(verdict.needed))],
    );
    let ways =
        tv(locale, "voting.booth.count.ways", &[("portal", &number(tally.portal.all())), ("paper", &number(tally.paper.all()))]);
    vec![took, for_it, ways]
}

/// What became of a ballot.
pub(super) fn became(standing: Standing) -> &'static str {
    match standing {
        Standing::Counts => "voting.booth.became.counts",
        Standing::Replaced => "voting.booth.became.replaced",
        Standing::Agrees => "voting.booth.became.agrees",
        Standing::Disputed => "voting.booth.became.disputed",
        Standing::Invalid => "voting.booth.became.invalid",
    }
}
