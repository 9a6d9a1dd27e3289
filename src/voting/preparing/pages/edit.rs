//! Writing a meeting down: of which building, how it is held, when, by whom.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::desk::buildings;
use crate::app::App;
use crate::db::Failure;
use crate::homes::BuildingId;
use crate::text::{Locale, t};
use crate::voting::law::{self, Term};
use crate::voting::meeting::{Format, Initiator, MeetingId, Shown};
use crate::voting::preparing::forms::{MeetingDraft, TITLE, meeting_typed};
use crate::voting::preparing::{Refused as No, drafting, terms};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/edit.html")]
pub(crate) struct Edit {
    form: Form,
    is_new: bool,
    action: String,
    back: String,
    once: String,
    draft_name: String,
    buildings: Vec<(String, String)>,
    formats: Vec<(&'static str, String)>,
    ways: Vec<(&'static str, String)>,
    initiators: Vec<(&'static str, String)>,
    shown: Vec<(&'static str, String)>,
    title_limit: usize,
    /// From which day on it may begin if owners are told today, and the days of the terms.
    earliest: String,
    days: (u32, &'static str),
    portal: (u32, &'static str),
    zone: String,
}

macro_rules! choices {
    ($locale:expr, $of:ty) => {
        <$of>::ALL.iter().map(|word| (word.word(), t($locale, word.key()).into_owned())).collect()
    };
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("format", "mixed").with("by", "portal").with("title_kk", "Смета"));
        form.refuse("opens_at", "voting.refused.moment");
        Self::of(
            form,
            true,
            String::new(),
            vec![("1".into(), "Абай даңғылы, 12".into())],
            Locale::Kk,
            ("26.11.2026", "Asia/Almaty"),
        )
    }

    fn of(
        form: Form,
        is_new: bool,
        id: String,
        buildings: Vec<(String, String)>,
        locale: Locale,
        (earliest, zone): (&str, &str),
    ) -> Self {
        let on = chrono::NaiveDate::parse_from_str(earliest, "%d.%m.%Y").unwrap_or_default();
        Self {
            form,
            is_new,
            action: if is_new { "/staff/votes".into() } else { format!("/staff/votes/{id}") },
            back: if is_new { "/staff/votes".into() } else { format!("/staff/votes/{id}") },
            once: if is_new { once::key() } else { String::new() },
            draft_name: if is_new { "meeting".into() } else { format!("meeting-{id}") },
            buildings,
            formats: choices!(locale, Format),
            ways: [("portal", "voting.way.portal"), ("paper", "voting.way.paper")]
                .map(|(way, key)| (way, t(locale, key).into_owned()))
                .to_vec(),
            initiators: choices!(locale, Initiator),
            shown: choices!(locale, Shown),
            title_limit: TITLE,
            earliest: earliest.to_owned(),
            days: law::term(Term::NoticeDays, on),
            portal: law::term(Term::PortalDays, on),
            zone: zone.to_owned(),
        }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, form: Form, id: Option<MeetingId>) -> Result<Edit, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let (all, zone) = app
        .db
        .read(move |conn| {
            let zone = store::preparing::host(conn, reach.company())?.zone();
            Ok((if id.is_none() { buildings(conn, &reach)? } else { Vec::new() }, zone))
        })
        .await?;
    let today = chrono::TimeZone::from_utc_datetime(&zone, &now).date_naive();
    let earliest = terms::earliest(today, today).format("%d.%m.%Y").to_string();
    let id_text = id.map(|id| id.to_string()).unwrap_or_default();
    Ok(Edit::of(form, id.is_none(), id_text, all, who.locale(), (&earliest, zone.name())))
}

pub(in crate::voting) async fn new(app: web::Data<App>, who: Staff<Secretary>, query: Query) -> Result<impl Responder, Error> {
    let start = Typed::default()
        .with("building", query.value("building"))
        .with("format", Format::Absentee)
        .with("by", "portal")
        .with("by", "paper")
        .with("initiator", Initiator::Manager)
        .with("shown", Shown::AtClosing)
        .with("secretary", who.name());
    Ok(Page(page(&app, &who, Form::of(start), None).await?))
}

async fn zone(app: &App, who: &Staff<Secretary>) -> Result<chrono_tz::Tz, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn| store::preparing::host(conn, company)).await?.zone())
}

pub(in crate::voting) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let draft = MeetingDraft::read(&mut form, zone(&app, &who).await?);
    let building: Option<BuildingId> = form.value("building").parse().ok();
    if building.is_none() {
        form.refuse("building", "forms.refused.choice");
    }
    let (Some(draft), Some(building)) = (draft, building) else {
        return Ok(Refused(page(&app, &who, form, None).await?).respond_to(&req));
    };
    let (author, key) = (who.clone(), form.value(once::FIELD).to_owned());
    let begun = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                drafting::begin(tx, &author, building, &draft).map(|id| format!("/staff/votes/{id}"))
            })
        })
        .await;
    match begun {
        Ok(to) => Ok(see(to).saying("voting.said.begun").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("building", no.said());
            Ok(Refused(page(&app, &who, form, None).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting) async fn edit(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    let of = app.db.read(move |conn| store::meetings::one(conn, &reach, id)).await?;
    if !of.state.open_to_change() {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let typed = meeting_typed(&of, zone(&app, &who).await?);
    Ok(Page(page(&app, &who, Form::of(typed), Some(id)).await?))
}

pub(in crate::voting) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (reach, id) = (who.reach().clone(), id.into_inner());
    app.db.read(move |conn| store::meetings::one(conn, &reach, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = MeetingDraft::read(&mut form, zone(&app, &who).await?) else {
        return Ok(Refused(page(&app, &who, form, Some(id)).await?).respond_to(&req));
    };
    let author = who.clone();
    app.db.write(move |tx| drafting::change(tx, &author, id, &draft)).await?;
    Ok(see(format!("/staff/votes/{id}")).saying("voting.said.changed").respond_to(&req))
}
