//! What a bill makes good, in words; and who of several holders a month is of, by days.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::seen::{SeenLine, name};
use crate::billing::adjusting::{self, Kind};
use crate::billing::store::about;
use crate::billing::store::adjusted::Line;
use crate::billing::store::reading::Bill;
use crate::billing::tariff::fund_key;
use crate::db::Conn;
use crate::money::Tiyn;
use crate::text::{self, Locale, t, tv};
use crate::who::CompanyId;

/// «Recalculation for an absence: rubbish, October».
pub(in crate::billing) fn title(locale: Locale, of: &Line) -> String {
    let (kind, month) = (t(locale, of.kind.key()), text::month_year(locale, of.month));
    let service = name(locale, &of.name_kk, &of.name_ru);
    tv(locale, "billing.adjustment.line", &[("kind", &kind), ("service", &service), ("month", &month)])
}

/// «450,00 ₸ × 10 person-days / 30 days».
pub(in crate::billing) fn formula(locale: Locale, of: &Line) -> String {
    /// Hundredths of an hour in a minute are 100 / 60.
    fn hours(minutes: i64) -> i64 {
        minutes.saturating_mul(5) / 3
    }
    let base = Tiyn(of.base).print(locale);
    let (key, part, whole) = match of.kind {
        Kind::Outage => {
            let said = |minutes| text::decimal(locale, hours(minutes), 2);
            ("billing.formula.outage", said(of.part), said(of.whole))
        }
        Kind::Moved | Kind::Absence => {
            ("billing.formula.person_days", text::number(locale, of.part), text::number(locale, of.whole))
        }
        Kind::Benefit => {
            let percent = i128::from(of.part) * 10_000 / i128::from(of.whole.max(1));
            let percent = text::percent(locale, i64::try_from(percent).unwrap_or_default());
            ("billing.formula.benefit", percent, String::new())
        }
    };
    tv(locale, key, &[("base", &base), ("part", &part), ("whole", &whole)])
}

/// As a line of the bill.
pub(super) fn seen(locale: Locale, of: &Line) -> SeenLine {
    SeenLine {
        name: title(locale, of),
        fund_key: fund_key(of.fund),
        formula: formula(locale, of),
        decision: of.document.clone(),
        amount: Tiyn(of.amount),
        before: String::new(),
        year_before: String::new(),
    }
}

/// How much benefits take off, and how much everything else that is made good comes to.
pub(in crate::billing) fn sums(all: &[Line]) -> (i64, i64) {
    let sum = |benefit: bool| all.iter().filter(|of| (of.kind == Kind::Benefit) == benefit).map(|of| of.amount).sum();
    (sum(true), sum(false))
}

/// Whose a month is, by days: names, from, until, their part of what was charged. Nothing where it was one's all the month.
pub(super) fn holders(
    conn: &mut Conn,
    company: CompanyId,
    bill: &Bill,
) -> QueryResult<Vec<(String, NaiveDate, NaiveDate, Tiyn)>> {
    let held = about::holders(conn, company, bill.premises, bill.month)?;
    let from: Vec<NaiveDate> = held.iter().map(|(_, since, _)| since.unwrap_or(bill.month)).collect();
    let parts = adjusting::by_days(Tiyn(bill.accrued), bill.month, &from).unwrap_or_default();
    if parts.len() < 2 {
        return Ok(Vec::new());
    }
    let names = |day: NaiveDate| {
        let there = held
            .iter()
            .filter(|(_, since, until)| since.is_none_or(|since| since <= day) && until.is_none_or(|until| until >= day));
        there.map(|(name, ..)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    Ok(parts.into_iter().map(|(from, until, sum)| (names(until), from, until, sum)).collect())
}
