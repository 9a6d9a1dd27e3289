//! A bill as it is shown, on the screen and on paper.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::billing::bill::BillId;
use crate::billing::penalty::Span;
use crate::billing::store::adjusted;
use crate::billing::store::reading::{self, Bill, Line};
use crate::billing::tariff::{Basis, fund_key};
use crate::db::Conn;
use crate::ledger::month;
use crate::money::Tiyn;
use crate::text::{self, Locale, t, tv};
use crate::web::Said;
use crate::who::CompanyId;

/// All that a bill's page and paper are made of.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Whole {
    pub(in crate::billing) bill: Bill,
    pub(in crate::billing) lines: Vec<Line>,
    pub(in crate::billing) adjusted: Vec<adjusted::Line>,
    pub(in crate::billing) earlier: HashMap<(NaiveDate, crate::billing::ServiceId), i64>,
    pub(in crate::billing) year: Vec<Bill>,
    pub(in crate::billing) owed: Tiyn,
    pub(in crate::billing) newest: bool,
}

impl Whole {
    /// Reads it; of the year before nothing older than `since`.
    pub(in crate::billing) fn of(
        conn: &mut Conn,
        company: CompanyId,
        bill: Bill,
        since: Option<NaiveDate>,
    ) -> diesel::QueryResult<Self> {
        let lines = reading::lines(conn, company, bill.id)?;
        let adjusted = adjusted::of_bill(conn, company, bill.id)?;
        let year_ago = bill.month.checked_sub_months(chrono::Months::new(12)).unwrap_or(bill.month);
        let since = since.map_or(year_ago, |since| since.max(year_ago));
        let mut earlier = reading::earlier(conn, company, bill.premises, &[month::previous(bill.month), year_ago])?;
        earlier.retain(|(of, _), _| *of >= since);
        // what is newer is not this bill's year, but says whether it is the last word
        let mut year = reading::year(conn, company, bill.premises, (since, NaiveDate::MAX.min(month::next(bill.month))))?;
        let newest = year.first().is_none_or(|first| first.month == bill.month);
        year.retain(|of| of.month <= bill.month);
        let owed = reading::owed(conn, company, &[bill.premises])?.remove(&bill.premises).unwrap_or_default();
        Ok(Self { bill, lines, adjusted, earlier, year, owed, newest })
    }
}

/// A line, in words.
#[derive(Clone, Debug)]
pub(in crate::billing) struct SeenLine {
    pub(in crate::billing) name: String,
    pub(in crate::billing) fund_key: &'static str,
    pub(in crate::billing) formula: String,
    pub(in crate::billing) decision: String,
    pub(in crate::billing) amount: Tiyn,
    pub(in crate::billing) before: String,
    pub(in crate::billing) year_before: String,
}

/// A month of the year, in words.
#[derive(Clone, Debug)]
pub(in crate::billing) struct SeenMonth {
    pub(in crate::billing) id: String,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) accrued: Tiyn,
    pub(in crate::billing) penalty: Tiyn,
    pub(in crate::billing) paid: Tiyn,
    pub(in crate::billing) due: Tiyn,
}

/// A bill, in words.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Seen {
    pub(in crate::billing) id: String,
    pub(in crate::billing) number: String,
    pub(in crate::billing) place: String,
    pub(in crate::billing) account: String,
    pub(in crate::billing) area: String,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) due_on: NaiveDate,
    pub(in crate::billing) sentence: Said,
    pub(in crate::billing) tone: &'static str,
    /// Whether something is owed today and this is the bill that says so.
    pub(in crate::billing) payable: bool,
    pub(in crate::billing) sums: Vec<(&'static str, Tiyn)>,
    pub(in crate::billing) due: Tiyn,
    pub(in crate::billing) lines: Vec<SeenLine>,
    pub(in crate::billing) spans: Vec<String>,
    pub(in crate::billing) year: Vec<SeenMonth>,
}

