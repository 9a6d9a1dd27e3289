//! One meter at the desk: what is known of it, what was read, and a reading that somebody dictates.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::spoken::{place, state, title, values, values_of};
use crate::app::App;
use crate::db::Failure;
use crate::files;
use crate::meters::forms::{self, sure_field, turn_field, value_field};
use crate::meters::giving::{self, turns};
use crate::meters::meter::{MeterId, Resource, zone_key};
use crate::meters::reading::Source;
use crate::meters::rows::{Meter, Reading};
use crate::meters::store::{self, meters::Placed};
use crate::meters::window::{Round, before};
use crate::meters::{SHELF, day_at, registering, usual};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

/// How many readings are shown.
const SHOWN: i64 = 60;

#[derive(Template)]
#[template(path = "meters/one.html")]
pub(crate) struct Show {
    form: Form,
    id: String,
    title: String,
    place: String,
    premises: Option<String>,
    facts: Vec<(&'static str, String)>,
    /// The one before and the one after it.
    chain: Vec<(&'static str, String)>,
    removed: bool,
    warning: Option<Said>,
    /// Field and label of each tariff.
    zones: Vec<(String, String)>,
    unit_key: &'static str,
    turns: Vec<(String, i32)>,
    sure: Option<String>,
    months: Vec<(String, String)>,
    lines: Vec<Line>,
}

/// A reading in the list.
struct Line {
    id: String,
    month: NaiveDate,
    taken_on: NaiveDate,
    values: String,
    source_key: &'static str,
    author: String,
    reason: String,
    state_key: &'static str,
    tone: &'static str,
    photo: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "meters.refused.reason");
        let line = Line {
            id: "0".repeat(26),
            month: NaiveDate::default(),
            taken_on: NaiveDate::default(),
            values: "125\u{a0}м³".into(),
            source_key: Source::Staff.key(),
            author: "Ким Светлана".into(),
            reason: "Телефонмен айтты".into(),
            state_key: "meters.state.given",
            tone: "action",
            photo: true,
        };
        Self {
            form,
            id: "0".repeat(26),
            title: title(Locale::Kk, Resource::Gas, "07-123456"),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            premises: Some("0".repeat(26)),
            facts: vec![("meters.form.digits", "5".into())],
            chain: vec![("meters.one.before", "0".repeat(26))],
            removed: false,
            warning: Some("meters.one.silent".into()),
            zones: vec![("v-1-0".into(), "Көрсеткіш".into())],
            unit_key: Resource::Gas.unit_key(),
            turns: vec![("turn-1".into(), 1)],
            sure: Some("sure-1".into()),
            months: vec![("2026-11-01".into(), "қараша 2026".into())],
            lines: vec![line],
        }
    }
}

/// What the page is made of.
struct Known {
    placed: Placed,
    readings: Vec<Reading>,
    pictures: std::collections::HashSet<String>,
    after: Option<MeterId>,
    round: Round,
}

async fn known(app: &App, who: &Staff<Metering>, id: MeterId) -> Result<Known, Error> {
    let (reach, today) = (who.reach().clone(), day_at(app.clock.now(), who.zone()));
    let read = app.db.read(move |conn| {
        let placed = store::meters::one(conn, &reach, id)?;
        let readings = store::readings::of_meter(conn, reach.company(), id, SHOWN)?;
        let ids: Vec<String> = readings.iter().map(|of| of.row.id.to_string()).collect();
        let pictures = files::on_shelf(conn, reach.company(), SHELF, &ids)?.into_keys().collect();
        let round = store::windows::of(conn, reach.company(), placed.0.building_id)?.round(today);
        Ok(Known { after: store::meters::after(conn, reach.company(), id)?, placed, readings, pictures, round })
    });
    Ok(read.await?)
}

impl Known {
    fn facts(&self, locale: Locale) -> Vec<(&'static str, String)> {
        let of = &self.placed.0;
        let day = |day: NaiveDate| text::date(locale, day);
        let mut facts = vec![("meters.form.installed", day(of.installed_on))];
        facts.push(("meters.form.first", values(locale, of.resource, of.zones(), &of.first())));
        facts.push(("meters.form.digits", of.digits.to_string()));
        facts.extend(of.verified_until.map(|until| ("meters.form.verified", day(until))));
        facts.extend(of.removed_on.map(|on| ("meters.one.removed", day(on))));
        if !of.place.is_empty() {
            facts.push(("meters.form.place", of.place.clone()));
        }
        if !of.act.is_empty() {
            facts.push(("meters.one.act", of.act.clone()));
        }
        facts
    }

    fn line(&self, locale: Locale, of: &Reading) -> Line {
        let meter = &self.placed.0;
        let last = turns(&self.readings, meter.id, of.row.month) == of.row.turn;
        let counts = last || meter.history(&self.readings).at(of.row.month) == Some(of.row.shown());
        let (state_key, tone) = state(of, counts);
        let why = of.why.as_deref().filter(|why| !why.is_empty());
        let reasons: Vec<&str> = [of.row.reason.as_str()].into_iter().filter(|said| !said.is_empty()).chain(why).collect();
        Line {
            id: of.row.id.to_string(),
            month: of.row.month,
            taken_on: of.row.taken_on,
            values: values_of(locale, meter, &of.row.shown()),
            source_key: of.row.source.key(),
            author: of.row.author.clone(),
            reason: reasons.join(". "),
            state_key,
            tone,
            photo: self.pictures.contains(&of.row.id.to_string()),
        }
    }

