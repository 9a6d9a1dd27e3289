//! Payments as people look at them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::about::place;
use crate::db::schema::{buildings, payment_returns, payments, people, premises};
use crate::db::{Conn, Listed, sum};
use crate::homes::{Kind, PremisesId};
use crate::payments::payment::{Back, Channel, PaymentId};
use crate::text::Locale;
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

/// A payment with its place. Amounts in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Payment {
    pub(in crate::payments) id: PaymentId,
    pub(in crate::payments) number: String,
    pub(in crate::payments) channel: Channel,
    pub(in crate::payments) external: String,
    pub(in crate::payments) premises: PremisesId,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) payer: String,
    pub(in crate::payments) note: String,
    pub(in crate::payments) person: Option<PersonId>,
    pub(in crate::payments) author: Option<String>,
    pub(in crate::payments) kind: Kind,
    pub(in crate::payments) door: String,
    pub(in crate::payments) account: Option<String>,
    pub(in crate::payments) address: String,
    /// Why and when it went back, if it did.
    pub(in crate::payments) back: Option<Back>,
    pub(in crate::payments) back_on: Option<NaiveDate>,
    pub(in crate::payments) back_reason: Option<String>,
}

impl Payment {
    /// Where its premises are, as people say it.
    pub(in crate::payments) fn place(&self, locale: Locale) -> String {
        place(locale, &self.address, self.kind, &self.door)
    }
}

macro_rules! payments {
    ($company:expr) => {
        payments::table
            .inner_join(premises::table.on(premises::id.eq(payments::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .left_join(people::table.on(people::id.nullable().eq(payments::author_id)))
            .left_join(
                payment_returns::table
                    .on(payment_returns::company_id.eq(payments::company_id).and(payment_returns::payment_id.eq(payments::id))),
            )
            .filter(payments::company_id.eq($company))
            .filter(premises::company_id.eq($company))
            .select((
                payments::id,
                payments::number,
                payments::channel,
                payments::external,
                payments::premises_id,
                payments::day,
                payments::amount,
                payments::payer,
                payments::note,
                payments::person_id,
                people::name.nullable(),
                premises::kind,
                premises::number,
                premises::account,
                buildings::address,
                payment_returns::kind.nullable(),
                payment_returns::day.nullable(),
                payment_returns::reason.nullable(),
            ))
    };
}

/// A payment of the company.
pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, id: PaymentId) -> QueryResult<Payment> {
    payments!(company).filter(payments::id.eq(id)).first(conn)
}

/// The payments for these premises, the newest first.
pub(in crate::payments) fn of_premises(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    limit: i64,
) -> QueryResult<Vec<Payment>> {
    let mine = payments!(company).filter(payments::premises_id.among(ids));
    mine.order((payments::day.desc(), payments::id.desc())).limit(limit).load(conn)
}

/// Which payments the desk wants.
#[derive(Clone, Debug, Default)]
pub(in crate::payments) struct Wanted {
    pub(in crate::payments) channel: Option<Channel>,
    pub(in crate::payments) from: Option<NaiveDate>,
    pub(in crate::payments) until: Option<NaiveDate>,
    /// A receipt's number, the source's own name, or an account.
    pub(in crate::payments) named: String,
    pub(in crate::payments) returned: bool,
}

macro_rules! wanted {
    ($query:ident, $wanted:expr) => {
        if !$wanted.named.is_empty() {
            let named = $wanted.named.clone();
            let fits = payments::number.eq(named.clone()).or(payments::external.eq(named.clone()));
            let account = premises::account.is_not_null().and(premises::account.assume_not_null().eq(named));
            $query = $query.filter(fits.or(account));
        }
        if let Some(channel) = $wanted.channel {
            $query = $query.filter(payments::channel.eq(channel));
        }
        if let Some(from) = $wanted.from {
            $query = $query.filter(payments::day.ge(from));
        }
        if let Some(until) = $wanted.until {
            $query = $query.filter(payments::day.le(until));
        }
        if $wanted.returned {
            $query = $query.filter(payment_returns::day.is_not_null());
        }
    };
}

/// One page of the company's payments, the newest day first. A place in the list is a day and an id.
pub(in crate::payments) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Payment>> {
    let mut query = payments!(company).limit(limit).into_boxed();
    wanted!(query, wanted);
    query = match step {
        Step::After(at) if at.key.parse::<NaiveDate>().is_ok() => {
            let day: NaiveDate = at.key.parse().unwrap_or_default();
            query
                .filter(payments::day.le(day))
                .filter(payments::day.lt(day).or(payments::id.lt(at.id.clone())))
                .order((payments::day.desc(), payments::id.desc()))
        }
        Step::Before(at) if at.key.parse::<NaiveDate>().is_ok() => {
            let day: NaiveDate = at.key.parse().unwrap_or_default();
            query
                .filter(payments::day.ge(day))
                .filter(payments::day.gt(day).or(payments::id.gt(at.id.clone())))
                .order((payments::day.asc(), payments::id.asc()))
        }
        _ => query.order((payments::day.desc(), payments::id.desc())),
    };
    query.load(conn)
}

/// How much came by each way among those wanted, without what went back: channel, how many, tiyn.
pub(in crate::payments) fn totals(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
) -> QueryResult<Vec<(Channel, i64, Option<i64>)>> {
    let mut query = payments::table
        .inner_join(premises::table.on(premises::id.eq(payments::premises_id)))
        .left_join(
            payment_returns::table
                .on(payment_returns::company_id.eq(payments::company_id).and(payment_returns::payment_id.eq(payments::id))),
        )
        .filter(payments::company_id.eq(company))
        .filter(payment_returns::day.is_null())
        .group_by(payments::channel)
        .select((payments::channel, diesel::dsl::count_star(), sum(payments::amount)))
        .into_boxed();
    let standing = Wanted { returned: false, ..wanted.clone() };
    wanted!(query, standing);
    query.load(conn)
}