/// Where a bill's premises are, as people say it.
pub(in crate::billing) fn place(locale: Locale, bill: &Bill) -> String {
    format!("{}, {}", bill.address, tv(locale, bill.kind.label_key(), &[("number", &bill.door)]))
}

/// What is to be done about the newest bill of premises that owe `owed` today, and how urgently. The oldest is paid first, so that what is
/// more than the bill itself is of earlier ones, whose day came a month before.
pub(in crate::billing) fn sentence(locale: Locale, owed: Tiyn, bill: &Bill, today: NaiveDate) -> (Said, &'static str) {
    let sum = |amount: i64| Tiyn(amount).print(locale);
    let said = |key, amount| Said::new(key).with("sum", sum(amount)).with("day", text::day_month(locale, bill.due_on));
    let earlier = owed.0.saturating_sub(bill.accrued).saturating_sub(bill.penalty).max(0);
    let earlier_due = bill.due_on.checked_sub_months(chrono::Months::new(1)).unwrap_or(bill.due_on);
    if owed < Tiyn::ZERO {
        (said("billing.said.ahead", owed.0.saturating_neg()), "good")
    } else if owed == Tiyn::ZERO {
        ("billing.said.paid".into(), "good")
    } else if today > bill.due_on {
        (said("billing.said.late", owed.0), "danger")
    } else if earlier > 0 {
        let tone = if today > earlier_due { "danger" } else { "needs" };
        let day = text::day_month(locale, earlier_due);
        (said("billing.said.due_earlier", owed.0).with("earlier", sum(earlier)).with("earlier_day", day), tone)
    } else {
        (said("billing.said.due", owed.0), "needs")
    }
}

/// «61,4 м² × 50,00 ₸».
pub(in crate::billing) fn formula(locale: Locale, line: &Line) -> String {
    if line.basis.is_metered() {
        return super::metered::formula(locale, line);
    }
    let rate = line.rate().print(locale);
    let quantity = match line.basis {
        Basis::Area | Basis::House => text::area(locale, line.quantity),
        Basis::Person | Basis::Unit | Basis::Meter | Basis::Common => text::number(locale, line.quantity / 100),
    };
    let key = match line.basis {
        Basis::Area => "billing.formula.area",
        Basis::Person => "billing.formula.person",
        Basis::Unit | Basis::Meter | Basis::Common => "billing.formula.unit",
        Basis::House => "billing.formula.house",
    };
    tv(locale, key, &[("quantity", &quantity), ("rate", &rate)])
}

/// «26–31 октября: 10 000,00 ₸ × 18,00 % × 1,00 × 6 дней / 365 = 29,59 ₸».
pub(in crate::billing) fn span(locale: Locale, of: &Span) -> String {
    tv(
        locale,
        "billing.formula.penalty",
        &[
            ("from", &text::short_date(locale, of.from)),
            ("until", &text::short_date(locale, of.until)),
            ("debt", &Tiyn(of.debt).print(locale)),
            ("rate", &text::percent(locale, of.rate)),
            ("coefficient", &text::decimal(locale, of.coefficient, 2)),
            ("days", &of.days().to_string()),
            ("sum", &Tiyn(of.amount).print(locale)),
        ],
    )
}

/// What a service is called.
pub(in crate::billing) fn name(locale: Locale, kk: &str, ru: &str) -> String {
    if locale == Locale::Kk { kk } else { ru }.to_owned()
}

