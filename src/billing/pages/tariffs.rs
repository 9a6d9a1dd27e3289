//! Services and their tariffs.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::seen::name;
use crate::app::App;
use crate::billing::forms::{ServiceDraft, TariffDraft};
use crate::billing::store;
use crate::billing::store::tariffs::{Kept, Placed, Service};
use crate::billing::tariff::{Basis, Rate, ServiceId, fund_key};
use crate::billing::{Refused as No, add_service, set_tariff};
use crate::db::Failure;
use crate::ledger::{Fund, month};
use crate::meters::Resource;
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "billing/tariffs.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
}

/// A service in the list, with the rates that hold for most houses.
struct Item {
    id: String,
    name: String,
    fund_key: &'static str,
    basis_key: &'static str,
    rates: [String; 3],
    since: Option<NaiveDate>,
    own: usize,
    ended: bool,
}

#[derive(Template)]
#[template(path = "billing/tariff.html")]
pub(crate) struct Show {
    form: Form,
    id: String,
    name: String,
    fund_key: &'static str,
    basis_key: &'static str,
    is_house: bool,
    is_metered: bool,
    ended_on: Option<NaiveDate>,
    rows: Vec<Row>,
    houses: Vec<(String, String)>,
    once: String,
}

/// A tariff in the list.
struct Row {
    since: NaiveDate,
    house: Option<String>,
    rates: [String; 3],
    decision: String,
    decided_on: NaiveDate,
}

#[derive(Template)]
#[template(path = "billing/tariff_form.html")]
pub(crate) struct New {
    form: Form,
    funds: Vec<(&'static str, String)>,
    bases: Vec<(&'static str, String)>,
    resources: Vec<(&'static str, String)>,
    is_metered: bool,
    houses: Vec<(String, String)>,
    once: String,
}

fn rates(locale: Locale, of: &Kept) -> [String; 3] {
    let rates = of.rates();
    [rates.flats, rates.commercial, rates.spaces].map(|rate| if rate == Rate(0) { "—".to_owned() } else { rate.print(locale) })
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |ended| Item {
            id: "0".repeat(26),
            name: "Үйді күтіп ұстау".into(),
            fund_key: fund_key(Fund::Current),
            basis_key: Basis::Area.key(),
            rates: ["50,00 ₸".into(), "100,00 ₸".into(), "—".into()],
            since: Some(NaiveDate::default()),
            own: 2,
            ended,
        };
        Self { rows: vec![item(false), item(true)] }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("flats", "billing.refused.rate");
        Self {
            form,
            id: "0".repeat(26),
            name: "Үйді күтіп ұстау".into(),
            fund_key: fund_key(Fund::Accumulative),
            basis_key: Basis::House.key(),
            is_house: true,
            is_metered: true,
            ended_on: None,
            rows: vec![Row {
                since: NaiveDate::default(),
                house: Some("Абай даңғылы, 12".into()),
                rates: ["50,00 ₸".into(), "100,00 ₸".into(), "—".into()],
                decision: "Жиналыс хаттамасы № 4".into(),
                decided_on: NaiveDate::default(),
            }],
            houses: vec![("1".into(), "Абай даңғылы, 12".into())],
            once: "once".into(),
        }
    }

    fn of(locale: Locale, form: Form, (service, tariffs, houses): Found) -> Self {
        let row = |(kept, house): Placed| Row {
            since: kept.since,
            house,
            rates: rates(locale, &kept),
            decision: kept.decision.clone(),
            decided_on: kept.decided_on,
        };
        Self {
            form,
            id: service.id.to_string(),
            name: name(locale, &service.name_kk, &service.name_ru),
            fund_key: fund_key(service.fund),
            basis_key: service.basis.key(),
            is_house: service.basis == Basis::House,
            is_metered: service.basis.is_metered(),
            ended_on: service.ended_on,
            rows: tariffs.into_iter().map(row).collect(),
            houses,
            once: once::key(),
        }
    }
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("name_kk", "forms.refused.empty");
        Self::of(Locale::Kk, form, vec![("1".into(), "Абай даңғылы, 12".into())])
    }

    fn of(locale: Locale, form: Form, houses: Vec<(String, String)>) -> Self {
        Self {
            form,
            funds: Fund::ALL.iter().map(|fund| (fund.word(), t(locale, fund_key(*fund)).into_owned())).collect(),
            bases: Basis::ALL.iter().map(|basis| (basis.word(), t(locale, basis.key()).into_owned())).collect(),
            resources: Resource::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect(),
            is_metered: true,
            houses,
            once: once::key(),
        }
    }
}

pub(in crate::billing) async fn index(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let (company, locale) = (who.company(), who.locale());
    let read = app.db.read(move |conn| Ok((store::tariffs::services(conn, company)?, store::tariffs::all(conn, company, None)?)));
    let (services, tariffs) = read.await?;
    let today = app.clock.today();
    let rows = services.into_iter().map(|of| {
        let mine: Vec<&Kept> = tariffs.iter().map(|(kept, _)| kept).filter(|kept| kept.service_id == of.id).collect();
        // the newest stands first
        let common = mine.iter().find(|kept| kept.building_id.is_none() && kept.since <= today).or_else(|| mine.first());
        Item {
            id: of.id.to_string(),
            name: name(locale, &of.name_kk, &of.name_ru),
            fund_key: fund_key(of.fund),
            basis_key: of.basis.key(),
            rates: common.map(|kept| rates(locale, kept)).unwrap_or_default(),
            since: common.map(|kept| kept.since),
            own: mine.iter().filter_map(|kept| kept.building_id).collect::<std::collections::HashSet<_>>().len(),
            ended: of.ended_on.is_some(),
        }
    });
    Ok(Page(Index { rows: rows.collect() }))
}

/// What the form begins with: the next month.
fn begun(app: &App) -> Typed {
    let today = app.clock.today();
    Typed::default().with("since", month::next(today).format("%Y-%m")).with("decided_on", today)
}

async fn new_page(app: &App, who: &Staff<Accountant>, form: Form) -> Result<New, Error> {
    let company = who.company();
    let houses = app.db.read(move |conn| store::about::houses(conn, company)).await?;
    Ok(New::of(who.locale(), form, houses))
}

pub(in crate::billing) async fn new(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let typed = begun(&app).with("basis", Basis::Area).with("fund", Fund::Current);
    Ok(Page(new_page(&app, &who, Form::of(typed)).await?))
}

/// At which field a refusal is said.
fn field(refused: No) -> &'static str {
    match refused {
        No::Unlawful(crate::billing::Unlawful::Commercial(_)) => "commercial",
        No::Unlawful(_) => "flats",
        No::HandedOver => "building",
        _ => "since",
    }
}

