//! Charges and bills: what each house is charged for, by whose decision, and what that makes for each premises every month.
//!
//! A service is charged by area, by people, by premises, or as one sum for the house; its tariffs hold from a month on, for one house or
//! for all, and name the decision that allowed them. The law's limits are asked when a tariff is set (non-residential premises at most twice the
//! flats' rate, the accumulative contribution at least 0.005 of the index per m²). A line is its rate times its quantity, rounded to the nearest
//! tiyn, halves up; a bill is the sum of its lines; one sum for a house is split so that the parts add up to it.
//! By meters one pays what one's own counted, each tariff at its rate, or a share by area of what a common meter counted and no own one did.
//! Where nothing was read, a month is reckoned with the average of the last six, or the norm per person that the tariff's decision names; the
//! next reading makes it good. The number of months is the company's rule, within the order on communal services of 29.04.2020 № 249.
//! A month is charged once, by a run that is first rehearsed; it can be taken back while nothing has been paid since. Bills are
//! due on the 25th of the next month; from the day after, what is unpaid bears penalty day by day.
//! Owners and tenants see the bills of what they hold, for months in which they held it; whoever left sees nothing.

mod adjusting;
mod amending;
mod bill;
mod charge;
mod forms;
mod law;
mod metered;
mod naming;
pub mod pages;
mod paper;
mod penalty;
mod run;
mod settling;
mod store;
mod tariff;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

pub use amending::settle_benefit;
pub use bill::BillId;
pub use law::due_on;
pub use naming::namings;
pub use paper::printing::PrintBills;
pub use run::{Post, Rehearse, RunId, Undo};
pub use settling::{Glance, NewService, Payable, letterhead, newest, payable, settle_month, settle_service};
pub use store::about::owners;
pub use store::runs::charging;
pub use tariff::fund_key;
pub use tariff::{Basis, Rate, Rates, ServiceId, Unlawful};

use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::homes;
use crate::jobs;
use crate::ledger::{self, month};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Refusal, Routes, Said};
use forms::{ServiceDraft, TariffDraft};
use run::{Of, State};
use store::tariffs::{Kept, Service};
use tariff::TariffId;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{bills, books, desk, ending, mine, runs, tariffs};
    pages::adjustments::routes(routes);
    routes
        .get("/staff/billing", desk::show)
        .post("/staff/billing/runs", runs::create)
        .get("/staff/billing/runs/{billing}", runs::show)
        .post("/staff/billing/runs/{billing}/posting", runs::post)
        .get("/staff/billing/runs/{billing}/undo", runs::ask_undo)
        .post("/staff/billing/runs/{billing}/undo", runs::undo)
        .get("/staff/billing/services", tariffs::index)
        .get("/staff/billing/services/new", tariffs::new)
        .post("/staff/billing/services", tariffs::create)
        .get("/staff/billing/services/{service}", tariffs::show)
        .post("/staff/billing/services/{service}/tariffs", tariffs::set)
        .get("/staff/billing/services/{service}/ending", ending::ask_ending)
        .post("/staff/billing/services/{service}/ending", ending::end)
        .get("/staff/billing/bills", bills::index)
        .get("/staff/billing/bills/export.xlsx", bills::xlsx)
        .get("/staff/billing/bills/export.csv", bills::csv)
        .get("/staff/billing/bills/{bill}", bills::show)
        .get("/staff/billing/bills/{bill}/bill.pdf", bills::pdf)
        .get("/staff/billing/bills/{bill}/public.pdf", bills::public_pdf)
        .get("/staff/billing/books", books::show)
        .get("/staff/billing/books/closing", books::ask_closing)
        .post("/staff/billing/books/closing", books::close)
        .get("/bills", mine::index)
        .get("/bills/{bill}", mine::show)
        .get("/bills/{bill}/bill.pdf", mine::pdf)
        .get("/bills/{bill}/public.pdf", mine::public_pdf);
}

