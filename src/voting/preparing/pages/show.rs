//! A meeting's page: what happens next, by whom and by when; what is missing; the doors to everything else.

use actix_web::{Responder, web};
use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::clock::Moment;
use crate::text::{self, Locale, t, tv};
use crate::voting::doors;
use crate::voting::law::{self, Term};
use crate::voting::meeting::{MeetingId, State, Step};
use crate::voting::preparing::linter::{Finding, findings};
use crate::voting::preparing::prepared::Prepared;
use crate::voting::preparing::{terms, wording};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, Said, filters};
use crate::who::Duty;

#[derive(Template)]
#[template(path = "voting/preparing/show.html")]
pub(crate) struct Show {
    head: Head,
    next: String,
    why: String,
    grave: Vec<Finding>,
    advice: Vec<Finding>,
    steps: Vec<Passed>,
    doors: Vec<(String, &'static str)>,
    facts: Vec<(String, String)>,
    recipients: String,
    may_write: bool,
    draft: bool,
    fixed: bool,
    may_cancel: bool,
}

/// A step of the way: what, who does it, when, and how it looks.
struct Passed {
    what: &'static str,
    who: &'static str,
    when: String,
    tone: &'static str,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let finding = |grave| Finding { said: Said::new("voting.check.no_questions"), href: "/x".into(), grave };
        let step =
            Passed { what: "voting.step.begun", who: "voting.who.secretary", when: "20 қараша".into(), tone: "good" };
        Self {
            head: Head::sample(),
            next: "Хатшы күн тәртібін дайындайды.".into(),
            why: "Қате".into(),
            grave: vec![finding(true)],
            advice: vec![finding(false)],
            steps: vec![step],
            doors: vec![("/x/questions".into(), "voting.door.agenda")],
            facts: vec![("Форматы".into(), "сырттай".into())],
            recipients: "/staff/announcements/0/recipients".into(),
            may_write: true,
            draft: true,
            fixed: true,
            may_cancel: true,
        }
    }
}

/// One plain sentence about what happens next.
fn next(locale: Locale, of: &Prepared) -> String {
    let on = of.law_of();
    let plan = of.plan();
    let at = |moment: Option<Moment>| moment.map(|at| text::date_time(locale, at, of.host.zone())).unwrap_or_default();
    let by = plan.begins().map(|begins| terms::announce_by(begins.date(), on));
    let by = by.map(|day| text::date(locale, day)).unwrap_or_default();
    let (notice, notice_article) = law::term(Term::NoticeDays, on);
    let sheets = text::date(locale, terms::sheets_by(plan.announced, on));
    let (copy, copy_article) = law::term(Term::CopyWorkingDays, on);
    let (signing, signing_article) = law::term(Term::InitiatorsSigning, on);
    let text = [notice, copy, signing].map(|amount| amount.to_string());
    let (opens, closes) = (at(of.meeting.opens_at), at(of.meeting.closes_at));
    let sheet_article = law::term(Term::SheetDays, on).1;
    let key = match of.meeting.state {
        State::Draft if by.is_empty() => "voting.next.draft_unplanned",
        State::Draft => "voting.next.draft",
        State::Fixed => "voting.next.fixed",
        State::Notified if of.meeting.by_paper => "voting.next.notified_paper",
        State::Notified => "voting.next.notified",
        State::Open => "voting.next.open",
        State::Counting => "voting.next.counting",
        State::Counted => "voting.next.counted",
        State::Signed => "voting.next.signed",
        State::Published => "voting.next.published",
        State::Archived => "voting.next.archived",
        State::Cancelled => "voting.next.cancelled",
        State::NoQuorum => "voting.next.no_quorum",
    };
    let [days, copy, signing] = &text;
    tv(
        locale,
        key,
        &[
            ("by", &by),
            ("days", days),
            ("article", notice_article),
            ("opens", &opens),
            ("closes", &closes),
            ("sheets", &sheets),
            ("sheet_article", sheet_article),
            ("copy", copy),
            ("copy_article", copy_article),
            ("signing", signing),
            ("signing_article", signing_article),
        ],
    )
}

