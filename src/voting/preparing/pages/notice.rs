//! The notice: to be printed for the door, and the proof that it hung there.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::attached::{Attachment, kept};
use super::{Head, prepared};
use crate::app::App;
use crate::clock;
use crate::db::Failure;
use crate::files;
use crate::pdf::Logo;
use crate::text;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::preparing::{Refused as No, SHELF, paper, posting};
use crate::voting::store;
use crate::web::actor::{Acting, Anyone, Secretary, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see, taken};
use crate::who::Duty;

#[derive(Template)]
#[template(path = "voting/preparing/notice.html")]
pub(crate) struct Posted {
    head: Head,
    form: Form,
    /// Where, on which day, with which photo.
    rows: Vec<(String, String, Vec<Attachment>)>,
    recipients: String,
    told: bool,
    may_write: bool,
}

impl Posted {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("place", "forms.refused.empty");
        Self {
            head: Head::sample(),
            form,
            rows: vec![("1-кіреберіс".into(), "20 қараша".into(), vec![Attachment::sample()])],
            recipients: "/staff/announcements/0/recipients".into(),
            told: true,
            may_write: true,
        }
    }
}

async fn page(app: &App, who: &Staff<Anyone>, id: MeetingId, form: Form) -> Result<Posted, Error> {
    let (of, company) = (prepared(app, who, id).await?, who.company());
    let (rows, mut photos) = app
        .db
        .read(move |conn| {
            let rows = store::preparing::postings(conn, company, id)?;
            let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
            Ok((rows, files::on_shelf(conn, company, SHELF, &ids)?))
        })
        .await?;
    let locale = who.locale();
    let shown = |row: crate::voting::rows::Posting| {
        let photos = Attachment::all(photos.remove(&row.id.to_string()));
        (row.place, text::date(locale, row.posted_on), photos)
    };
    Ok(Posted {
        rows: rows.into_iter().map(shown).collect(),
        form,
        recipients: of.meeting.announcement_id.map(|id| format!("/staff/announcements/{id}/recipients")).unwrap_or_default(),
        told: of.meeting.notified_at.is_some(),
        may_write: who.may(Duty::Secretary),
        head: Head::of(locale, &of),
    })
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let today = chrono::TimeZone::from_utc_datetime(&who.zone(), &app.clock.now()).date_naive();
    let form = Form::of(Typed::default().with("posted_on", today));
    Ok(Page(page(&app, &who, id.into_inner(), form).await?))
}

pub(in crate::voting) async fn post(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    reader: Staff<Anyone>,
    id: web::Path<MeetingId>,
    mut upload: Upload,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(std::mem::take(&mut upload.typed));
    let place = form.text("place", 160);
    let posted_on: Option<NaiveDate> = form.value("posted_on").parse().ok();
    if posted_on.is_none_or(|day| day > clock::today(app.clock.now()).succ_opt().unwrap_or(day)) {
        form.refuse("posted_on", "voting.refused.posted_on");
    }
    let photo = match kept(&app, &mut upload).await? {
        Ok(photo) => Some(photo),
        Err(said) => {
            form.refuse("file", said);
            None
        }
    };
    let (Some(posted_on), Some(photo), false) = (posted_on, photo, form.failed()) else {
        return Ok(Refused(page(&app, &reader, id, form).await?).respond_to(&req));
    };
    let back = format!("/staff/votes/{id}/notice");
    match app.db.write(move |tx| posting::post(tx, &who, id, (&place, posted_on), &photo)).await {
        Ok(()) => Ok(see(back).saying("voting.said.posted").respond_to(&req)),
        Err(Failure::Refused(no)) => Ok(see(back).regretting(no.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting) async fn print(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (of, company) = (prepared(&app, &who, id.into_inner()).await?, who.company());
    if of.meeting.state == State::Draft {
        return Err(Error::Refused(No::NotFixed.said()));
    }
    let logo = app.db.read(move |conn| files::logo_of(conn, company)).await?;
    let (config, shelves, name) = (app.config.clone(), app.store.clone(), format!("{}.pdf", of.meeting.number));
    let drawn = web::block(move || {
        // a logo that cannot be read is no reason to leave the entrance without its notice
        let logo = logo.and_then(|file| Logo::read(&shelves.read(&file.digest).ok()?).ok());
        paper::draw(&config, &of, logo)
    })
    .await?;
    let bytes = drawn.map_err(|e| Error::Broken(anyhow::anyhow!("notice: {e}")))?;
    Ok(taken::document(bytes, &name))
}