/// Why charges are not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The month was charged before.
    Posted,
    /// It is being worked on.
    Busy,
    /// Months are charged one after another, and none before it began.
    Order,
    /// The books of the month are closed.
    Closed,
    /// There is nothing to charge by.
    NoTariffs,
    /// The run was not rehearsed, or is past that.
    NotRehearsed,
    /// Something was paid since.
    Paid,
    /// A later month was charged.
    Later,
    /// An amount is beyond all bounds.
    TooMuch,
    /// There is a tariff from that day on.
    SameDay,
    /// A tariff begins with a month, and not in one that was charged.
    Begun,
    /// The service ended before.
    Ended,
    /// The house was handed over.
    HandedOver,
    /// That outage was made good before, or the adjustment holds no more.
    Adjusted,
    /// The law does not allow the rate.
    Unlawful(Unlawful),
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Posted => "billing.refused.posted",
            Self::Busy => "billing.refused.busy",
            Self::Order => "billing.refused.order",
            Self::Closed => "billing.refused.closed",
            Self::NoTariffs => "billing.refused.no_tariffs",
            Self::NotRehearsed => "billing.refused.not_rehearsed",
            Self::Paid => "billing.refused.paid",
            Self::Later => "billing.refused.later",
            Self::TooMuch => "billing.refused.too_much",
            Self::SameDay => "billing.refused.same_day",
            Self::Begun => "billing.refused.begun",
            Self::Ended => "billing.refused.ended",
            Self::Adjusted => "billing.refused.adjusted",
            Self::HandedOver => "homes.refused.handed_over",
            Self::Unlawful(unlawful) => return unlawful.said(),
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

/// Has a month reckoned, or reckoned again; nothing is written but the report.
fn begin(tx: &mut Tx<'_>, who: &Staff<Accountant>, of: NaiveDate, today: NaiveDate) -> Done<RunId> {
    let (company, of) = (who.company(), month::first(of));
    if ledger::is_closed(tx, company, month::last(of).min(today))? {
        return no(Refused::Closed);
    }
    let after_last = store::runs::last_posted(tx, company)?.map(month::next);
    let id = match store::runs::live(tx, company, of)? {
        Some((id, State::Rehearsed)) => {
            if !store::runs::move_on(tx, company, id, &[State::Rehearsed], State::Rehearsing)? {
                return no(Refused::Busy);
            }
            id
        }
        Some((_, State::Posted)) => return no(Refused::Posted),
        Some(_) => return no(Refused::Busy),
        None if of > month::first(today) || after_last.is_some_and(|next| next != of) => return no(Refused::Order),
        None => match store::runs::add(tx, company, who.person(), of, State::Rehearsing) {
            Err(error) if taken(&error) => return no(Refused::Busy),
            added => added?,
        },
    };
    jobs::enqueue(tx, &Rehearse(Of { company, run: id, month: of, by: who.person() }))?;
    audit::by(who).did("billing.rehearsed", ("billing_run", id)).with(json!({ "month": of })).record(tx)?;
    Ok(id)
}

/// Has the bills of a rehearsed month written.
fn ask_posting(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: RunId) -> Done<()> {
    let company = who.company();
    let of = store::runs::one(tx, company, id)?;
    if !store::runs::move_on(tx, company, id, &[State::Rehearsed], State::Posting)? {
        return no(Refused::NotRehearsed);
    }
    store::runs::progress(tx, company, id, State::Posting, (0, of.all))?;
    jobs::enqueue(tx, &Post(Of { company, run: id, month: of.month, by: who.person() }))?;
    let details = json!({ "month": of.month, "accrued": of.report.accrued, "bills": of.report.bills });
    Ok(audit::by(who).did("billing.posted", ("billing_run", id)).with(details).record(tx)?)
}

