//! A resident's meters: a number for each, in a minute.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::dials::{Dial, begun, once_of, refuse, taken};
use super::spoken::{state, title, values_of, window};
use crate::app::App;
use crate::db::{Conn, Failure};
use crate::files;
use crate::homes::{Kind, PremisesId};
use crate::meters::giving::{self, Giver, give as give_readings};
use crate::meters::meter::MeterId;
use crate::meters::reading::{ReadingId, Source};
use crate::meters::rows::{Meter, Reading};
use crate::meters::window::Window;
use crate::meters::{SHELF, day_at, forms, shown, store};
use crate::text::{Locale, tv};
use crate::web::actor::{Acting, Resident};
use crate::web::once::{self, once};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refused, Said, filters, see};
use crate::who::Reach;

/// How many readings of each meter are shown.
const SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "meters/mine.html")]
pub(crate) struct Mine {
    form: Form,
    once: String,
    units: Vec<Unit>,
}

/// Premises with their meters.
struct Unit {
    premises: String,
    label: String,
    window: Said,
    is_open: bool,
    dials: Vec<Dial>,
    past: Vec<Line>,
}

/// A reading in the list.
struct Line {
    meter: String,
    month: NaiveDate,
    values: String,
    source_key: &'static str,
    state_key: &'static str,
    tone: &'static str,
    why: String,
    photo: Option<String>,
}

impl Mine {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("", "meters.refused.nothing");
        let line = Line {
            meter: "Суық су № 07-123456".into(),
            month: NaiveDate::default(),
            values: "125\u{a0}м³".into(),
            source_key: Source::Resident.key(),
            state_key: "meters.state.rejected",
            tone: "danger",
            why: "Сурет анық емес".into(),
            photo: Some("0".repeat(26)),
        };
        let round = Window::default().round(NaiveDate::default());
        let unit = |is_open| Unit {
            premises: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            window: window(Locale::Kk, round),
            is_open,
            dials: vec![Dial::sample()],
            past: vec![],
        };
        Self { form, once: "once".into(), units: vec![Unit { past: vec![line], ..unit(true) }] }
    }
}

/// What the page is made of: meters, readings, whose house gives when, which pictures there are.
struct Known {
    meters: Vec<Meter>,
    readings: Vec<Reading>,
    windows: HashMap<crate::homes::BuildingId, Window>,
    since: HashMap<String, Option<NaiveDate>>,
    pictures: std::collections::HashSet<String>,
}

impl Known {
    fn read(conn: &mut Conn, who: &Resident, today: NaiveDate) -> diesel::QueryResult<Self> {
        let company = who.company();
        let ids: Vec<String> = who.homes().iter().map(|home| home.premises.clone()).collect();
        let (meters, readings) = shown(conn, company, &ids)?;
        let mine = readings.iter().filter(|of| of.row.author_id == Some(who.person())).map(|of| of.row.id.to_string());
        let pictures = files::on_shelf(conn, company, SHELF, &mine.collect::<Vec<_>>())?.into_keys().collect();
        let windows = store::windows::all(conn, company)?;
        let since = store::people::since(conn, who, today)?;
        Ok(Self { meters, readings, windows, since, pictures })
    }

    fn window(&self, meter: &Meter) -> Window {
        self.windows.get(&meter.building_id).copied().unwrap_or_default()
    }

    /// The readings of premises since they are this person's, the newest first.
    fn past(&self, locale: Locale, of: &[&Meter], premises: &str) -> Vec<Line> {
        let since = self.since.get(premises).copied().flatten();
        let mut all = Vec::new();
        for meter in of {
            let history = meter.history(&self.readings);
            let mine = self.readings.iter().rev().filter(|of| of.row.meter_id == meter.id);
            for of in mine.filter(|of| since.is_none_or(|since| of.row.taken_on >= since)).take(SHOWN) {
                let last = giving::turns(&self.readings, meter.id, of.row.month) == of.row.turn;
                let (state_key, tone) = state(of, last || history.at(of.row.month) == Some(of.row.shown()));
                all.push(Line {
                    meter: title(locale, meter.resource, &meter.serial),
                    month: of.row.month,
                    values: values_of(locale, meter, &of.row.shown()),
                    source_key: of.row.source.key(),
                    state_key,
                    tone,
                    why: of.why.clone().unwrap_or_default(),
                    photo: Some(of.row.id.to_string()).filter(|id| self.pictures.contains(id)),
                });
            }
        }
        all.sort_by_key(|line| std::cmp::Reverse(line.month));
        all
    }

