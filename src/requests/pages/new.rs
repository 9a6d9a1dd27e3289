//! Reporting: one page that takes half a minute, and before it is sent a look at what neighbours have reported already.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::list::{Row, reader};
use super::outages::off_now;
use super::pictures::{Picture, draft_of, kept_for};
use super::{Groups, grouped, matters, spots};
use crate::app::App;
use crate::clock;
use crate::db::Failure;
use crate::files::FileRow;
use crate::franchise;
use crate::homes;
use crate::requests::asking;
use crate::requests::coming::Coming;
use crate::requests::{category, forms, sentence, store};
use crate::text::{Locale, tv};
use crate::web::actor::{Acting, Resident};
use crate::web::once::{self, once};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Said, Typed, filters, see};

/// How many similar ones are shown.
const SIMILAR: i64 = 5;
/// What the form is made of: what a step between carries along unseen.
const FIELDS: [&str; 9] = ["home", "category", "spot", "matter", "floor", "place", "text", "seen", "anonymous"];

#[derive(Template)]
#[template(path = "requests/new.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    homes: Vec<(String, String)>,
    categories: Groups,
    found: bool,
    spots: Vec<(&'static str, String)>,
    matters: Vec<(&'static str, String)>,
    pictures: Vec<String>,
    closed: bool,
    off: Vec<Said>,
    emergency_phone: String,
}

#[derive(Template)]
#[template(path = "requests/similar.html")]
pub(crate) struct Similar {
    once: String,
    fields: Vec<(&'static str, String)>,
    rows: Vec<(Row, Option<Picture>)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("home", "1"));
        form.refuse("text", "forms.refused.empty");
        Self {
            form,
            once: "k".into(),
            homes: vec![("1".into(), "Абай даңғылы, 12, 5-пәтер".into()), ("2".into(), "Абай даңғылы, 12, 7-пәтер".into())],
            categories: grouped(Locale::Kk, category::search("")),
            found: true,
            spots: spots(Locale::Kk),
            matters: matters(Locale::Kk),
            pictures: vec!["a.jpg".into()],
            closed: true,
            off: vec![Said::new("requests.outage.off").with("service", "Ыстық су")],
            emergency_phone: "+77270000001".into(),
        }
    }
}

impl Similar {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            once: "k".into(),
            fields: vec![("text", "Шам жанбайды".into())],
            rows: vec![(Row::sample(), Some(Picture::sample()))],
        }
    }
}

fn home_names(who: &Resident, locale: Locale) -> Vec<(String, String)> {
    let label = |home: &crate::web::identify::Home| {
        let kind = home.kind.parse().unwrap_or(homes::Kind::Flat);
        let name = format!("{}, {}", home.address, tv(locale, kind.label_key(), &[("number", &home.number)]));
        (home.premises.clone(), name)
    };
    who.homes().iter().map(label).collect()
}

async fn page(app: &App, who: &Resident, form: Form, key: String, pictures: Vec<FileRow>) -> Result<New, Error> {
    let (company, locale, now, asker) = (who.company(), who.locale(), app.clock.now(), who.clone());
    let (hidden, office, off) = app
        .db
        .read(move |conn| {
            let off = off_now(conn, &asker, now)?;
            Ok((store::terms::hidden(conn, company)?, franchise::office(conn, company, clock::today(now))?, off))
        })
        .await?;
    let mut found = category::search(form.value("find"));
    found.retain(|category| !hidden.contains(category.code));
    let none = found.is_empty();
    if none {
        found = category::all().iter().filter(|category| !hidden.contains(category.code)).collect();
    }
    Ok(New {
        homes: home_names(who, locale),
        categories: grouped(locale, found),
        found: !none,
        spots: spots(locale),
        matters: matters(locale),
        pictures: pictures.into_iter().map(|row| row.name).collect(),
        closed: sentence::outside(&office, now).is_some(),
        off,
        emergency_phone: office.emergency_phone,
        form,
        once: key,
    })
}

pub(in crate::requests) async fn show(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let home = who.homes().first().map(|home| home.premises.clone()).unwrap_or_default();
    let start = Typed::default().with("home", home).with("seen", "house").with("category", query.value("category"));
    Ok(Page(page(&app, &who, Form::of(start), once::key(), Vec::new()).await?))
}

/// Open requests about the same, if the form was not sent with the word that it is another thing.
async fn similar(app: &App, who: &Resident, of: &Coming, form: &Form, key: &str) -> Result<Option<Similar>, Error> {
    if form.has("sure", "yes") || !of.spot.is_common() {
        return Ok(None);
    }
    let (asker, building, now) = (who.clone(), of.building, app.clock.now());
    let (code, trade) = (of.category.code, of.category.trade.word());
    let (rows, mut shelf) = app
        .db
        .read(move |conn| {
            let rows = store::house::similar(conn, &asker, building, (code, trade), SIMILAR)?;
            let ids: Vec<String> = rows.iter().map(|of| of.id.to_string()).collect();
            let shelf = super::pictures::shelf_of(conn, asker.company(), &ids)?;
            Ok((rows, shelf))
        })
        .await?;
    // one's own is no neighbour's
    let rows: Vec<_> = rows.into_iter().filter(|of| of.reporter_id != Some(who.person())).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let reader = reader(who.locale(), who.zone(), now);
    let with_picture = |of: &crate::requests::rows::Request| {
        let first = shelf.remove(&of.id.to_string()).and_then(|files| files.into_iter().next());
        (Row::of(reader, of, None, None, None), first.map(Picture::of))
    };
    Ok(Some(Similar {
        once: key.to_owned(),
        fields: FIELDS.iter().map(|name| (*name, form.value(name).to_owned())).collect(),
        rows: rows.iter().map(with_picture).collect(),
    }))
}

pub(in crate::requests) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(upload.typed);
    let key = form.value(once::FIELD).to_owned();
    let draft = draft_of(who.person(), &key);
    let pictures = kept_for(&app, who.company(), who.person(), &draft, upload.files, &mut form).await?;
    if form.value("act") == "find" && !form.failed() {
        return Ok(Page(page(&app, &who, form, key, pictures).await?).respond_to(&req));
    }
    let Some(coming) = forms::reported(&mut form, &who) else {
        return Ok(Refused(page(&app, &who, form, key, pictures).await?).respond_to(&req));
    };
    if let Some(step) = similar(&app, &who, &coming, &form, &key).await? {
        return Ok(Page(step).respond_to(&req));
    }
    let (config, asker, sent) = (app.config.clone(), who.clone(), key.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, asker.person(), &sent, |tx| {
                asking::report(tx, &config, &asker, &coming, &draft).map(|new| format!("/requests/{}", new.id))
            })
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("requests.said.sent").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(page(&app, &who, form, key, pictures).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
