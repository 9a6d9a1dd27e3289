//! Whether every sheet is accounted for.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::Head;
use crate::app::App;
use crate::db::Failure;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::issuing;
use crate::voting::paper::reckoning::{self, Entries, OpenMatters, Reckoned};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/paper/reconciliation.html")]
pub(crate) struct Show {
    head: Head,
    sums: Reckoned,
    open: OpenMatters,
    may_lose: bool,
    form: Form,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let entries = Entries { waiting: 1, differs: 1, confirmed: 12, invalid: 1, refused: 1 };
        Self {
            head: Head::sample(),
            sums: Reckoned { out: 3, returned: 16, spoiled: 1, missing: 2, paper: entries, hall: entries },
            open: OpenMatters { entries: 2, disputes: 1, sheets_out: 3 },
            may_lose: true,
            form: Form::default(),
        }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, form: Form) -> Result<Show, Error> {
    let reach = who.reach().clone();
    let (meeting, sums, disputes) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let sums = reckoning::reckon(conn, meeting.company_id, id)?;
            let disputes = store::disputes::count(conn, meeting.company_id, id)?;
            Ok((meeting, sums, disputes))
        })
        .await?;
    Ok(Show {
        head: Head::of(&meeting, who.locale()),
        open: OpenMatters { entries: sums.paper.open() + sums.hall.open(), disputes, sheets_out: sums.out },
        may_lose: meeting.state == State::Counting && sums.out > 0,
        sums,
        form,
    })
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

/// All that did not come back are missing.
pub(in crate::voting) async fn lose(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let why = form.text("why", 300);
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    }
    let author = who.clone();
    match app.db.write(move |tx| issuing::lose_rest(tx, &author, id, &why)).await {
        Ok(_) => Ok(see(format!("/staff/votes/{id}/reconciliation")).saying("voting.paper.said.lost").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("why", refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
