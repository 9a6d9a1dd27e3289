//! Meters as a form shows them: a field for each tariff, what it showed before, whether one is asked again.

use std::collections::HashMap;

use super::spoken::{title, values_of};
use crate::app::App;
use crate::db::Never;
use crate::files::{self, FileRow, Limits, NotKept};
use crate::meters::forms::{photo_field, sure_field, turn_field, value_field};
use crate::meters::giving::{Wrong, draft_of, turns};
use crate::meters::meter::{MeterId, Resource, plain, zone_key};
use crate::meters::rows::{Meter, Reading};
use crate::meters::window::Round;
use crate::meters::{DRAFTS, settling::figure};
use crate::text::{self, Locale, t, tv};
use crate::web::upload::SentFile;
use crate::web::{Error, Form, Refusal, once};
use crate::who::{CompanyId, PersonId};

/// A meter in a form.
pub(crate) struct Dial {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) unit_key: &'static str,
    /// Field, label, what it showed before.
    pub(super) zones: Vec<(String, String, String)>,
    pub(super) turn: (String, i32),
    /// The field by which one says it is so, when one is asked.
    pub(super) sure: Option<String>,
    pub(super) photo: String,
    /// What a picture that was taken in already is called.
    pub(super) kept: Option<String>,
    /// What was given for this month.
    pub(super) given: Option<(String, &'static str, &'static str)>,
}

impl Dial {
    pub(super) fn of(
        locale: Locale,
        meter: &Meter,
        readings: &[Reading],
        round: Round,
        (form, kept): (&Form, &HashMap<MeterId, String>),
    ) -> Self {
        let history = meter.history(readings);
        let (month, before) = history.before(round.month);
        let now = history.at(round.month);
        let label = |zone: usize| t(locale, zone_key(meter.zones(), zone)).into_owned();
        let hint = |zone: usize| {
            let value = figure(locale, before.get(zone).copied().unwrap_or_default());
            tv(locale, "meters.give.before", &[("value", &value), ("month", &text::month_year(locale, month))])
        };
        let last =
            readings.iter().filter(|of| of.row.meter_id == meter.id && of.row.month == round.month).max_by_key(|of| of.row.turn);
        let given = last.map(|of| {
            let counts = now == Some(of.row.shown());
            let (key, tone) = super::spoken::state(of, counts);
            (values_of(locale, meter, &of.row.shown()), key, tone)
        });
        let asks = form.has("asks", &meter.id.to_string()) || form.has(&sure_field(meter.id), "yes");
        Self {
            title: title(locale, meter.resource, &meter.serial),
            place: meter.place.clone(),
            unit_key: meter.resource.unit_key(),
            zones: (0..meter.zones()).map(|zone| (value_field(meter.id, zone), label(zone), hint(zone))).collect(),
            turn: (turn_field(meter.id), turns(readings, meter.id, round.month)),
            sure: asks.then(|| sure_field(meter.id)),
            photo: photo_field(meter.id),
            kept: kept.get(&meter.id).cloned(),
            given,
        }
    }

    pub(super) fn sample() -> Self {
        let id = "0".repeat(26).parse().unwrap_or(MeterId::fresh(crate::clock::Moment::default()));
        Self {
            title: title(Locale::Kk, Resource::ColdWater, "07-123456"),
            place: "Жуынатын бөлме".into(),
            unit_key: Resource::ColdWater.unit_key(),
            zones: vec![(value_field(id, 0), "Көрсеткіш".into(), "Бұрынғы көрсеткіш: 120,5".into())],
            turn: (turn_field(id), 0),
            sure: Some(sure_field(id)),
            photo: photo_field(id),
            kept: Some("a.jpg".into()),
            given: Some(("125\u{a0}м³".into(), "meters.state.given", "action")),
        }
    }
}

/// The form as it begins: what was given this month stands in it already.
pub(super) fn begun(mut form: Form, meters: &[Meter], readings: &[Reading], month: impl Fn(&Meter) -> chrono::NaiveDate) -> Form {
    for meter in meters {
        let Some(values) = meter.history(readings).at(month(meter)) else { continue };
        for (zone, value) in values.iter().enumerate().take(meter.zones()) {
            form = form.with(&value_field(meter.id, zone), plain(*value));
        }
    }
    form
}

/// The key of a form: one that was refused keeps its own, and with it the pictures that wait for it.
pub(super) fn once_of(form: &Form) -> String {
    let key = form.value(once::FIELD);
    if key.is_empty() { once::key() } else { key.to_owned() }
}

/// Says at its field what is wrong; where one is only asked, the page asks.
pub(super) fn refuse(mut form: Form, wrong: Wrong) -> Form {
    let field = wrong.meter.map_or_else(String::new, |meter| value_field(meter, wrong.zone));
    form.refuse(&field, wrong.why.said());
    match wrong.meter {
        Some(meter) if wrong.why.asks() => form.with("asks", meter),
        _ => form,
    }
}

/// Takes the pictures of a form in before it is read, so that a refused form does not lose them; gives what each meter's is called.
pub(super) async fn taken(
    app: &App,
    company: CompanyId,
    (person, whose): (Option<PersonId>, &str),
    (sent, meters): (Vec<SentFile>, &[Meter]),
    form: &mut Form,
) -> Result<HashMap<MeterId, String>, Error> {
    let key = form.value(once::FIELD).to_owned();
    let drafts: Vec<(MeterId, String)> = meters.iter().map(|of| (of.id, draft_of(whose, &key, of.id))).collect();
    for file in sent {
        let Some((id, draft)) = drafts.iter().find(|(id, draft)| !draft.is_empty() && photo_field(*id) == file.field) else {
            continue;
        };
        match app.store.take(file.bytes, file.name, Limits::PICTURE).await {
            Ok(kept) => {
                let draft = draft.clone();
                let keeping = app.db.write::<_, Never>(move |tx| {
                    // the last picture is the one that is meant
                    files::remove_all(tx, company, DRAFTS, &draft)?;
                    Ok(files::add(tx, company, DRAFTS, &draft, &kept, person)?)
                });
                keeping.await.map_err(crate::db::Broken::from)?;
            }
            Err(NotKept::Refused(refused)) => form.refuse(&photo_field(*id), refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    let subjects: Vec<String> = drafts.iter().map(|(_, draft)| draft.clone()).filter(|draft| !draft.is_empty()).collect();
    let there = app.db.read(move |conn| files::on_shelf(conn, company, DRAFTS, &subjects)).await?;
    let name = |draft: &String| there.get(draft).and_then(|all: &Vec<FileRow>| all.last()).map(|file| file.name.clone());
    Ok(drafts.into_iter().filter_map(|(id, draft)| Some((id, name(&draft)?))).collect())
}
