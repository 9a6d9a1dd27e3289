//! A whole import is undone: the page that says what goes, what comes back and what stands in the way, and the act itself.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::import::undo::{self as undoing, Leanings, Outlook};
use crate::homes::import::{self, By, ImportId, Row};
use crate::web::actor::{Register, Staff};
use crate::web::{Error, Page, Refusal, Refused, Said, filters, see};

/// How many obstacles are named.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "homes/import_undo.html")]
pub(crate) struct Ask {
    id: String,
    file: String,
    until: Moment,
    goes: Vec<(&'static str, usize)>,
    comes_back: usize,
    reopened: usize,
    nothing: bool,
    obstacles: Vec<(Said, String)>,
    more: usize,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let said = Said::new("homes.import.undo.stands.later").with("name", "Абай 14.xlsx");
        Self {
            id: "0".repeat(26),
            file: "Абай 12.xlsx".into(),
            until: Moment::default(),
            goes: vec![("homes.import.things.buildings", 1), ("homes.import.things.premises", 72)],
            comes_back: 3,
            reopened: 2,
            nothing: false,
            obstacles: vec![(said, "/staff/homes/imports".into()), (Said::new("homes.import.undo.stands.gone"), String::new())],
            more: 3,
        }
    }

    fn of(row: &Row, until: Moment, outlook: Outlook) -> Self {
        let more = outlook.obstacles.len().saturating_sub(SHOWN);
        Self {
            id: row.id.to_string(),
            file: row.file_name.clone(),
            until,
            goes: outlook.goes.into_iter().filter(|(_, many)| *many > 0).collect(),
            comes_back: outlook.comes_back,
            reopened: outlook.reopened,
            nothing: outlook.nothing,
            obstacles: outlook.obstacles.into_iter().take(SHOWN).map(|of| (of.said, of.href)).collect(),
            more,
        }
    }
}

/// The page, or why there is none.
async fn page(
    app: &App,
    who: &Staff<Register>,
    leanings: web::Data<Leanings>,
    id: ImportId,
) -> Result<Result<Ask, undoing::Refused>, Error> {
    let (company, now) = (who.company(), app.clock.now());
    let read = app.db.read(move |conn| {
        let row = import::one(conn, company, id)?;
        Ok(match undoing::until(&row) {
            None => Err(undoing::Refused::NotDone),
            Some(until) if now > until => Err(undoing::Refused::TooLate),
            Some(until) => {
                let outlook = undoing::outlook(conn, company, &row, (now, &leanings))?;
                Ok(Ask::of(&row, until, outlook))
            }
        })
    });
    Ok(read.await?)
}

fn back(id: ImportId, refused: undoing::Refused, req: &HttpRequest) -> HttpResponse {
    see(format!("/staff/homes/imports/{id}")).regretting(refused.said()).respond_to(req)
}

pub(in crate::homes) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    leanings: web::Data<Leanings>,
    id: web::Path<ImportId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    Ok(match page(&app, &who, leanings, id).await? {
        Ok(page) => Page(page).respond_to(&req),
        Err(refused) => back(id, refused, &req),
    })
}

pub(in crate::homes) async fn undo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    leanings: web::Data<Leanings>,
    id: web::Path<ImportId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    match page(&app, &who, leanings, id).await? {
        Ok(page) if page.obstacles.is_empty() && !page.nothing => {}
        Ok(page) => return Ok(Refused(page).respond_to(&req)),
        Err(refused) => return Ok(back(id, refused, &req)),
    }
    let by = By::staff(&who);
    match app.db.write(move |tx| undoing::ask(tx, &by, id)).await {
        Ok(()) => Ok(see(format!("/staff/homes/imports/{id}")).respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(back(id, refused, &req)),
        Err(broken) => Err(broken.into()),
    }
}