impl Seen {
    /// In a reader's language, on a day.
    pub(in crate::billing) fn of(locale: Locale, whole: &Whole, today: NaiveDate) -> Self {
        let bill = &whole.bill;
        let (sentence, tone) = if whole.newest {
            sentence(locale, whole.owed, bill, today)
        } else {
            let older = Said::new("billing.said.older");
            (older, "neutral")
        };
        let year_ago = bill.month.checked_sub_months(chrono::Months::new(12)).unwrap_or(bill.month);
        let then = |month: NaiveDate, line: &Line| {
            whole.earlier.get(&(month, line.service)).map(|sum| Tiyn(*sum).print(locale)).unwrap_or_default()
        };
        let lines = whole.lines.iter().map(|line| SeenLine {
            name: name(locale, &line.name_kk, &line.name_ru),
            fund_key: fund_key(line.fund),
            formula: formula(locale, line),
            decision: tv(
                locale,
                "billing.bill.decided",
                &[
                    ("since", &text::short_date(locale, line.since)),
                    ("decision", &line.decision),
                    ("day", &text::short_date(locale, line.decided_on)),
                ],
            ),
            amount: Tiyn(line.amount),
            before: then(month::previous(bill.month), line),
            year_before: then(year_ago, line),
        });
        Self {
            id: bill.id.to_string(),
            number: bill.number.clone(),
            place: place(locale, bill),
            account: bill.account.clone().unwrap_or_default(),
            area: bill.area.map(|area| text::area(locale, area)).unwrap_or_default(),
            month: bill.month,
            due_on: bill.due_on,
            sentence,
            tone,
            payable: whole.newest && whole.owed > Tiyn::ZERO,
            sums: sums(whole),
            due: Tiyn(bill.due),
            lines: lines.chain(whole.adjusted.iter().map(|of| super::made_good::seen(locale, of))).collect(),
            spans: bill.spans().iter().map(|of| span(locale, of)).collect(),
            year: whole.year.iter().map(seen_month).collect(),
        }
    }

    /// As the tests look at it.
    pub(super) fn sample() -> Self {
        let day = NaiveDate::default();
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            account: "10-000123".into(),
            area: "61,4 м²".into(),
            month: day,
            due_on: day,
            sentence: Said::new("billing.said.due").with("sum", "9 712,88 ₸").with("day", "25 желтоқсан"),
            tone: "needs",
            payable: true,
            sums: vec![("billing.bill.opening", Tiyn(100)), ("billing.bill.paid", Tiyn(-100))],
            due: Tiyn(971_288),
            lines: vec![SeenLine {
                name: "Үйді күтіп ұстау".into(),
                fund_key: fund_key(crate::ledger::Fund::Current),
                formula: "61,4 м² × 50,00 ₸".into(),
                decision: t(Locale::Kk, "billing.bill.decision").into_owned(),
                amount: Tiyn(307_000),
                before: "3 070,00 ₸".into(),
                year_before: "2 900,00 ₸".into(),
            }],
            spans: vec!["26.10–31.10: 29,59 ₸".into()],
            year: vec![SeenMonth {
                id: "1".repeat(26),
                month: day,
                accrued: Tiyn(1),
                penalty: Tiyn(1),
                paid: Tiyn(1),
                due: Tiyn(1),
            }],
        }
    }
}

fn seen_month(of: &Bill) -> SeenMonth {
    let id = |id: BillId| id.to_string();
    SeenMonth {
        id: id(of.id),
        month: of.month,
        accrued: Tiyn(of.accrued),
        penalty: Tiyn(of.penalty),
        paid: Tiyn(of.paid),
        due: Tiyn(of.due),
    }
}

/// How the sum came about, with its signs.
pub(in crate::billing) fn sums(whole: &Whole) -> Vec<(&'static str, Tiyn)> {
    let (of, (benefit, other)) = (&whole.bill, super::made_good::sums(&whole.adjusted));
    let mut sums = vec![("billing.bill.opening", Tiyn(of.opening)), ("billing.bill.paid", Tiyn(of.paid.saturating_neg()))];
    sums.push(("billing.bill.accrued", Tiyn(of.accrued - benefit - other)));
    let made_good = [("billing.bill.recalculated", other), ("billing.bill.benefit", benefit)];
    sums.extend(made_good.into_iter().filter(|(_, sum)| *sum != 0).map(|(key, sum)| (key, Tiyn(sum))));
    if of.penalty != 0 {
        sums.push(("billing.bill.penalty", Tiyn(of.penalty)));
    }
    sums
}