/// The way of a meeting, with who does each step and when.
fn steps(locale: Locale, of: &Prepared) -> Vec<Passed> {
    let meeting = &of.meeting;
    let on = of.law_of();
    let at = |moment: Option<Moment>| moment.map(|at| text::date_time(locale, at, of.host.zone())).unwrap_or_default();
    let until = |day| tv(locale, "voting.step.until", &[("date", &text::date(locale, day))]);
    let told = match (meeting.notified_at, of.plan().begins()) {
        (Some(at_), _) => at(Some(at_)),
        (None, Some(begins)) => until(terms::announce_by(begins.date(), on)),
        (None, None) => String::new(),
    };
    let mut all = vec![
        ("voting.step.begun", "voting.who.secretary", at(Some(meeting.created_at)), true),
        ("voting.step.told", "voting.who.secretary", told, meeting.notified_at.is_some()),
    ];
    let now = of.now;
    let past = |moment: Option<Moment>| meeting.notified_at.is_some() && moment.is_some_and(|moment| moment <= now);
    if meeting.by_paper {
        let day = terms::sheets_by(of.plan().announced, on);
        all.push(("voting.step.sheets", "voting.who.secretary", until(day), meeting.notified_at.is_some() && day < of.today()));
    }
    all.push(("voting.step.opens", "voting.who.portal", at(meeting.opens_at), past(meeting.opens_at)));
    if meeting.format.meets() {
        all.push(("voting.step.meets", "voting.who.chair", at(meeting.meets_at), past(meeting.meets_at)));
    }
    all.push(("voting.step.closes", "voting.who.portal", at(meeting.closes_at), past(meeting.closes_at)));
    let counted = matches!(meeting.state, State::Counted | State::Signed | State::Published | State::Archived | State::NoQuorum);
    all.push(("voting.step.counted", "voting.who.secretary", String::new(), counted));
    let signed = matches!(meeting.state, State::Signed | State::Published | State::Archived);
    all.push(("voting.step.signed", "voting.who.signers", String::new(), signed));
    all.push(("voting.step.published", "voting.who.secretary", String::new(), meeting.state == State::Published));
    let step = |(what, who, when, done)| Passed { what, who, when, tone: if done { "good" } else { "neutral" } };
    all.into_iter().map(step).collect()
}

fn facts(locale: Locale, of: &Prepared) -> Vec<(String, String)> {
    let word = |key: &str| t(locale, key).into_owned();
    let mut all = vec![(word("voting.desk.building"), of.address.clone())];
    all.extend(wording::facts(locale, of));
    all.push((word("voting.form.shown"), word(of.meeting.shown.key())));
    let names = [
        ("voting.form.chair", of.meeting.chair.clone()),
        ("voting.form.secretary", of.meeting.secretary.clone()),
        ("voting.form.tellers", of.meeting.tellers.lines().collect::<Vec<_>>().join(", ")),
    ];
    all.extend(names.into_iter().map(|(key, value)| (word(key), value)));
    all.retain(|(_, value)| !value.is_empty());
    all
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let of = prepared(&app, &who, id.into_inner()).await?;
    let (locale, state) = (who.locale(), of.meeting.state);
    // what is to be put right is whose work it is
    let asked = matches!(state, State::Draft | State::Fixed) && who.may(Duty::Secretary);
    let (grave, advice) = if asked { findings(&of) } else { Vec::new() }.into_iter().partition(|finding| finding.grave);
    Ok(Page(Show {
        head: Head::of(locale, &of),
        next: next(locale, &of),
        why: of.meeting.cancelled_why.clone().unwrap_or_default(),
        grave,
        advice,
        steps: steps(locale, &of),
        doors: doors::open(&of.meeting, who.may(Duty::Secretary)),
        facts: facts(locale, &of),
        recipients: of.meeting.announcement_id.map(|id| format!("/staff/announcements/{id}/recipients")).unwrap_or_default(),
        may_write: who.may(Duty::Secretary),
        draft: state == State::Draft,
        fixed: state == State::Fixed,
        may_cancel: state.after(Step::Cancel).is_some(),
    }))
}