    fn page(&self, who: &Resident, (form, typed_for): (Form, &str), kept: &HashMap<MeterId, String>, today: NaiveDate) -> Mine {
        let locale = who.locale();
        let others: Vec<Meter> =
            self.meters.iter().filter(|of| of.premises_id.is_none_or(|id| id.to_string() != typed_for)).cloned().collect();
        let form = begun(form, &others, &self.readings, |meter| self.window(meter).round(today).month);
        let mut units = Vec::new();
        for home in who.homes() {
            let mine: Vec<&Meter> =
                self.meters.iter().filter(|of| of.premises_id.is_some_and(|id| id.to_string() == home.premises)).collect();
            let Some(first) = mine.first().filter(|_| units.iter().all(|unit: &Unit| unit.premises != home.premises)) else {
                continue;
            };
            let round = self.window(first).round(today);
            let kind = home.kind.parse().unwrap_or(Kind::Flat);
            units.push(Unit {
                premises: home.premises.clone(),
                label: format!("{}, {}", home.address, tv(locale, kind.label_key(), &[("number", &home.number)])),
                window: window(locale, round),
                is_open: round.open,
                dials: mine.iter().map(|of| Dial::of(locale, of, &self.readings, round, (&form, kept))).collect(),
                past: self.past(locale, &mine, &home.premises),
            });
        }
        Mine { once: once_of(&form), form, units }
    }
}

pub(in crate::meters) async fn show(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let (asker, today) = (who.clone(), day_at(app.clock.now(), who.zone()));
    let known = app.db.read(move |conn| Known::read(conn, &asker, today)).await?;
    Ok(Page(known.page(&who, (Form::default(), ""), &HashMap::new(), today)))
}

pub(in crate::meters) async fn give(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<PremisesId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let premises = id.into_inner().to_string();
    if who.homes().iter().all(|home| home.premises != premises) {
        return Err(Error::NotFound);
    }
    let (asker, today) = (who.clone(), day_at(app.clock.now(), who.zone()));
    let known = app.db.read(move |conn| Known::read(conn, &asker, today)).await?;
    let mine: Vec<Meter> =
        known.meters.iter().filter(|of| of.premises_id.is_some_and(|id| id.to_string() == premises)).cloned().collect();
    let mut form = Form::of(upload.typed);
    let (person, whose) = (who.person(), who.person().to_string());
    let kept = taken(&app, who.company(), (Some(person), &whose), (upload.files, &mine), &mut form).await?;
    let entered = forms::entered(&mut form, &mine, &whose);
    if form.failed() {
        return Ok(Refused(known.page(&who, (form, &premises), &kept, today)).respond_to(&req));
    }
    let Some(first) = mine.first() else { return Err(Error::NotFound) };
    let (key, window, company) = (form.value(once::FIELD).to_owned(), known.window(first), who.company());
    let (name, building) = (who.name().to_owned(), first.building_id);
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| {
            giving::ours_at(tx, company, building)?;
            let giver = Giver { source: Source::Resident, person: Some(person), name };
            give_readings(tx, company, &mine, &entered, &giver, (window.round(today).month, today, ""))?;
            Ok("/meters".to_owned())
        })
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("meters.said.given").respond_to(&req)),
        Err(Failure::Refused(wrong)) => {
            Ok(Refused(known.page(&who, (refuse(form, wrong), &premises), &kept, today)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// The picture of a reading that one gave.
pub(in crate::meters) async fn photo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<ReadingId>,
) -> Result<HttpResponse, Error> {
    let (id, company, person) = (id.into_inner(), who.company(), who.person());
    let found = app.db.read(move |conn| {
        let reading = store::readings::one(conn, &Reach::whole(company), id)?;
        if reading.row.author_id != Some(person) {
            return Ok(None);
        }
        Ok(files::on_shelf(conn, company, SHELF, &[id.to_string()])?.into_values().flatten().next())
    });
    Ok(files::serve(&app.store, &found.await?.ok_or(Error::NotFound)?, &req).await?)
}