    fn warning(&self, meter: &Meter, today: NaiveDate) -> Option<Said> {
        let history = meter.history(&self.readings);
        let silent = (0..meter.zones()).all(|zone| usual::is_silent(&history.monthly(zone, crate::meters::window::next(today))));
        if meter.removed_on.is_some() {
            None
        } else if meter.verified_until.is_some_and(|until| until < today) {
            Some("meters.one.over".into())
        } else {
            silent.then(|| "meters.one.silent".into())
        }
    }

    fn page(&self, locale: Locale, form: Form, today: NaiveDate) -> Show {
        let (meter, (address, _), entrance, premises) = &self.placed;
        let months = [0, 1, 2].map(|back| before(self.round.month, back));
        let chosen: NaiveDate = form.value("month").parse().unwrap_or(self.round.month);
        let asks = form.has("asks", "yes") || form.has(&sure_field(meter.id), "yes");
        let mut chain: Vec<(&'static str, String)> =
            meter.replaces_id.map(|id| ("meters.one.before", id.to_string())).into_iter().collect();
        chain.extend(self.after.map(|id| ("meters.one.after", id.to_string())));
        Show {
            id: meter.id.to_string(),
            title: title(locale, meter.resource, &meter.serial),
            place: place(locale, address, entrance.as_ref(), premises.as_ref()),
            premises: meter.premises_id.map(|id| id.to_string()),
            facts: self.facts(locale),
            chain,
            removed: meter.removed_on.is_some(),
            warning: self.warning(meter, today),
            zones: (0..meter.zones())
                .map(|zone| (value_field(meter.id, zone), t(locale, zone_key(meter.zones(), zone)).into_owned()))
                .collect(),
            unit_key: meter.resource.unit_key(),
            turns: months.iter().map(|of| (format!("seen-{of}"), turns(&self.readings, meter.id, *of))).collect(),
            sure: asks.then(|| sure_field(meter.id)),
            months: months.iter().map(|of| (of.to_string(), text::month_year(locale, *of))).collect(),
            lines: self.readings.iter().map(|of| self.line(locale, of)).collect(),
            form: if form.value("month").is_empty() { form.with("month", chosen) } else { form },
        }
    }
}

pub(in crate::meters) async fn show(
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<MeterId>,
) -> Result<impl Responder, Error> {
    let known = known(&app, &who, id.into_inner()).await?;
    Ok(Page(known.page(who.locale(), Form::default(), day_at(app.clock.now(), who.zone()))))
}

pub(in crate::meters) async fn write_down(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<MeterId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, today) = (id.into_inner(), day_at(app.clock.now(), who.zone()));
    let known = known(&app, &who, id).await?;
    // how many there were is said month by month, since the month is chosen on the page
    let seen = typed.value(&format!("seen-{}", typed.value("month"))).to_owned();
    let mut form = Form::of(typed.with(&turn_field(id), seen));
    let month: Option<NaiveDate> = form.value("month").parse().ok();
    let reason = form.optional("reason", 200);
    let entered = forms::entered(&mut form, std::slice::from_ref(&known.placed.0), "");
    let (Some(month), Some(entered), false) = (month, entered.into_iter().next(), form.failed()) else {
        if !form.failed() {
            form.refuse(&value_field(id, 0), "meters.refused.nothing");
        }
        return Ok(Refused(known.page(who.locale(), form, today)).respond_to(&req));
    };
    let by = who.clone();
    match app.db.write(move |tx| giving::write_down(tx, &by, &entered, (month, today, &reason))).await {
        Ok(()) => Ok(see(format!("/staff/meters/{id}")).saying("meters.said.given").respond_to(&req)),
        Err(Failure::Refused(wrong)) => {
            let own = wrong.why.field();
            let field = if own == "reason" { own.to_owned() } else { value_field(id, wrong.zone) };
            form.refuse(&field, wrong.why.said());
            let form = if wrong.why.asks() { form.with("asks", "yes") } else { form };
            Ok(Refused(known.page(who.locale(), form, today)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::meters) async fn verify(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<MeterId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, today, mut form) = (id.into_inner(), day_at(app.clock.now(), who.zone()), Form::of(typed));
    let known = known(&app, &who, id).await?;
    let Ok(until) = form.value("verified_until").parse::<NaiveDate>() else {
        form.refuse("verified_until", "meters.refused.no_day");
        return Ok(Refused(known.page(who.locale(), form, today)).respond_to(&req));
    };
    let by = who.clone();
    match app.db.write(move |tx| registering::verify(tx, &by, id, until)).await {
        Ok(()) => Ok(see(format!("/staff/meters/{id}")).saying("meters.said.verified").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("verified_until", refused.said());
            Ok(Refused(known.page(who.locale(), form, today)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