/// Whether a posted month can be taken back.
fn can_undo(tx: &mut crate::db::Conn, company: crate::who::CompanyId, of: &store::runs::Run) -> QueryResult<Result<(), Refused>> {
    Ok(if of.state != State::Posted {
        Err(Refused::NotRehearsed)
    } else if store::runs::last_posted(tx, company)?.is_some_and(|last| last > of.month) {
        Err(Refused::Later)
    } else if ledger::others_since(tx, company, ["bill", "spending"], of.created_at)? {
        Err(Refused::Paid)
    } else if ledger::is_closed(tx, company, month::last(of.month))? {
        Err(Refused::Closed)
    } else {
        Ok(())
    })
}

/// Has the bills of a month taken back.
fn ask_undo(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: RunId) -> Done<()> {
    let company = who.company();
    let of = store::runs::one(tx, company, id)?;
    can_undo(tx, company, &of)?.map_err(Failure::Refused)?;
    if !store::runs::move_on(tx, company, id, &[State::Posted], State::Undoing)? {
        return no(Refused::Busy);
    }
    jobs::enqueue(tx, &Undo(Of { company, run: id, month: of.month, by: who.person() }))?;
    Ok(audit::by(who).did("billing.undone", ("billing_run", id)).with(json!({ "month": of.month })).record(tx)?)
}

/// Begins to charge for something.
fn add_service(tx: &mut Tx<'_>, who: &Staff<Accountant>, draft: &ServiceDraft) -> Done<ServiceId> {
    let id = settling::service(tx, who.company(), &draft.names, (draft.fund, draft.basis, draft.resource))?;
    set_tariff(tx, who, id, &draft.tariff)?;
    audit::by(who).did("billing.service_added", ("service", id)).record(tx)?;
    Ok(id)
}

/// Sets a tariff of a service from a month on.
fn set_tariff(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: ServiceId, draft: &TariffDraft) -> Done<()> {
    let company = who.company();
    let service = store::tariffs::service(tx, company, id)?;
    if service.ended_on.is_some() {
        return no(Refused::Ended);
    }
    if month::first(draft.since) != draft.since || store::runs::last_posted(tx, company)?.is_some_and(|last| draft.since <= last)
    {
        return no(Refused::Begun);
    }
    draft
        .rates
        .lawful(service.fund, service.basis, draft.since)
        .map_err(|unlawful| Failure::Refused(Refused::Unlawful(unlawful)))?;
    if let Some(building) = draft.building {
        homes::ours(tx, company, building).map_err(|failure| match failure {
            Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
            Failure::Broken(broken) => Failure::Broken(broken),
        })?;
    }
    let [second, third, fourth] = draft.metered.zones;
    let kept = Kept {
        id: TariffId::fresh(tx.now()),
        company_id: company,
        service_id: id,
        building_id: draft.building,
        since: draft.since,
        flat_rate: draft.rates.flats.0,
        commercial_rate: draft.rates.commercial.0,
        space_rate: draft.rates.spaces.0,
        decision: draft.decision.clone(),
        decided_on: draft.decided_on,
        author_id: who.person(),
        created_at: tx.now(),
        second_rate: second.0,
        third_rate: third.0,
        fourth_rate: fourth.0,
        norm: draft.metered.norm,
    };
    match store::tariffs::add(tx, &kept) {
        Err(error) if taken(&error) => return no(Refused::SameDay),
        added => added?,
    };
    let details = json!({
        "since": draft.since, "flats": draft.rates.flats.plain(), "commercial": draft.rates.commercial.plain(),
        "spaces": draft.rates.spaces.plain(), "decision": draft.decision,
    });
    Ok(audit::by(who).did("billing.tariff_set", ("service", id)).with(details).record(tx)?)
}

/// Ends a service: from the next month that is charged on it is no more.
fn end_service(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: ServiceId, today: NaiveDate) -> Done<()> {
    let company = who.company();
    let of: Service = store::tariffs::service(tx, company, id)?;
    let on = store::runs::last_posted(tx, company)?.map_or(month::first(today), month::next);
    if of.ended_on.is_some() || store::tariffs::end_service(tx, company, id, on)? == 0 {
        return no(Refused::Ended);
    }
    Ok(audit::by(who).did("billing.service_ended", ("service", id)).with(json!({ "since": on })).record(tx)?)
}
