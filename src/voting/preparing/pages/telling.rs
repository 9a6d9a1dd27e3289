//! The owners are told: the last page on which one may think better of it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::db::Failure;
use crate::markup::Markup;
use crate::text::Locale;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::preparing::linter::{Finding, findings};
use crate::voting::preparing::{Refused as No, steps, wording};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Page, Refusal, Refused, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/telling.html")]
pub(crate) struct Ask {
    head: Head,
    grave: Vec<Finding>,
    /// What is sent: language, title, HTML of the text.
    words: Vec<(&'static str, String, String)>,
    homes: u64,
    stalls: u64,
    unowned: u64,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let words = vec![("kk", "Жиналыс".into(), "<p>Құрметті меншік иелері!</p>".into())];
        Self { head: Head::sample(), grave: Vec::new(), words, homes: 120, stalls: 40, unowned: 3 }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId) -> Result<Ask, Error> {
    let of = prepared(app, who, id).await?;
    if of.meeting.state != State::Fixed {
        return Err(Error::Refused(No::NotFixed.said()));
    }
    let wording = wording::notice(&app.config, &of);
    let shown = [(Locale::Kk, wording.kk), (Locale::Ru, wording.ru)];
    Ok(Ask {
        grave: findings(&of).into_iter().filter(|finding| finding.grave).collect(),
        words: shown.map(|(locale, words)| (locale.code(), words.title, Markup::parse(&words.body).html())).to_vec(),
        homes: of.house.homes,
        stalls: of.house.stalls,
        unowned: of.house.unowned,
        head: Head::of(who.locale(), &of),
    })
}

pub(in crate::voting) async fn ask(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner()).await?))
}

pub(in crate::voting) async fn tell(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (id, author, config) = (id.into_inner(), who.clone(), app.config.clone());
    match app.db.write(move |tx| steps::notify(tx, &author, &config, id)).await {
        Ok(_) => Ok(see(format!("/staff/votes/{id}")).saying("voting.said.notified").respond_to(&req)),
        Err(Failure::Refused(No::Unready(_))) => Ok(Refused(page(&app, &who, id).await?).respond_to(&req)),
        Err(failure) => Err(failure.into()),
    }
}
