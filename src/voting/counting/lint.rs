//! The check before signing: what would make a protocol fall, and what somebody should know before they sign it.
//!
//! An error stops the signing; a warning does not. Each finding says what is wrong, by which article, and where it is put right.

use chrono::{Months, NaiveDate};
use chrono_tz::Tz;

use super::recount::Fault;
use super::results::Results;
use crate::clock::Moment;
use crate::voting::OpenMatters;
use crate::voting::law::{self, Term};
use crate::voting::meeting::{Format, State};
use crate::voting::question::{Outcome, Rule};
use crate::voting::rows::Meeting;
use crate::voting::store::counting::Caller;
use crate::web::Said;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Finding {
    /// Whether it stops the signing.
    pub(in crate::voting) stops: bool,
    /// What is wrong.
    pub(in crate::voting) said: Said,
    /// What to do about it.
    pub(in crate::voting) fix: &'static str,
    /// The article it rests on; empty where it rests on none.
    pub(in crate::voting) article: String,
    /// Where it is put right, beneath the meeting's own address; empty where nothing can be done there.
    pub(in crate::voting) at: &'static str,
}

/// What is looked at.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Looked<'a> {
    /// The meeting.
    pub(in crate::voting) meeting: &'a Meeting,
    /// What it came to.
    pub(in crate::voting) results: &'a Results,
    /// Who called it, by name.
    pub(in crate::voting) initiators: &'a [Caller],
    /// What is still open: disputes, and sheets that a second person has not read.
    pub(in crate::voting) open: OpenMatters,
    /// Whether the chain gives the same count.
    pub(in crate::voting) chain: Result<bool, Fault>,
    /// How many units the building has.
    pub(in crate::voting) units: usize,
    /// How many of them nobody is known to own.
    pub(in crate::voting) ownerless: usize,
    /// The company's time zone: the law counts days.
    pub(in crate::voting) zone: Tz,
}

fn error(said: impl Into<Said>, fix: &'static str, article: &str, at: &'static str) -> Finding {
    Finding { stops: true, said: said.into(), fix, article: article.to_owned(), at }
}

fn warning(said: impl Into<Said>, fix: &'static str, article: &str, at: &'static str) -> Finding {
    Finding { stops: false, ..error(said, fix, article, at) }
}

/// Looks at everything; errors come first.
pub(in crate::voting) fn lint(of: &Looked<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    standing(of, &mut all);
    thresholds(of, &mut all);
    terms(of, &mut all);
    signers(of, &mut all);
    languages(of, &mut all);
    all.sort_by_key(|finding| !finding.stops);
    all
}

/// Whether the count itself stands.
fn standing(of: &Looked<'_>, all: &mut Vec<Finding>) {
    if of.open.disputes > 0 {
        let said = Said::new("voting.lint.disputed").with("many", of.open.disputes);
        all.push(error(said, "voting.lint.disputed_fix", "42(7)", "/disputes"));
    }
    if of.open.entries > 0 {
        let said = Said::new("voting.lint.unread").with("many", of.open.entries);
        all.push(error(said, "voting.lint.unread_fix", "43(7)", "/entries"));
    }
    if of.open.sheets_out > 0 {
        let said = Said::new("voting.lint.sheets_out").with("many", of.open.sheets_out);
        all.push(warning(said, "voting.lint.sheets_out_fix", "43(8)", "/sheets"));
    }
    match of.chain {
        Ok(true) => {}
        Ok(false) | Err(Fault::NoBeginning | Fault::Stranger) => {
            all.push(error("voting.lint.differs", "voting.lint.chain_fix", "", ""));
        }
        Err(Fault::Broken(place) | Fault::Unreadable(place)) => {
            all.push(error(Said::new("voting.lint.broken").with("place", place), "voting.lint.chain_fix", "", ""));
        }
    }
    if of.meeting.state == State::NoQuorum || !of.results.quorum() {
        let said = of.results.takings.first().map_or_else(
            || Said::new("voting.lint.no_quorum"),
            |taking| Said::new("voting.lint.no_quorum_of").with("took", taking.took).with("needed", taking.needed),
        );
        all.push(error(said, "voting.lint.no_quorum_fix", "42(8)", ""));
    }
    if of.ownerless > 0 {
        let said = Said::new("voting.lint.ownerless").with("many", of.ownerless);
        all.push(warning(said, "voting.lint.ownerless_fix", "42(7)", ""));
    }
}

/// Each question must ask what the law of its day asks, and of those whom it asks enough must have voted.
fn thresholds(of: &Looked<'_>, all: &mut Vec<Finding>) {
    let day = of.meeting.edition;
    for counted in &of.results.questions {
        let question = &counted.question;
        match law::rule(question.item, question.roll, day) {
            Some(law) if weaker(question.rule(), law.rule) => {
                let said = Said::new("voting.lint.threshold").with("question", question.place);
                all.push(error(said, "voting.lint.threshold_fix", law.article, ""));
            }
            Some(_) => {}
            None => {
                let said = Said::new("voting.lint.no_rule").with("question", question.place);
                all.push(error(said, "voting.lint.threshold_fix", "42(5)", ""));
            }
        }
        if question.result == Outcome::NoQuorum {
            let said = Said::new("voting.lint.question_quorum").with("question", question.place);
            all.push(warning(said, "voting.lint.question_quorum_fix", &question.article, ""));
        }
    }
    if let Some(now) = of.meeting.notified_at.map(|at| local(at, of.zone)).and_then(law::edition)
        && now != day
    {
        let said = Said::new("voting.lint.edition").with("edition", day).with("now", now);
        all.push(warning(said, "voting.lint.edition_fix", "42", ""));
    }
}

