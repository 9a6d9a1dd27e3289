//! Co-owners who disagree: the queue, and the decision.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, label};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::PremisesId;
use crate::text::{Locale, t};
use crate::voting::arriving::{Channel, Standing};
use crate::voting::choice::Choice;
use crate::voting::meeting::MeetingId;
use crate::voting::paper::deciding;
use crate::voting::rows::{BallotRow, Question, Unit};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/paper/disputes.html")]
pub(crate) struct Index {
    head: Head,
    rows: Vec<(String, String, String, Moment)>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = ("0".repeat(26), "4-пәтер".into(), "Иванов Пётр Алексеевич".into(), Moment::default());
        Self { head: Head::sample(), rows: vec![row] }
    }
}

pub(in crate::voting) async fn index(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let (meeting, open) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let open = store::disputes::open(conn, meeting.company_id, id)?;
            Ok((meeting, open))
        })
        .await?;
    let rows = open
        .into_iter()
        .map(|(unit, ballot)| (unit.premises_id.to_string(), label(locale, &unit), ballot.voter_name, ballot.cast_at));
    Ok(Page(Index { head: Head::of(&meeting, locale), rows: rows.collect() }))
}

#[derive(Template)]
#[template(path = "voting/paper/dispute.html")]
pub(crate) struct Show {
    head: Head,
    premises: String,
    unit: String,
    ballots: Vec<Said>,
    open: bool,
    form: Form,
}

/// A ballot beside the others.
struct Said {
    version: String,
    name: String,
    standing: Standing,
    channel: Channel,
    at: Moment,
    why: String,
    lines: Vec<(String, String)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        let said = |version: &str, standing| Said {
            version: version.to_owned(),
            name: "Иванов Пётр Алексеевич".into(),
            standing,
            channel: Channel::Portal,
            at: Moment::default(),
            why: "себеп".into(),
            lines: vec![("1. Жөндеу".into(), "Жақтаймын".into())],
        };
        Self {
            head: Head::sample(),
            premises: "0".repeat(26),
            unit: "4-пәтер".into(),
            ballots: vec![said("1", Standing::Counts), said("2", Standing::Disputed)],
            open: true,
            form,
        }
    }
}

fn said(locale: Locale, questions: &[Question], unit: &Unit, of: &BallotRow) -> Said {
    let choices = of.choices();
    let asked = questions.iter().enumerate().filter(|(_, question)| question.asks(unit));
    let line = |(place, question): (usize, &Question)| {
        let choice = choices.at(place).map_or("voting.paper.blank", Choice::key);
        (format!("{}. {}", question.place, question.title(locale)), t(locale, choice).into_owned())
    };
    Said {
        version: of.version.to_string(),
        name: of.voter_name.clone(),
        standing: of.standing,
        channel: of.channel,
        at: of.cast_at,
        why: of.why.clone(),
        lines: asked.map(line).collect(),
    }
}

async fn page(app: &App, who: &Staff<Secretary>, (id, premises): (MeetingId, PremisesId), form: Form) -> Result<Show, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let (meeting, unit, questions, ballots) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let company = meeting.company_id;
            let unit = store::electorate::unit(conn, company, id, premises)?.ok_or(diesel::result::Error::NotFound)?;
            let questions = store::meetings::questions(conn, company, id)?;
            let mut ballots = store::ballots::of_unit(conn, company, id, premises)?;
            ballots.reverse();
            Ok((meeting, unit, questions, ballots))
        })
        .await?;
    let open = ballots.iter().any(|row| row.standing == Standing::Disputed);
    // what its own voter has replaced is not in question
    let shown = ballots.iter().filter(|row| row.standing != Standing::Replaced);
    Ok(Show {
        head: Head::of(&meeting, locale),
        premises: premises.to_string(),
        unit: label(locale, &unit),
        ballots: shown.map(|row| said(locale, &questions, &unit, row)).collect(),
        open,
        form,
    })
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, PremisesId)>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, path.into_inner(), Form::default()).await?))
}

pub(in crate::voting) async fn decide(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, PremisesId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, premises) = path.into_inner();
    let mut form = Form::of(typed);
    let version: Option<i32> = form.word("version");
    let why = form.text("why", 500);
    let Some(version) = version.filter(|_| !form.failed()) else {
        return Ok(Refused(page(&app, &who, (id, premises), form).await?).respond_to(&req));
    };
    let (author, config) = (who.clone(), app.config.clone());
    let decided = app.db.write(move |tx| deciding::decide(tx, &author, &config, (id, premises), (version, &why))).await;
    match decided {
        Ok(()) => Ok(see(format!("/staff/votes/{id}/disputes")).saying("voting.paper.said.decided").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("version", refused.said());
            Ok(Refused(page(&app, &who, (id, premises), form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