pub(in crate::billing) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(draft) = ServiceDraft::read(&mut form) else {
        return Ok(Refused(new_page(&app, &who, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let added = app
        .db
        .write(move |tx| {
            once(tx, person, &key, |tx| add_service(tx, &by, &draft).map(|id| format!("/staff/billing/services/{id}")))
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("billing.said.service_added").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(new_page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(super) type Found = (Service, Vec<Placed>, Vec<(String, String)>);

pub(super) async fn found(app: &App, who: &Staff<Accountant>, id: ServiceId) -> Result<Found, Error> {
    let company = who.company();
    let read = app.db.read(move |conn| {
        let service = store::tariffs::service(conn, company, id)?;
        Ok((service, store::tariffs::all(conn, company, Some(id))?, store::about::houses(conn, company)?))
    });
    Ok(read.await?)
}

pub(in crate::billing) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ServiceId>,
) -> Result<impl Responder, Error> {
    let found = found(&app, &who, id.into_inner()).await?;
    Ok(Page(Show::of(who.locale(), Form::of(begun(&app)), found)))
}

pub(in crate::billing) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ServiceId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let service = found(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let Some(draft) = TariffDraft::read(&mut form) else {
        return Ok(Refused(Show::of(who.locale(), form, service)).respond_to(&req));
    };
    let (key, person, by, at) =
        (form.value(once::FIELD).to_owned(), who.person(), who.clone(), format!("/staff/billing/services/{id}"));
    match app.db.write(move |tx| once(tx, person, &key, |tx| set_tariff(tx, &by, id, &draft).map(|()| at))).await {
        Ok(to) => Ok(see(to).saying("billing.said.tariff_set").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field(refused), refused.said());
            Ok(Refused(Show::of(who.locale(), form, service)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