/// A meeting may ask for more than the law does, never for less or of others.
fn weaker(asked: Rule, law: Rule) -> bool {
    let less = |(a, b): (i32, i32), (c, d): (i32, i32)| i64::from(a) * i64::from(d) < i64::from(c) * i64::from(b);
    asked.base != law.base || less(asked.over, law.over) || less(asked.quorum, law.quorum)
}

fn local(at: Moment, zone: Tz) -> NaiveDate {
    at.and_utc().with_timezone(&zone).date_naive()
}

fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// The days of the law: before it began, while votes were taken, and until it had to be over.
fn terms(of: &Looked<'_>, all: &mut Vec<Finding>) {
    let meeting = of.meeting;
    let day = |at: Option<Moment>| at.map(|at| local(at, of.zone));
    let Some(told) = day(meeting.notified_at) else {
        all.push(error("voting.lint.not_told", "voting.lint.new_meeting", "42(6)", ""));
        return;
    };
    let begins = if meeting.format == Format::InPerson { day(meeting.meets_at) } else { None };
    let (least, article) = law::term(Term::NoticeDays, meeting.edition);
    if let Some(begins) = begins.or_else(|| day(meeting.meets_at)).or_else(|| day(meeting.opens_at))
        && days(told, begins) < i64::from(least)
    {
        let said = Said::new("voting.lint.notice").with("days", days(told, begins)).with("least", least);
        all.push(error(said, "voting.lint.new_meeting", article, ""));
    }
    let (Some(opened), Some(closed)) = (day(meeting.opens_at), day(meeting.closed_at).or_else(|| day(meeting.closes_at))) else {
        return;
    };
    if !meeting.format.absentee() {
        return;
    }
    let (least, article) = law::term(Term::PortalDays, meeting.edition);
    if meeting.by_portal && days(opened, closed) < i64::from(least) {
        let said = Said::new("voting.lint.portal_days").with("days", days(opened, closed)).with("least", least);
        all.push(error(said, "voting.lint.new_meeting", article, ""));
    }
    let (large, _) = law::term(Term::LargeUnits, meeting.edition);
    let is_large = u32::try_from(of.units).unwrap_or(u32::MAX) > large;
    let survey = if is_large { Term::SurveyMonthsLarge } else { Term::SurveyMonths };
    let longest = [(meeting.by_portal, Term::PortalMonths), (meeting.by_paper, survey)];
    for (_, term) in longest.into_iter().filter(|(by, _)| *by) {
        let (months, article) = law::term(term, meeting.edition);
        if told.checked_add_months(Months::new(months)).is_some_and(|end| closed > end) {
            let said = Said::new("voting.lint.too_long").with("months", months);
            all.push(error(said, "voting.lint.new_meeting", article, ""));
        }
    }
}

/// Who signs must be named (art. 42(14) 8, 42(15)).
fn signers(of: &Looked<'_>, all: &mut Vec<Finding>) {
    for (name, key) in [(&of.meeting.chair, "voting.lint.no_chair"), (&of.meeting.secretary, "voting.lint.no_secretary")] {
        if name.trim().is_empty() {
            all.push(error(key, "voting.lint.signers_fix", "42(15)", "/signers"));
        }
    }
    let named = u32::try_from(of.initiators.len()).unwrap_or(u32::MAX);
    let (least, article) = law::term(Term::InitiatorsSigning, of.meeting.edition);
    if of.meeting.initiator.are_owners() && named < least {
        let said = Said::new("voting.lint.initiators").with("named", named).with("least", least);
        all.push(error(said, "voting.lint.signers_fix", article, "/signers"));
    } else if named == 0 {
        all.push(error("voting.lint.no_initiator", "voting.lint.signers_fix", "42(14)", "/signers"));
    }
    if of.meeting.by_paper && of.meeting.tellers.trim().is_empty() {
        all.push(warning("voting.lint.no_tellers", "voting.lint.signers_fix", "43(7)", "/signers"));
    }
}

/// The agenda is in both languages: the protocol is an official document.
fn languages(of: &Looked<'_>, all: &mut Vec<Finding>) {
    for counted in &of.results.questions {
        let question = &counted.question;
        let texts = [&question.title_kk, &question.title_ru, &question.text_kk, &question.text_ru];
        if texts.iter().any(|text| text.trim().is_empty()) {
            let said = Said::new("voting.lint.language").with("question", question.place);
            all.push(error(said, "voting.lint.language_fix", "", ""));
        }
    }
}
