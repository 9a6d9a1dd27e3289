//! One sheet: where it is, and what is done with it.

use std::sync::atomic::AtomicI64;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, label, paper};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::issuing::{self, Fate};
use crate::voting::paper::print;
use crate::voting::paper::sheet::{SheetId, SheetState};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/paper/sheet.html")]
pub(crate) struct Show {
    head: Head,
    id: String,
    number: i32,
    unit: String,
    entrance: String,
    state: SheetState,
    issued_at: Moment,
    settled_at: Option<Moment>,
    why: String,
    may_settle: bool,
    form: Form,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self {
            head: Head::sample(),
            id: "0".repeat(26),
            number: 7,
            unit: "12-пәтер".into(),
            entrance: "2".into(),
            state: SheetState::Issued,
            issued_at: Moment::default(),
            settled_at: Some(Moment::default()),
            why: "Су тиген".into(),
            may_settle: true,
            form,
        }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, (id, of): (MeetingId, SheetId), form: Form) -> Result<Show, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let (meeting, (sheet, unit)) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let sheet = store::sheets::one(conn, meeting.company_id, id, of)?;
            Ok((meeting, sheet))
        })
        .await?;
    Ok(Show {
        head: Head::of(&meeting, locale),
        id: sheet.id.to_string(),
        number: sheet.number,
        unit: label(locale, &unit),
        entrance: unit.entrance,
        state: sheet.state,
        issued_at: sheet.issued_at,
        settled_at: sheet.settled_at,
        why: sheet.why,
        may_settle: matches!(meeting.state, State::Notified | State::Open | State::Counting)
            && matches!(sheet.state, SheetState::Issued | SheetState::Missing),
        form,
    })
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, SheetId)>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, path.into_inner(), Form::default()).await?))
}

/// What is to be done with it, as the button says.
fn fate(typed: &Typed) -> Option<Fate> {
    match typed.value("act") {
        "spoil" => Some(Fate::Spoil(typed.has("replace", "yes"))),
        "lose" => Some(Fate::Lose),
        "find" => Some(Fate::Find),
        _ => None,
    }
}

pub(in crate::voting) async fn settle(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, SheetId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, of) = path.into_inner();
    let fate = fate(&typed);
    let mut form = Form::of(typed);
    let why = if fate == Some(Fate::Find) { form.optional("why", 300) } else { form.text("why", 300) };
    let Some(fate) = fate.filter(|_| !form.failed()) else {
        form.refuse("why", "forms.refused.empty");
        return Ok(Refused(page(&app, &who, (id, of), form).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| issuing::settle(tx, &author, id, of, (fate, &why))).await {
        Ok(Some(new)) => Ok(see(format!("/staff/votes/{id}/sheets/{new}")).saying("voting.paper.said.replaced").respond_to(&req)),
        Ok(None) => Ok(see(format!("/staff/votes/{id}/sheets/{of}")).saying("voting.paper.said.settled").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("why", refused.said());
            Ok(Refused(page(&app, &who, (id, of), form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// One sheet, to be printed again: `?number=7`.
pub(in crate::voting) async fn pdf(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (reach, id, config) = (who.reach().clone(), id.into_inner(), app.config.clone());
    let number: i32 = query.word("number").unwrap_or(1);
    let found = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let sheet = store::sheets::numbered(conn, meeting.company_id, id, number)?;
            sheet.map(|sheet| print::facts(conn, &config, meeting, vec![sheet])).transpose()
        })
        .await?;
    let (matter, one) = found.ok_or(Error::NotFound)?;
    let drawn = web::block(move || matter.draw(&one, &AtomicI64::new(0))).await?;
    Ok(paper(drawn.map_err(|e| Error::Broken(anyhow::anyhow!("sheet: {e}")))?, &format!("sheet-{number}")))
}
