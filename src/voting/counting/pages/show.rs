//! The page of the count.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::{Conn, Failure};
use crate::text::{Locale, percent_of};
use crate::voting::counting::{Counted, Fault, Finding, Looked, Results, agrees, count as count_it, lint, results_among};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::voting::tally::Votes;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Page, Refusal, Said, filters, see};
use crate::who::Reach;

#[derive(Template)]
#[template(path = "voting/counting/show.html")]
pub(crate) struct Show {
    id: String,
    number: String,
    title: String,
    state_key: &'static str,
    tone: &'static str,
    /// What stands in the way of counting.
    open: Vec<(Said, String)>,
    may_count: bool,
    counted: bool,
    /// Whether the chain gives the same count.
    recount: Said,
    recount_ok: bool,
    takings: Vec<(&'static str, Said, bool)>,
    rows: Vec<Row>,
    findings: Vec<Seen>,
    errors: usize,
}

/// A question with its votes.
pub(in crate::voting) struct Row {
    pub(in crate::voting) place: i32,
    pub(in crate::voting) title: String,
    pub(in crate::voting) outcome_key: &'static str,
    pub(in crate::voting) tone: &'static str,
    pub(in crate::voting) words: Said,
    pub(in crate::voting) quorum: Said,
    pub(in crate::voting) article: String,
    pub(in crate::voting) votes: [(&'static str, Votes); 3],
    /// For, against, neither, in per cent of those who took part.
    pub(in crate::voting) shares: [String; 3],
}

/// A finding of the check.
pub(in crate::voting) struct Seen {
    pub(in crate::voting) stops: bool,
    pub(in crate::voting) said: Said,
    pub(in crate::voting) fix: &'static str,
    pub(in crate::voting) article: String,
    pub(in crate::voting) href: String,
}

impl Seen {
    pub(in crate::voting) fn of(id: MeetingId, finding: Finding) -> Self {
        let Finding { stops, said, fix, article, at } = finding;
        let href = if at.is_empty() { String::new() } else { format!("/staff/votes/{id}{at}") };
        Self { stops, said, fix, article, href }
    }

    /// As the tests look at it.
    pub(in crate::voting) fn sample() -> Self {
        Self {
            stops: true,
            said: "voting.lint.no_chair".into(),
            fix: "voting.lint.signers_fix",
            article: "42(15)".into(),
            href: "/staff/votes".into(),
        }
    }
}

impl Row {
    pub(in crate::voting) fn of(locale: Locale, counted: &Counted) -> Self {
        let (question, tally) = (&counted.question, counted.tally);
        let all = tally.votes();
        let share = |part: u64| percent_of(locale, part, all.all());
        Self {
            place: question.place,
            title: question.title(locale).to_owned(),
            outcome_key: counted.verdict.outcome.key(),
            tone: tone(counted.verdict.outcome),
            words: counted.in_words(),
            quorum: counted.quorum_in_words(),
            article: question.article.clone(),
            votes: [
                ("voting.counting.paper", tally.paper),
                ("voting.counting.portal", tally.portal),
                ("voting.counting.together", all),
            ],
            shares: [share(all.for_it), share(all.against), share(all.abstained)],
        }
    }

    /// As the tests look at it.
    pub(in crate::voting) fn sample() -> Self {
        let votes = Votes { for_it: 118, against: 30, abstained: 2 };
        Self {
            place: 1,
            title: "2027 жылға арналған шығыстар сметасы".into(),
            outcome_key: "voting.outcome.carried",
            tone: "good",
            words: Said::new("voting.counting.of_all").with("for", 118).with("base", 234).with("needed", 118),
            quorum: Said::new("voting.counting.quorum").with("took", 150).with("roll", 234).with("needed", 118),
            article: "42(8)".into(),
            votes: [
                ("voting.counting.paper", Votes::default()),
                ("voting.counting.portal", votes),
                ("voting.counting.together", votes),
            ],
            shares: ["78,7 %".into(), "20 %".into(), "1,3 %".into()],
        }
    }
}

/// The tone of an outcome's badge.
pub(in crate::voting) fn tone(outcome: crate::voting::question::Outcome) -> &'static str {
    use crate::voting::question::Outcome;
    match outcome {
        Outcome::Open => "neutral",
        Outcome::Carried => "good",
        Outcome::Rejected => "danger",
        Outcome::NoQuorum => "needs",
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Жылдық жиналыс".into(),
            state_key: State::Counted.key(),
            tone: State::Counted.tone(),
            open: vec![(Said::new("voting.counting.refused.disputed").with("many", 2), "/staff/votes".into())],
            may_count: true,
            counted: true,
            recount: "voting.counting.recount_agrees".into(),
            recount_ok: true,
            takings: vec![(
                "voting.roll.homes",
                Said::new("voting.counting.quorum").with("took", 150).with("roll", 234).with("needed", 118),
                true,
            )],
            rows: vec![Row::sample()],
            findings: vec![Seen::sample()],
            errors: 1,
        }
    }
}

/// Everything that is known of a meeting that is over.
pub(in crate::voting) struct Known {
    pub(in crate::voting) of: Meeting,
    pub(in crate::voting) results: Results,
    pub(in crate::voting) chain: Result<bool, Fault>,
    pub(in crate::voting) open: crate::voting::OpenMatters,
    pub(in crate::voting) findings: Vec<Finding>,
}

impl Known {
    pub(in crate::voting) fn load(conn: &mut Conn, reach: &Reach, id: MeetingId) -> diesel::QueryResult<Self> {
        let of = store::meetings::one(conn, reach, id)?;
        let company = of.company_id;
        let units = store::electorate::units(conn, company, id)?;
        let owned: std::collections::HashSet<_> =
            store::electorate::owners(conn, company, id)?.into_iter().map(|owner| owner.premises_id).collect();
        let results = results_among(conn, &of, &units)?;
        let chain = agrees(&store::counting::chain(conn, company, id)?, &units, &results);
        let open = crate::voting::open_matters(conn, company, id)?;
        let initiators = store::counting::callers(conn, company, id)?;
        let zone = store::protocols::zone(conn, company)?;
        let looked = Looked {
            meeting: &of,
            results: &results,
            initiators: &initiators,
            open,
            chain,
            units: units.len(),
            ownerless: units.iter().filter(|unit| !owned.contains(&unit.premises_id)).count(),
            zone,
        };
        let findings = lint(&looked);
        Ok(Self { results, chain, open, findings, of })
    }

