//! What others are told of bills, and how an invented past is laid down.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::pages::seen::{place, sentence};
use super::run::{Of, State, post_at_once};
use super::store;
use super::store::reading::Bill;
use super::store::tariffs::{Kept, Service};
use super::tariff::{Basis, Rates, ServiceId, TariffId};
use crate::app::App;
use crate::db::{Conn, Never, Tx};
use crate::ledger::Fund;
use crate::meters::Resource;
use crate::money::Tiyn;
use crate::web::Said;
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// What a resident owes by their newest bill of some premises, in words.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The bill.
    pub bill: super::BillId,
    /// Of which month.
    pub month: NaiveDate,
    /// Of which premises, as people say it.
    pub place: String,
    /// How much is to be paid, and until when.
    pub sentence: Said,
    /// Whether its day has passed.
    pub late: bool,
}

/// The newest bill of each of a resident's premises on which something is owed today.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &mut Conn, who: &Resident, today: NaiveDate) -> QueryResult<Vec<Glance>> {
    let (bills, owed) = store::own::mine(conn, who, today)?;
    let mut seen = std::collections::HashSet::new();
    let newest: Vec<Bill> = bills.into_iter().filter(|bill| seen.insert(bill.premises)).collect();
    Ok(newest
        .into_iter()
        .filter_map(|bill| {
            let owed = owed.get(&bill.premises).copied().filter(|owed| *owed > Tiyn::ZERO)?;
            let (sentence, tone) = sentence(who.locale(), owed, &bill, today);
            let place = place(who.locale(), &bill);
            Some(Glance { bill: bill.id, month: bill.month, place, sentence, late: tone == "danger" })
        })
        .collect())
}

/// A bill that somebody is about to pay.
#[derive(Clone, Debug)]
pub struct Payable {
    /// The bill.
    pub bill: super::BillId,
    /// Its number.
    pub number: String,
    /// Of which premises.
    pub premises: crate::homes::PremisesId,
    /// Where they are, as people say it.
    pub place: String,
    /// What they owe today, of whichever bills; less than nothing is paid ahead.
    pub owed: Tiyn,
}

/// A bill of a resident's own that they may pay, as an owner or a tenant; another's is not there.
///
/// # Errors
/// When the database fails.
pub fn payable(conn: &mut Conn, who: &Resident, id: super::BillId, today: NaiveDate) -> QueryResult<Payable> {
    let (bill, _, _) = store::own::mine_one(conn, who, id, today)?;
    let owed = store::reading::owed(conn, who.company(), &[bill.premises])?.remove(&bill.premises).unwrap_or_default();
    let place = place(who.locale(), &bill);
    Ok(Payable { bill: bill.id, number: bill.number, premises: bill.premises, place, owed })
}

/// The head of a paper of the company, with where it is to be paid.
///
/// # Errors
/// When the database fails.
pub fn letterhead(conn: &mut Conn, company: CompanyId) -> QueryResult<crate::pdf::Letterhead> {
    Ok(super::paper::letterhead(&store::about::sender(conn, company)?))
}

/// A service as the demo invents it.
#[derive(Clone, Debug)]
pub struct NewService {
    /// Its name in Kazakh and Russian.
    pub names: (&'static str, &'static str),
    /// Into which money.
    pub fund: Fund,
    /// By what.
    pub basis: Basis,
    /// What is metered, and the norm of it per person, in thousandths.
    pub metered: (Option<Resource>, i64),
    /// At which rates.
    pub rates: Rates,
    /// The decision that allowed it, and its day.
    pub decision: (&'static str, NaiveDate),
}

pub(super) fn service(
    tx: &mut Tx<'_>,
    company: CompanyId,
    names: &(String, String),
    (fund, basis, resource): (Fund, Basis, Option<Resource>),
) -> QueryResult<ServiceId> {
    let id = ServiceId::fresh(tx.now());
    let service = Service {
        id,
        company_id: company,
        name_kk: names.0.clone(),
        name_ru: names.1.clone(),
        fund,
        basis,
        created_at: tx.now(),
        ended_on: None,
        resource,
    };
    store::tariffs::add_service(tx, &service)?;
    Ok(id)
}

/// Adds a service with its tariff for all houses, without a line in the trail: for the demo's past.
///
/// # Errors
/// When the database fails.
pub fn settle_service(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    of: &NewService,
    since: NaiveDate,
) -> QueryResult<()> {
    let id = service(tx, company, &(of.names.0.to_owned(), of.names.1.to_owned()), (of.fund, of.basis, of.metered.0))?;
    let kept = Kept {
        id: TariffId::fresh(tx.now()),
        company_id: company,
        service_id: id,
        building_id: None,
        since,
        flat_rate: of.rates.flats.0,
        commercial_rate: of.rates.commercial.0,
        space_rate: of.rates.spaces.0,
        decision: of.decision.0.to_owned(),
        decided_on: of.decision.1,
        author_id: author,
        created_at: tx.now(),
        second_rate: 0,
        third_rate: 0,
        fourth_rate: 0,
        norm: of.metered.1,
    };
    store::tariffs::add(tx, &kept).map(drop)
}

/// Charges a month at once as if it had been done on `day`: for the demo's past.
///
/// # Errors
/// When it is refused, or the database fails.
pub async fn settle_month(
    app: &App,
    (company, by): (CompanyId, PersonId),
    month: NaiveDate,
    day: NaiveDate,
) -> anyhow::Result<()> {
    let run = app.db.write::<_, Never>(move |tx| Ok(store::runs::add(tx, company, by, month, State::Posting)?)).await;
    let run = run.map_err(crate::db::Broken::from)?;
    post_at_once(&app.db, Of { company, run, month, by }, day)
        .await
        .map_err(|error| anyhow::anyhow!("charging {month}: {error:?}"))
}