    /// How many errors stand in the way of signing.
    pub(in crate::voting) fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.stops).count()
    }
}

/// What the recount says.
fn recount(chain: Result<bool, Fault>) -> Said {
    match chain {
        Ok(true) => "voting.counting.recount_agrees".into(),
        Ok(false) | Err(Fault::NoBeginning | Fault::Stranger) => "voting.counting.refused.differs".into(),
        Err(Fault::Broken(place) | Fault::Unreadable(place)) => Said::new("voting.counting.refused.broken").with("place", place),
    }
}

pub(in crate::voting::counting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let known = app.db.read(move |conn| Known::load(conn, &reach, id)).await?;
    if !known.of.state.over() {
        return Err(Error::NotFound);
    }
    let (state, counted) = (known.of.state, known.of.state != State::Counting);
    let matters = [
        (known.open.disputes, "voting.counting.refused.disputed", "disputes"),
        (known.open.entries, "voting.counting.refused.unread", "entries"),
    ];
    let open: Vec<(Said, String)> = matters
        .into_iter()
        .filter(|(many, ..)| *many > 0)
        .map(|(many, key, end)| (Said::new(key).with("many", many), format!("/staff/votes/{id}/{end}")))
        .collect();
    Ok(Page(Show {
        id: id.to_string(),
        number: known.of.number.clone(),
        title: known.of.title(locale).to_owned(),
        state_key: state.key(),
        tone: state.tone(),
        may_count: !counted && open.is_empty() && known.chain == Ok(true),
        open,
        counted,
        recount: recount(known.chain),
        recount_ok: known.chain == Ok(true),
        takings: known.results.takings.iter().map(|taking| (taking.roll.key(), taking.in_words(), taking.quorum())).collect(),
        rows: known.results.questions.iter().filter(|_| counted).map(|one| Row::of(locale, one)).collect(),
        errors: known.errors(),
        findings: known.findings.into_iter().filter(|_| state == State::Counted).map(|one| Seen::of(id, one)).collect(),
    }))
}

pub(in crate::voting::counting) async fn count(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let to = see(format!("/staff/votes/{id}/count"));
    match app.db.write(move |tx| count_it(tx, &who, id)).await {
        Ok(State::NoQuorum) => Ok(to.regretting("voting.said.no_quorum")),
        Ok(_) => Ok(to.saying("voting.said.counted")),
        Err(Failure::Refused(refused)) => Ok(to.regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
